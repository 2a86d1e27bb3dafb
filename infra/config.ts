import * as pulumi from "@pulumi/pulumi";
import * as v from "valibot";
import { PlainConfig, Variables } from "./configSchema.ts";

const NAMESPACE = "scc";

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
  readonly gmail: GmailSecrets;
  readonly secretEnvironment: pulumi.Output<Variables>;
}

/** What a stack gets where its file says nothing. */
const DEFAULTS = { protect: false, logRetentionDays: 30 };
const STACK_DEFAULTS: Readonly<Record<string, typeof DEFAULTS>> = { prod: { protect: true, logRetentionDays: 30 } };

/** An example value for each plain key, as an operator would type it. */
const PLAIN_EXAMPLES: Readonly<Record<keyof PlainConfig, string>> = {
  companyName: `"Blue Water Charters"`,
  adminEmail: "you@example.com",
  mailFrom: "charters@example.com",
  timeZone: "America/New_York",
  currency: "USD",
  gmailEndpoint: "https://gmail.googleapis.com",
  domain: "charters.example.com",
  certificateArn: "arn:aws:acm:us-east-1:123456789012:certificate/12345678-1234-1234-1234-123456789012",
  aliases: `'{"2026-05-23":"2026-05-23-jane-afternoon"}'`,
  environment: `'{"FEATURE_FLAG":"on"}'`,
  logRetentionDays: "30",
  protect: "true",
};
const SECRET_KEYS = ["gmailClientId", "gmailClientSecret", "gmailRefreshToken"] as const;
const OPTIONAL_SECRET_KEY = "secretEnvironment";

const STACK_NAME = /^[a-z][a-z0-9-]{0,30}$/;

interface Problem {
  readonly message: string;
  readonly command: string;
}

/** Reads the whole configuration once, or stops the program with one message that lists every bad key. */
export function readConfig(): StackConfig {
  const stack = pulumi.getStack();
  const config = new pulumi.Config(NAMESPACE);
  const plain = v.safeParse(PlainConfig, readPlain(config));
  const gmail = readGmail(config);
  const problems = [
    ...stackProblems(stack),
    ...(plain.success ? [] : plain.issues.map(plainProblem)),
    ...missingSecrets(config),
    ...unknownKeys(),
  ];
  if (!plain.success || gmail === undefined || problems.length > 0) {
    throw new pulumi.RunError(describeProblems(stack, problems));
  }
  const { domain, certificateArn, ...rest } = plain.output;
  return {
    ...(STACK_DEFAULTS[stack] ?? DEFAULTS),
    ...rest,
    stack,
    customDomain: domain === undefined || certificateArn === undefined ? undefined : { name: domain, certificateArn },
    gmail,
    secretEnvironment: readSecretEnvironment(config),
  };
}

function readPlain(config: pulumi.Config): Record<string, string> {
  const found = Object.keys(PLAIN_EXAMPLES).map((key) => [key, config.get(key)] as const);
  return Object.fromEntries(found.filter((entry): entry is [string, string] => entry[1] !== undefined));
}

function readGmail(config: pulumi.Config): GmailSecrets | undefined {
  const [clientId, clientSecret, refreshToken] = SECRET_KEYS.map((key) => config.getSecret(key));
  if (clientId === undefined || clientSecret === undefined || refreshToken === undefined) return undefined;
  return { clientId, clientSecret, refreshToken };
}

function readSecretEnvironment(config: pulumi.Config): pulumi.Output<Variables> {
  return (config.getSecret(OPTIONAL_SECRET_KEY) ?? pulumi.secret("{}")).apply((text) => {
    const parsed = v.safeParse(Variables, text);
    if (parsed.success) return parsed.output;
    // The issues would quote the value, so they stay out of the message.
    throw new pulumi.RunError(
      `${NAMESPACE}:${OPTIONAL_SECRET_KEY} must be a JSON object of strings.\n` +
        `    pulumi config set --secret --path ${NAMESPACE}:${OPTIONAL_SECRET_KEY}.NAME`,
    );
  });
}

function stackProblems(stack: string): Problem[] {
  if (STACK_NAME.test(stack)) return [];
  const message = `the stack name "${stack}" must be a lower-case letter, then at most 30 letters, digits or hyphens.`;
  return [{ message, command: "pulumi stack rename staging" }];
}

function plainProblem(issue: v.InferIssue<typeof PlainConfig>): Problem {
  const key = v.getDotPath(issue)?.split(".")[0] ?? "";
  const example = isPlainKey(key) ? PLAIN_EXAMPLES[key] : "";
  const missing = issue.type === "object" && issue.received === "undefined";
  return {
    message: `${NAMESPACE}:${key} ${missing ? "is missing" : issue.message}.`,
    command: `pulumi config set ${NAMESPACE}:${key} ${example}`,
  };
}

function missingSecrets(config: pulumi.Config): Problem[] {
  return SECRET_KEYS.filter((key) => config.getSecret(key) === undefined).map((key) => ({
    message: `${NAMESPACE}:${key} is missing.`,
    command: `pulumi config set --secret ${NAMESPACE}:${key}`,
  }));
}

/** A misspelt optional key would otherwise be ignored in silence. Only names are looked at, never a value. */
function unknownKeys(): Problem[] {
  const known: readonly string[] = [...Object.keys(PLAIN_EXAMPLES), ...SECRET_KEYS, OPTIONAL_SECRET_KEY];
  return Object.keys(pulumi.runtime.allConfig())
    .filter((name) => name.startsWith(`${NAMESPACE}:`) && !known.includes(name.slice(NAMESPACE.length + 1)))
    .map((name) => ({ message: `${name} is no key of this program.`, command: `pulumi config rm ${name}` }));
}

function isPlainKey(key: string): key is keyof PlainConfig {
  return key in PLAIN_EXAMPLES;
}

function describeProblems(stack: string, problems: readonly Problem[]): string {
  const count = problems.length === 1 ? "1 problem" : `${problems.length} problems`;
  const lines = problems.flatMap(({ message, command }) => [`  ${message}`, `    ${command}`]);
  return [`The configuration of stack "${stack}" has ${count}:`, ...lines].join("\n");
}
