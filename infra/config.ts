import * as pulumi from "@pulumi/pulumi";
import * as v from "valibot";
import {
  describeProblems,
  findProblems,
  NAMESPACE,
  PLAIN_KEYS,
  SECRET_ENVIRONMENT_KEY,
  SECRET_KEYS,
} from "../rules/stack/configProblems.ts";
import { PlainConfig, Variables } from "../rules/stack/config.ts";
import { operatorError } from "./operatorError.ts";

/** A name of the operator's own, with its certificate. */
export interface CustomDomain {
  readonly name: string;
  readonly certificateArn: string;
}

export interface GmailSecrets {
  readonly clientId: pulumi.Output<string>;
  readonly clientSecret: pulumi.Output<string>;
  readonly refreshToken: pulumi.Output<string>;
}

/** Everything an operator decides about one stack. */
export interface StackConfig extends Omit<PlainConfig, "domain" | "certificateArn"> {
  readonly stack: string;
  readonly customDomain: CustomDomain | undefined;
  readonly protect: boolean;
  readonly logRetentionDays: number;
  /** Of the whole account: see infra/budget.ts. */
  readonly monthlyBudgetUsd: number;
  readonly gmail: GmailSecrets;
  readonly secretEnvironment: pulumi.Output<Variables>;
}

/** What a stack gets where its file says nothing. */
const DEFAULTS = { protect: false, logRetentionDays: 30, monthlyBudgetUsd: 10 };
const STACK_DEFAULTS: Readonly<Record<string, typeof DEFAULTS>> = {
  prod: { ...DEFAULTS, protect: true },
};

/** Reads the whole configuration once, or stops the program with one message that lists every bad key. */
export function readConfig(): StackConfig {
  const stack = pulumi.getStack();
  const config = new pulumi.Config(NAMESPACE);
  const plain = v.safeParse(PlainConfig, readPlain(config));
  const gmail = readGmail(config);
  const problems = findProblems({ stack, keys: readKeys(), issues: plain.issues ?? [] });
  if (!plain.success || gmail === undefined || problems.length > 0) {
    throw operatorError(describeProblems(stack, problems));
  }
  const { domain, certificateArn, ...rest } = plain.output;
  return {
    ...(STACK_DEFAULTS[stack] ?? DEFAULTS),
    ...rest,
    stack,
    customDomain: domain === undefined || certificateArn === undefined ? undefined : { name: domain, certificateArn },
    gmail,
    secretEnvironment: readSecretEnvironment(stack, config),
  };
}

/** Looks at names only, never at a value. */
function readKeys(): string[] {
  const prefix = `${NAMESPACE}:`;
  const names = Object.keys(pulumi.runtime.allConfig()).filter((name) => name.startsWith(prefix));
  return names.map((name) => name.slice(prefix.length));
}

function readPlain(config: pulumi.Config): Record<string, string> {
  const found = PLAIN_KEYS.map((key) => [key, config.get(key)] as const);
  return Object.fromEntries(found.filter((entry): entry is [string, string] => entry[1] !== undefined));
}

function readGmail(config: pulumi.Config): GmailSecrets | undefined {
  const [clientId, clientSecret, refreshToken] = SECRET_KEYS.map((key) => config.getSecret(key));
  if (clientId === undefined || clientSecret === undefined || refreshToken === undefined) return undefined;
  return { clientId, clientSecret, refreshToken };
}

function readSecretEnvironment(stack: string, config: pulumi.Config): pulumi.Output<Variables> {
  return (config.getSecret(SECRET_ENVIRONMENT_KEY) ?? pulumi.secret("{}")).apply((text) => {
    const parsed = v.safeParse(Variables, text);
    if (parsed.success) return parsed.output;
    // The issues would quote the secret, so they stay out of the message.
    throw operatorError(
      `${NAMESPACE}:${SECRET_ENVIRONMENT_KEY} must be an object of strings.\n` +
        `    pulumi config set --stack ${stack} --secret --path ${NAMESPACE}:${SECRET_ENVIRONMENT_KEY}.NAME`,
    );
  });
}
