import { PATRONS_MAX } from "../../rules/contract/api/event.ts";
import { invalidRequest } from "../http/body.ts";
import { notFound, ProblemError } from "../problem.ts";
import type { CreateEventResult } from "./create.ts";

/** Makes the problem of a charter that does not exist. */
export function eventNotFound(): ProblemError {
  return notFound("There is no such charter", "Nothing was changed. Go back to the list and open the charter again.");
}

/** Makes the problem of a change to details that somebody else changed meanwhile. */
export function staleRevision(): ProblemError {
  return new ProblemError(
    409,
    "stale-revision",
    "Somebody else changed this charter meanwhile",
    "Nothing was overwritten. Reload the charter, look at the change, and make yours again.",
  );
}

/** Makes the problem of a manifest with no place left. */
export function manifestFull(): ProblemError {
  return new ProblemError(
    409,
    "conflict",
    "The list is full",
    `A charter takes at most ${PATRONS_MAX} patrons. Create a second charter for the rest.`,
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

/** Makes the problem of a patron who is not on the list. */
export function patronNotFound(): ProblemError {
  return notFound("This patron is not on the list", "Somebody may have taken the name off. Reload the charter.");
}

/** Makes the problem of taking back a briefing that a departure relies on. */
export function briefingStands(): ProblemError {
  return new ProblemError(
    409,
    "conflict",
    "The charter has departed with this briefing",
    "Nothing was changed. Correct the departure first, then the briefing.",
  );
}
