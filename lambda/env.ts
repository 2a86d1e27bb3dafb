import * as v from "valibot";

import { SIGNING_CLOSES_HOURS } from "../rules/contract/amounts.ts";
import { FunctionEnvironment } from "../rules/contract/environment.ts";

export interface GmailConfig {
  readonly clientId: string;
  readonly clientSecret: string;
  readonly refreshToken: string;
  /** Where Gmail and its token URL live; Google's own when not given. No slash at the end. */
  readonly endpoint: string | undefined;
}

export interface Config {
  /** The function's own, by which it asks itself to send mail. */
  readonly functionName: string;
  readonly stack: string;
  readonly tableName: string;
  /** The site build that belongs to this function. */
  readonly slot: string;
  /** What of the company only `pulumi` changes. */
  readonly company: { readonly currency: string; readonly timeZone: string };
  /** Signing closes so many hours after the charter's day. */
  readonly signingClosesHours: number;
  readonly mail: { readonly admin: string; readonly from: string };
  readonly gmail: GmailConfig;
  /** Where an outside clock is asked (RFC 3161); nowhere when not given. */
  readonly timestampAuthority: string | undefined;
}

/** What the stack declares of the company. The name is only a default: what is in force, lambda/company answers. */
export interface StackCompany {
  readonly name: string;
  readonly currency: string;
  readonly timeZone: string;
}

/** The whole environment. Only where the services are composed is the company's declared name seen. */
export interface DeclaredConfig extends Config {
  readonly declared: StackCompany;
}

/** What the program declares, and what Lambda itself adds. */
const Environment = v.object({ ...FunctionEnvironment.entries, AWS_LAMBDA_FUNCTION_NAME: v.string() });

/** Reads the environment into a typed configuration, or throws one error that names every bad key and no value. */
export function readConfig(variables: Readonly<Record<string, string | undefined>>): DeclaredConfig {
  const parsed = v.safeParse(Environment, variables);
  if (!parsed.success) throw new EnvironmentError(parsed.issues);
  const env = parsed.output;
  const company = { currency: env.CURRENCY, timeZone: env.TIME_ZONE };
  return {
    functionName: env.AWS_LAMBDA_FUNCTION_NAME,
    stack: env.STACK,
    tableName: env.TABLE_NAME,
    slot: env.SITE_SLOT,
    company,
    declared: { name: env.COMPANY_NAME, ...company },
    signingClosesHours: Number(env.SIGNING_CLOSES_HOURS ?? SIGNING_CLOSES_HOURS),
    mail: { admin: env.ADMIN_EMAIL, from: env.MAIL_FROM },
    gmail: {
      clientId: env.GMAIL_CLIENT_ID,
      clientSecret: env.GMAIL_CLIENT_SECRET,
      refreshToken: env.GMAIL_REFRESH_TOKEN,
      endpoint: env.GMAIL_ENDPOINT?.replace(/\/+$/, ""),
    },
    timestampAuthority: env.TIMESTAMP_AUTHORITY,
  };
}

class EnvironmentError extends Error {
  constructor(issues: readonly v.BaseIssue<unknown>[]) {
    const lines = issues.map((issue) => `  ${v.getDotPath(issue) ?? "environment"} ${describe(issue)}`);
    super(`The Lambda's environment is not usable:\n${[...new Set(lines)].join("\n")}`);
    this.name = "EnvironmentError";
  }
}

/** valibot's own messages quote the value received, which may be a secret: only ours are passed on. */
function describe(issue: v.BaseIssue<unknown>): string {
  return issue.message.startsWith("Invalid ") ? "is missing" : issue.message;
}
