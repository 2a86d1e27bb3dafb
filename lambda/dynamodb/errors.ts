import { Fault } from "../log.ts";

/** The table did not answer in time, or asked us to slow down: worth trying again. */
export class TableUnavailable extends Fault {}

/** A stored item is not what the code that wrote it promised. */
export class BrokenItem extends Fault {
  /** What of it was needed for a change, as people call it; undefined where nothing of it can be shown at all. */
  readonly needed: string | undefined = undefined;
}

const PASSING = new Set([
  "ProvisionedThroughputExceededException",
  "ThrottlingException",
  "RequestLimitExceeded",
  "InternalServerError",
  "LimitExceededException",
  "ServiceUnavailable",
  "TimeoutError",
  "RequestTimeout",
  "ECONNREFUSED",
  "ECONNRESET",
]);

/** Turns what the SDK throws into TableUnavailable where it will pass, and leaves the rest as it is. */
export function toTableError(error: unknown): unknown {
  if (!(error instanceof Error)) return error;
  const code = "code" in error && typeof error.code === "string" ? error.code : "";
  if (!PASSING.has(error.name) && !PASSING.has(code)) return error;
  return new TableUnavailable(`The table is not available: ${PASSING.has(error.name) ? error.name : code}.`, {
    cause: error,
  });
}
