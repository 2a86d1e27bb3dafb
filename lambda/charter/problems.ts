import { notFound, type ProblemError } from "../problem.ts";

/** Makes the problem of a charter that does not exist. */
export function eventNotFound(): ProblemError {
  return notFound("There is no such charter", "Nothing was changed. Go back to the list and open the charter again.");
}
