import { readConfig } from "./env.ts";
import { createHandle } from "./handle.ts";
import { createServices } from "./services.ts";

/** What Lambda calls. Once per function instance: connections, access tokens and the parsed environment serve all its invocations. */
export const handler = createHandle(createServices(readConfig(process.env)));
