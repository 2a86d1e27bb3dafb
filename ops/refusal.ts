import { TableUnavailable } from "../lambda/dynamodb/errors.ts";

/** The command line is not one that exists; the message says what is wrong with it. */
export class UsageError extends Error {
  override readonly name = "UsageError";
}

/** The command was understood and not carried out; the message says why and what to do. */
export class Refusal extends Error {
  override readonly name = "Refusal";
}

const EXPIRED = "The AWS credentials have expired. Sign in again (aws sso login).";
const UNKNOWN = "AWS does not know these credentials. Sign in again, or choose others with AWS_PROFILE.";
const BUSY = "AWS asks for fewer requests at a time. Try again in a minute.";
// Error names of the AWS SDK, each with what an operator can do about it. Services have names of their own for one thing.
const AWS_ADVICE: Readonly<Record<string, string>> = {
  CredentialsProviderError: "No AWS credentials were found. Sign in (aws sso login), or set AWS_PROFILE.",
  ExpiredTokenException: EXPIRED,
  ExpiredToken: EXPIRED,
  UnrecognizedClientException: UNKNOWN,
  InvalidAccessKeyId: UNKNOWN,
  SignatureDoesNotMatch: UNKNOWN,
  ThrottlingException: BUSY,
  TooManyRequestsException: BUSY,
  SlowDown: BUSY,
};
// Here AWS's own message says which right or which part it is about.
const AWS_ADVICE_TO_MESSAGE: Readonly<Record<string, string>> = {
  AccessDeniedException: "These AWS credentials may not do this. Choose others with AWS_PROFILE.",
  AccessDenied: "These AWS credentials may not do this. Choose others with AWS_PROFILE.",
  ResourceNotFoundException:
    "A part of the stack is not there. Check account and region (AWS_PROFILE, AWS_REGION), or run pulumi up.",
  NoSuchBucket: "The site's bucket is not there. Check account and region (AWS_PROFILE, AWS_REGION), or run pulumi up.",
};
const NETWORK_CODES: ReadonlySet<unknown> = new Set([
  "ENOTFOUND",
  "ECONNREFUSED",
  "ECONNRESET",
  "ETIMEDOUT",
  "EAI_AGAIN",
]);

/** Says in a sentence why a command failed and what to do; undefined for what only a stack trace can explain. */
export function explainFailure(fault: unknown): string | undefined {
  if (!(fault instanceof Error)) return undefined;
  if (fault instanceof Refusal) return fault.message;
  const message = fault.message.replace(/\.$/, "");
  if (fault instanceof TableUnavailable || ("code" in fault && NETWORK_CODES.has(fault.code))) {
    return `The stack did not answer (${message}). Check the connection, then try again.`;
  }
  const advice = AWS_ADVICE_TO_MESSAGE[fault.name];
  return advice === undefined ? AWS_ADVICE[fault.name] : `${advice} (${message}.)`;
}
