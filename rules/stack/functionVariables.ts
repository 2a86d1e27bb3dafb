import { SIGNING_CLOSES_HOURS } from "../contract/amounts.ts";
import type { FunctionEnvironment, GmailVariables } from "../contract/environment.ts";
import { mergeEnvironment, type MergedEnvironment, type Variables } from "./mergeEnvironment.ts";
import type { PlainConfig } from "./config.ts";

/** What the Lambda's environment is made of. */
export interface StackEnvironment {
  readonly stack: string;
  readonly config: Omit<PlainConfig, "domain" | "certificateArn">;
  readonly tableName: string;
  readonly slot: string;
  readonly gmail: { readonly clientId: string; readonly clientSecret: string; readonly refreshToken: string };
  /** More secret variables, from `scc:secretEnvironment`. */
  readonly secretEnvironment: Variables;
  /** What an adopted function carried before; kept unless this stack declares it. */
  readonly existing: Variables;
}

/** Merges everything into the function's environment, or lists every problem; no problem shows a value. */
export function stackEnvironment(parts: StackEnvironment): MergedEnvironment {
  const { secretEnvironment: extra, existing, config } = parts;
  const gmail = gmailVariables(parts);
  const secrets = { ...extra, ...gmail };
  const merged = mergeEnvironment({
    existing,
    declared: config.environment,
    derived: derivedVariables(parts),
    secrets,
  });
  const problems = [
    ...Object.entries(secrets)
      .filter(([, value]) => value.trim() === "")
      .map(([key]) => `${key} is empty: set its secret again.`),
    ...Object.keys(extra)
      .filter((key) => key in gmail)
      .map((key) => `${key} has a configuration key of its own: remove it from scc:secretEnvironment.`),
    ...(merged.ok ? [] : merged.problems),
  ];
  return problems.length > 0 ? { ok: false, problems } : merged;
}

/** The variables that follow from the stack, its resources and its plain configuration. */
function derivedVariables(parts: StackEnvironment): Variables & Omit<FunctionEnvironment, keyof GmailVariables> {
  const { stack, config, tableName, slot } = parts;
  return {
    STACK: stack,
    TABLE_NAME: tableName,
    SITE_SLOT: slot,
    COMPANY_NAME: config.companyName,
    ADMIN_EMAIL: config.adminEmail,
    MAIL_FROM: config.mailFrom,
    TIME_ZONE: config.timeZone,
    CURRENCY: config.currency,
    SIGNING_CLOSES_HOURS: String(config.signingClosesHours ?? SIGNING_CLOSES_HOURS),
    ...(config.gmailEndpoint === undefined ? {} : { GMAIL_ENDPOINT: config.gmailEndpoint }),
    ...(config.timestampAuthority === undefined ? {} : { TIMESTAMP_AUTHORITY: config.timestampAuthority }),
  };
}

function gmailVariables({ gmail }: StackEnvironment): Variables & GmailVariables {
  return {
    GMAIL_CLIENT_ID: gmail.clientId,
    GMAIL_CLIENT_SECRET: gmail.clientSecret,
    GMAIL_REFRESH_TOKEN: gmail.refreshToken,
  };
}
