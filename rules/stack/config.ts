import * as v from "valibot";
import { SIGNING_CLOSES_HOURS_MAX } from "../contract/amounts.ts";
import { Email, NAME_MAX } from "../contract/api/fields.ts";
import { ALIAS_PATTERN, isSlug } from "../contract/slug.ts";
import { ONE_LINE, UNPRINTABLE_REFUSED } from "../words/printable.ts";

/** Configuration values arrive from Pulumi as text, objects as JSON text. */
const jsonObject = v.pipe(v.string(), v.check(isJsonObject, "must be a JSON object"), v.parseJson());

function isJsonObject(text: string): boolean {
  try {
    const value: unknown = JSON.parse(text);
    return typeof value === "object" && value !== null && !Array.isArray(value);
  } catch {
    // Not JSON at all: the caller's message says so.
    return false;
  }
}

/** Environment variables given as one JSON object. */
export const Variables = v.pipe(jsonObject, v.record(v.string(), v.string("must hold strings only")));
export type Variables = v.InferOutput<typeof Variables>;

const Aliases = v.pipe(
  jsonObject,
  v.record(
    v.pipe(
      v.string(),
      v.regex(ALIAS_PATTERN, "must name old ids in at most 64 lower-case letters, digits, hyphens and underscores"),
    ),
    v.pipe(v.string(), v.check(isSlug, "must point to slugs such as 2026-05-23-jane-afternoon")),
  ),
);

const TimeZone = v.pipe(v.string(), v.check(isTimeZone, "must be an IANA time zone such as America/New_York"));

function isTimeZone(text: string): boolean {
  try {
    return new Intl.DateTimeFormat("en-US", { timeZone: text }).resolvedOptions().timeZone !== "";
  } catch {
    // The constructor throws a RangeError for a zone it does not know, and has no other way to say so.
    return false;
  }
}

const CURRENCIES = Intl.supportedValuesOf("currency");
const Currency = v.pipe(
  v.string(),
  v.check((code) => CURRENCIES.includes(code), "must be an ISO 4217 code such as USD"),
);

const HttpUrl = v.pipe(v.string(), v.check(isHttpUrl, "must be an http or https URL"));

function isHttpUrl(text: string): boolean {
  return /^https?:\/\//.test(text) && URL.canParse(text);
}

// CloudFront reads certificates from us-east-1 only.
const CertificateArn = v.pipe(
  v.string(),
  v.regex(/^arn:aws:acm:us-east-1:\d{12}:certificate\/[0-9a-f-]+$/, "must be the ARN of a certificate in us-east-1"),
);
const DomainName = v.pipe(
  v.string(),
  v.regex(/^(?=.{4,253}$)([a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?\.)+[a-z]{2,63}$/, "must be a domain name in lower case"),
);

/** The periods CloudWatch Logs accepts. Source: CloudWatch Logs API, PutRetentionPolicy. */
const RETENTION_DAYS = [
  1, 3, 5, 7, 14, 30, 60, 90, 120, 150, 180, 365, 400, 545, 731, 1096, 1827, 2192, 2557, 2922, 3288, 3653,
].map(String);
const RetentionDays = v.pipe(
  v.string(),
  v.check((days) => RETENTION_DAYS.includes(days), `must be one of ${RETENTION_DAYS.join(", ")}`),
  v.transform(Number),
);

/** Whole dollars: what AWS Budgets takes, and all that a warning needs. */
const Dollars = v.pipe(
  v.string(),
  v.regex(/^[1-9]\d{0,5}$/, "must be a whole number of dollars from 1 to 999999"),
  v.transform(Number),
);

const ClosingHours = v.pipe(
  v.string(),
  v.check(
    (hours) => /^\d{1,3}$/.test(hours) && Number(hours) <= SIGNING_CLOSES_HOURS_MAX,
    `must be a whole number of hours from 0 to ${SIGNING_CLOSES_HOURS_MAX}`,
  ),
  v.transform(Number),
);

const Flag = v.pipe(
  v.picklist(["true", "false"], "must be true or false"),
  v.transform((text) => text === "true"),
);

const CompanyName = v.pipe(
  v.string(),
  v.trim(),
  v.nonEmpty("must not be empty"),
  v.maxLength(NAME_MAX, `must be at most ${NAME_MAX} characters`),
  v.regex(ONE_LINE, UNPRINTABLE_REFUSED),
);

/** What was there before this program and is taken over by it; each under the name, or id, that it has on AWS. */
export const Adopted = v.pipe(
  jsonObject,
  v.strictObject(
    {
      table: v.exactOptional(
        v.pipe(v.string(), v.regex(/^[A-Za-z0-9_.-]{3,255}$/, "must give table the name of a DynamoDB table")),
      ),
      bucket: v.exactOptional(
        v.pipe(v.string(), v.regex(/^[a-z0-9][a-z0-9.-]{1,61}[a-z0-9]$/, "must give bucket the name of an S3 bucket")),
      ),
      function: v.exactOptional(
        v.pipe(v.string(), v.regex(/^[A-Za-z0-9_-]{1,64}$/, "must give function the name of a Lambda function")),
      ),
      distribution: v.exactOptional(
        v.pipe(v.string(), v.regex(/^E[A-Z0-9]{6,20}$/, "must give distribution the id of a CloudFront distribution")),
      ),
    },
    "must name table, bucket, function or distribution, and nothing else",
  ),
);
export type Adopted = v.InferOutput<typeof Adopted>;

/** The plain keys of one stack, without their namespace. */
export const PlainConfig = v.object({
  companyName: CompanyName,
  adminEmail: Email,
  mailFrom: Email,
  timeZone: TimeZone,
  currency: Currency,
  gmailEndpoint: v.exactOptional(HttpUrl),
  timestampAuthority: v.exactOptional(HttpUrl),
  domain: v.exactOptional(DomainName),
  certificateArn: v.exactOptional(CertificateArn),
  aliases: v.exactOptional(Aliases, "{}"),
  environment: v.exactOptional(Variables, "{}"),
  logRetentionDays: v.exactOptional(RetentionDays),
  protect: v.exactOptional(Flag),
  monthlyBudgetUsd: v.exactOptional(Dollars),
  signingClosesHours: v.exactOptional(ClosingHours),
  adopt: v.exactOptional(Adopted, "{}"),
});
export type PlainConfig = v.InferOutput<typeof PlainConfig>;
