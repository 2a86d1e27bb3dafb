import { RunError } from "@pulumi/pulumi";

/**
 * Makes the error that stops the program with a message for the operator and nothing else.
 *
 * Pulumi never shows a RunError's stack but does format it, and Node 20.20 loops on one of its frames until a string
 * overflows: 20 s before the message appears (node:internal/util/inspect markNodeModules, on a source-mapped path such
 * as node_modules/@pulumi/resource.ts, which has no folder after the scope). So the stack stays out.
 */
export function operatorError(message: string): RunError {
  const error = new RunError(message);
  error.stack = `Error: ${message}`;
  return error;
}
