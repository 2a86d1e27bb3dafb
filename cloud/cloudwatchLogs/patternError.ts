/** A pattern that CloudWatch Logs would refuse, or that is not understood here; its message is for the operator. */
export class PatternError extends Error {
  override readonly name = "PatternError";
}
