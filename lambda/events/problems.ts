import { invalidRequest } from "../http/body.ts";
import { ProblemError } from "../problem.ts";
import type { CreateEventResult } from "./create.ts";

/** Makes the problem of a change to details that somebody else changed meanwhile. */
export function staleRevision(): ProblemError {
  return new ProblemError(
    409,
    "stale-revision",
    "Somebody else changed this charter meanwhile",
    "Nothing was overwritten. Reload the charter, look at the change, and make yours again.",
  );
}

/** Makes the problem of a charter that could not be created. */
export function creationRefused(reason: Extract<CreateEventResult, { ok: false }>["reason"]): ProblemError {
  if (reason === "no-first-name") {
    return invalidRequest([
      { field: "first_name", message: "must have a Latin letter to start the link with, such as Li for 李" },
    ]);
  }
  return new ProblemError(
    409,
    "conflict",
    reason === "id-taken"
      ? "This charter was created before, with other details"
      : "Too many charters of one name in one period",
    "Nothing was changed. Look at the list of the month; change the charter there, or use another first name.",
  );
}
