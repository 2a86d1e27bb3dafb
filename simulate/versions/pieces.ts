/** What a run plays of one version of the program: bundled from its own sources, so that two versions can run side by side. */
export { readConfig } from "../../lambda/env.ts";
export { createHandle } from "../../lambda/handle.ts";
export { createLog } from "../../lambda/log.ts";
export { createServices } from "../../lambda/services.ts";
export { TableUnavailable } from "../../lambda/dynamodb/errors.ts";
export * from "./clientPieces.ts";
