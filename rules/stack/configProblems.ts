import * as v from "valibot";
import type { PlainConfig } from "./config.ts";

export const NAMESPACE = "scc";

/** An example for each plain key, as an operator would type it. */
const PLAIN_EXAMPLES: Readonly<Record<keyof PlainConfig, string>> = {
  companyName: `"Blue Water Charters"`,
  adminEmail: "you@example.com",
  mailFrom: "charters@example.com",
  timeZone: "America/New_York",
  currency: "USD",
  gmailEndpoint: "https://gmail.googleapis.com",
  timestampAuthority: "https://freetsa.org/tsr",
  domain: "charters.example.com",
  certificateArn: "arn:aws:acm:us-east-1:123456789012:certificate/12345678-1234-1234-1234-123456789012",
  aliases: `'{"2026-05-23":"2026-05-23-jane-afternoon"}'`,
  environment: `'{"FEATURE_FLAG":"on"}'`,
  logRetentionDays: "30",
  protect: "true",
  monthlyBudgetUsd: "20",
  signingClosesHours: "12",
  adopt: `'{"table":"scc-events"}'`,
};
export const PLAIN_KEYS: readonly string[] = Object.keys(PLAIN_EXAMPLES);
export const SECRET_KEYS = ["gmailClientId", "gmailClientSecret", "gmailRefreshToken"] as const;
export const SECRET_ENVIRONMENT_KEY = "secretEnvironment";

const STACK_NAME = /^[a-z][a-z0-9-]{0,30}$/;

/** What is known about one stack's configuration; of secrets only whether they are there. */
export interface Findings {
  readonly stack: string;
  /** Every key that is set, without its namespace. */
  readonly keys: readonly string[];
  readonly issues: readonly v.BaseIssue<unknown>[];
}

export interface Problem {
  readonly message: string;
  /** What the operator types to put it right. */
  readonly command: string;
}

/** Lists everything that is wrong with a configuration, each with the command that mends it. */
export function findProblems(findings: Findings): Problem[] {
  return [
    ...stackProblems(findings.stack),
    ...findings.issues.map((issue) => plainProblem(findings.stack, issue)),
    ...domainProblems(findings),
    ...secretProblems(findings),
    ...unknownProblems(findings),
  ];
}

/** Writes the problems as the one message that stops the program. */
export function describeProblems(stack: string, problems: readonly Problem[]): string {
  const count = problems.length === 1 ? "1 problem" : `${problems.length} problems`;
  const lines = problems.flatMap(({ message, command }) => [`  ${message}`, `    ${command}`]);
  return [`The configuration of stack "${stack}" has ${count}:`, ...lines].join("\n");
}

function stackProblems(stack: string): Problem[] {
  if (STACK_NAME.test(stack)) return [];
  const message = `the stack name "${stack}" must be a lower-case letter, then at most 30 letters, digits or hyphens.`;
  return [{ message, command: `pulumi stack rename staging --stack ${stack}` }];
}

function plainProblem(stack: string, issue: v.BaseIssue<unknown>): Problem {
  const key = v.getDotPath(issue)?.split(".")[0] ?? "";
  const missing = issue.type === "object" && issue.received === "undefined";
  return setting(stack, key, missing ? "is missing" : issue.message);
}

function domainProblems({ stack, keys }: Findings): Problem[] {
  const pair = ["domain", "certificateArn"];
  const absent = pair.filter((key) => !keys.includes(key));
  if (absent.length !== 1) return [];
  return absent.map((key) => setting(stack, key, `is missing: scc:${pair.join(" and scc:")} need each other`));
}

function secretProblems({ stack, keys }: Findings): Problem[] {
  return SECRET_KEYS.filter((key) => !keys.includes(key)).map((key) => ({
    message: `${NAMESPACE}:${key} is missing.`,
    command: setSecretCommand(stack, key),
  }));
}

/** A misspelt optional key would otherwise be ignored in silence. */
function unknownProblems({ stack, keys }: Findings): Problem[] {
  const known: readonly string[] = [...PLAIN_KEYS, ...SECRET_KEYS, SECRET_ENVIRONMENT_KEY];
  return keys
    .filter((key) => !known.includes(key))
    .map((key) => ({
      message: `${NAMESPACE}:${key} is no key of this program.`,
      command: `pulumi config rm --stack ${stack} ${NAMESPACE}:${key}`,
    }));
}

function setting(stack: string, key: string, what: string): Problem {
  return { message: `${NAMESPACE}:${key} ${what}.`, command: setCommand(stack, key) };
}

/** Writes the command that sets a plain key, with an example for its value. */
export function setCommand(stack: string, key: string): string {
  const example = isPlainKey(key) ? PLAIN_EXAMPLES[key] : "";
  return `pulumi config set --stack ${stack} ${NAMESPACE}:${key} ${example}`;
}

/** Writes the command that sets a secret key; it asks for the value, so that no shell keeps it. */
export function setSecretCommand(stack: string, key: string): string {
  return `pulumi config set --stack ${stack} --secret ${NAMESPACE}:${key}`;
}

function isPlainKey(key: string): key is keyof PlainConfig {
  return key in PLAIN_EXAMPLES;
}
