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

/** Makes the problem of a move to where the charter is. */
export function nothingMoves(): ProblemError {
  return new ProblemError(
    409,
    "conflict",
    "The charter is there already",
    "Nothing was moved. Choose another day or part of day; its start and its vessel are changed under Edit.",
  );
}

/** Makes the problem of a move of a charter that has left the dock. */
export function sailedAlready(): ProblemError {
  return new ProblemError(
    409,
    "conflict",
    "This charter has sailed",
    "Nothing was moved. If it never left, correct the departure first. If they sail again, duplicate the charter.",
  );
}

/** Makes the problem of an id under which something else was moved. */
export function moveIdTaken(): ProblemError {
  return new ProblemError(
    409,
    "conflict",
    "This was moved before, to another day",
    "Nothing was changed. Reload the charter and look where it is.",
  );
}

/** Makes the problem of one move too many. */
export function movedTooOften(): ProblemError {
  return new ProblemError(
    409,
    "conflict",
    "This charter was moved too often",
    "Nothing was moved. Duplicate it to the new day, and call this one off.",
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
