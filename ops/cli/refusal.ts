import { TableUnavailable } from "../../lambda/dynamodb/errors.ts";

/** The command line is not one that exists; the message says what is wrong with it. */
export class UsageError extends Error {
  override readonly name = "UsageError";
}

/** The command was understood and not carried out; the message says why and what to do. */
export class Refusal extends Error {
  override readonly name = "Refusal";
}

// Error names of the AWS SDK, each with what an operator can do about it.
const AWS_ADVICE: Readonly<Record<string, string>> = {
  CredentialsProviderError: "No AWS credentials were found. Sign in (aws sso login), or set AWS_PROFILE.",
  ExpiredTokenException: "The AWS credentials have expired. Sign in again (aws sso login).",
  UnrecognizedClientException: "AWS does not know these credentials. Sign in again, or choose others with AWS_PROFILE.",
  AccessDeniedException: "These AWS credentials may not use the table. Choose others with AWS_PROFILE.",
  ResourceNotFoundException: "The table is not there. Check account and region (AWS_PROFILE, AWS_REGION), or run pulumi up.",
};

/** Says in a sentence why a command failed and what to do; undefined for what only a stack trace can explain. */
export function explainFailure(fault: unknown): string | undefined {
  if (!(fault instanceof Error)) return undefined;
  if (fault instanceof Refusal) return fault.message;
  if (fault instanceof TableUnavailable || ("code" in fault && fault.code === "ENOTFOUND")) {
    return `The table did not answer (${fault.message.replace(/\.$/, "")}). Check the connection, then try again.`;
  }
  return AWS_ADVICE[fault.name];
}
