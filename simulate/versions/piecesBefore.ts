/** The same of a version that has no lambda/handle.ts yet: this file and those beside it are bundled in its tree. */
export { readConfig } from "../../lambda/env.ts";
export { createHandle } from "./handleBefore.ts";
export { createLog } from "../../lambda/log.ts";
export { createServices } from "../../lambda/services.ts";
export { TableUnavailable } from "../../lambda/dynamodb/errors.ts";
export * from "./clientPieces.ts";
