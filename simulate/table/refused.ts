/** Makes what the SDK throws for a call that DynamoDB takes for malformed: a fault of the program's, whatever it was about. */
export function refused(message: string): Error {
  const error = new Error(message);
  error.name = "ValidationException";
  return error;
}
