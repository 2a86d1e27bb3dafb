import * as v from "valibot";

import { Email } from "./api/fields.ts";
import { SLOT_PATTERN } from "./slots.ts";

const Text = v.pipe(v.string(), v.trim(), v.nonEmpty("must not be empty"));
// Only its shape: asking Intl costs the cold start 20 ms, and infra/config.ts has asked before it deployed the value.
const TimeZone = v.pipe(
  Text,
  v.regex(/^(?:UTC|[A-Za-z_]+(?:\/[A-Za-z0-9_+-]+)+)$/, "must be an IANA time zone such as America/New_York"),
);
const Currency = v.pipe(Text, v.regex(/^[A-Z]{3}$/, "must be an ISO 4217 code such as USD"));
const Endpoint = v.pipe(Text, v.regex(/^https?:\/\/[^\s]+$/, "must be an http or https URL"));
const Hours = v.pipe(Text, v.regex(/^\d{1,3}$/, "must be a whole number of hours"));

/** What lets the function send mail as the company; secrets of the stack. */
export const GmailVariables = v.object({ GMAIL_CLIENT_ID: Text, GMAIL_CLIENT_SECRET: Text, GMAIL_REFRESH_TOKEN: Text });
export type GmailVariables = v.InferInput<typeof GmailVariables>;

/** The function's environment: the program writes it, the Lambda reads it. */
export const FunctionEnvironment = v.object({
  STACK: Text,
  TABLE_NAME: Text,
  SITE_SLOT: v.pipe(Text, v.regex(SLOT_PATTERN, "must be a slot: 12 hex digits")),
  COMPANY_NAME: Text,
  ADMIN_EMAIL: Email,
  MAIL_FROM: Email,
  TIME_ZONE: TimeZone,
  CURRENCY: Currency,
  /** Missing where a version before this one was deployed. */
  SIGNING_CLOSES_HOURS: v.optional(Hours),
  ...GmailVariables.entries,
  GMAIL_ENDPOINT: v.optional(Endpoint),
  /** Missing where no outside clock is asked. */
  TIMESTAMP_AUTHORITY: v.optional(Endpoint),
});
export type FunctionEnvironment = v.InferInput<typeof FunctionEnvironment>;
