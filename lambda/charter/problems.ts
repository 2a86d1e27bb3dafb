import { notFound, ProblemError } from "../problem.ts";

/** Makes the problem of a charter that does not exist. */
export function eventNotFound(): ProblemError {
  return notFound("There is no such charter", "Nothing was changed. Go back to the list and open the charter again.");
}

/** Makes the problem of a charter whose item can hold no more. */
export function charterFull(): ProblemError {
  return new ProblemError(
    409,
    "conflict",
    "This charter can hold no more",
    "Nothing was recorded. Create a second charter of the same date, name and period for the rest.",
  );
}
