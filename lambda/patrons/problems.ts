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
