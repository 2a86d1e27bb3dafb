import * as pulumi from "@pulumi/pulumi";
import { mergeEnvironment, type Variables } from "../rules/environment.ts";
import type { StackConfig } from "./config.ts";
import { operatorError } from "./operatorError.ts";

export interface EnvironmentArgs {
  readonly config: StackConfig;
  readonly tableName: string;
  readonly slot: string;
  /** What an adopted function carried before; kept unless this program declares it. */
  readonly existing?: Variables;
}

/** Computes the variables that follow from the stack, its resources and its plain configuration. */
function derivedVariables({ config, tableName, slot }: EnvironmentArgs): Variables {
  return {
    STACK: config.stack,
    TABLE_NAME: tableName,
    SITE_SLOT: slot,
    COMPANY_NAME: config.companyName,
    ADMIN_EMAIL: config.adminEmail,
    MAIL_FROM: config.mailFrom,
    TIME_ZONE: config.timeZone,
    CURRENCY: config.currency,
    ...(config.gmailEndpoint === undefined ? {} : { GMAIL_ENDPOINT: config.gmailEndpoint }),
  };
}

/** Merges everything into the function's environment, a secret output; every problem stops the program at preview. */
export function lambdaEnvironment(args: EnvironmentArgs): pulumi.Output<Variables> {
  const { config } = args;
  const merged = pulumi
    .all([config.gmail, config.secretEnvironment])
    .apply(([gmail, extra]) => requireEnvironment(args, gmailVariables(gmail), extra));
  return pulumi.secret(merged);
}

function gmailVariables(gmail: pulumi.Unwrap<StackConfig["gmail"]>): Variables {
  return {
    GMAIL_CLIENT_ID: gmail.clientId,
    GMAIL_CLIENT_SECRET: gmail.clientSecret,
    GMAIL_REFRESH_TOKEN: gmail.refreshToken,
  };
}

function requireEnvironment(args: EnvironmentArgs, gmail: Variables, extra: Variables): Variables {
  const twice = Object.keys(extra).filter((key) => key in gmail);
  const merged = mergeEnvironment({
    ...(args.existing === undefined ? {} : { existing: args.existing }),
    declared: args.config.environment,
    derived: derivedVariables(args),
    secrets: { ...extra, ...gmail },
  });
  const blank = Object.entries({ ...extra, ...gmail }).filter(([, value]) => value.trim() === "");
  const problems = [
    ...blank.map(([key]) => `${key} is empty: set its secret again.`),
    ...twice.map((key) => `${key} has a configuration key of its own: remove it from scc:secretEnvironment.`),
    ...(merged.ok ? [] : merged.problems),
  ];
  if (!merged.ok || problems.length > 0) {
    throw operatorError(`The Lambda's environment cannot be built:\n${problems.map((p) => `  ${p}`).join("\n")}`);
  }
  return merged.variables;
}
