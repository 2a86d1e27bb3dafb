import { FUNCTION_SECONDS } from "../contract/function.ts";

/** How the function runs. Plain data, read by the Pulumi program and by the operator's commands. */
export const FUNCTION_PLAN = {
  runtime: "nodejs22.x",
  architectures: ["arm64"],
  handler: "index.handler",
  /** Megabytes. */
  memorySize: 1024,
  /** Seconds. */
  timeout: FUNCTION_SECONDS,
} as const;
