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

/** Makes the problem of moving or calling off a charter that has left the dock. */
export function sailedAlready(): ProblemError {
  return new ProblemError(
    409,
    "conflict",
    "This charter has sailed",
    "Nothing was changed. If it never left, correct the departure first. If they sail again, duplicate the charter.",
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

/** Makes the problem of an id under which it was called off with other words. */
export function callOffIdTaken(): ProblemError {
  return new ProblemError(
    409,
    "conflict",
    "This was called off before, with other words",
    "Nothing was changed. Reload the charter and look what it says.",
  );
}

/** Makes the problem of one move, or one calling off, too many. */
export function changedTooOften(): ProblemError {
  return new ProblemError(
    409,
    "conflict",
    "This charter was moved or called off too often",
    "Nothing was changed. Duplicate it to its new day, and say in the note of this one what became of it.",
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
