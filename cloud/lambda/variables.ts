import { dirname } from "node:path";
import { REGION } from "../aws/account.ts";
import type { Credentials } from "../aws/accessKeys.ts";

/** What the reserved variables are made of. */
export interface FunctionIdentity {
  name: string;
  version: string;
  handler: string;
  runtime: string;
  memoryMegabytes: number;
  logGroup: string;
  logStream: string;
  file: string;
}

/** Lists the variables with which an environment calls AWS in the name of its function's role. */
export function credentialVariables(credentials: Credentials): Record<string, string> {
  return {
    AWS_ACCESS_KEY_ID: credentials.accessKeyId,
    AWS_SECRET_ACCESS_KEY: credentials.secretAccessKey,
    AWS_SESSION_TOKEN: credentials.sessionToken,
  };
}

/** Lists the variables that Lambda sets itself (developer guide, "Defined runtime environment variables"), except its credentials. */
export function reservedVariables(identity: FunctionIdentity): Record<string, string> {
  return {
    _HANDLER: identity.handler,
    AWS_DEFAULT_REGION: REGION,
    AWS_REGION: REGION,
    AWS_EXECUTION_ENV: `AWS_Lambda_${identity.runtime}`,
    AWS_LAMBDA_FUNCTION_NAME: identity.name,
    AWS_LAMBDA_FUNCTION_MEMORY_SIZE: String(identity.memoryMegabytes),
    AWS_LAMBDA_FUNCTION_VERSION: identity.version,
    AWS_LAMBDA_INITIALIZATION_TYPE: "on-demand",
    AWS_LAMBDA_LOG_GROUP_NAME: identity.logGroup,
    AWS_LAMBDA_LOG_STREAM_NAME: identity.logStream,
    LAMBDA_TASK_ROOT: dirname(identity.file),
    LAMBDA_RUNTIME_DIR: "/var/runtime",
    TZ: ":UTC",
    LANG: "en_US.UTF-8",
    // The SDK warns of this machine's Node.js; the declared runtime is newer, so on AWS the log has no such lines.
    AWS_SDK_JS_NODE_VERSION_SUPPORT_WARNING_DISABLED: "true",
    PATH: "/var/lang/bin:/usr/local/bin:/usr/bin/:/bin:/opt/bin",
  };
}
