import { PATRONS_MAX } from "../../rules/contract/api/event.ts";
import { notFound, ProblemError } from "../problem.ts";

/** Makes the problem of a manifest with no place left. */
export function manifestFull(): ProblemError {
  return new ProblemError(
    409,
    "conflict",
    "The list is full",
    `A charter takes at most ${PATRONS_MAX} patrons, fewer with long names and addresses. Create a second charter for the rest.`,
  );
}

/** Makes the problem of a patron who is not on the list. */
export function patronNotFound(): ProblemError {
  return notFound("This patron is not on the list", "Somebody may have taken the name off. Reload the charter.");
}

/** Makes the problem of a signature of which something is said, and which the charter does not have, or has no longer. */
export function signatureNotHere(): ProblemError {
  return notFound(
    "No such signature counts for this charter",
    "It was moved and everybody signs again, or the waiver was signed for another one. Reload the charter.",
  );
}

/** Makes the problem of a list that has no room for a word on a signature. */
export function signaturesFull(): ProblemError {
  return new ProblemError(
    409,
    "conflict",
    "The list is full",
    "It has no room to note whose signature this is. Change the name on the list to the one that is signed.",
  );
}
