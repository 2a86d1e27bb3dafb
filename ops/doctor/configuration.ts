import * as v from "valibot";

import { PlainConfig } from "../../rules/stack/config.ts";
import {
  findProblems,
  NAMESPACE,
  PLAIN_KEYS,
  SECRET_ENVIRONMENT_KEY,
  SECRET_KEYS,
  setCommand,
  setSecretCommand,
} from "../../rules/stack/configProblems.ts";
import { ok, problem, skipped, warning, type Finding } from "./finding.ts";
import type { Entry, StackValues } from "./stackConfig.ts";

/** Example addresses and numbers that people copy and then forget. RFC 2606 keeps these domains for that. */
const PLACEHOLDER = /(?:^|[@.])example\.(?:com|net|org)$|123456789012|12345678-1234-1234-1234-123456789012/i;
const REGION = /^[a-z]{2}(?:-[a-z]+)+-\d$/;

/** Tells whether a value is one of those. */
export function isPlaceholder(value: string): boolean {
  return PLACEHOLDER.test(value);
}

/** Reads the plain values that are known, without their namespace. */
export function parsePlain({ entries }: StackValues): v.SafeParseResult<typeof PlainConfig> {
  const known = PLAIN_KEYS.flatMap((key) => {
    const value = entries.get(`${NAMESPACE}:${key}`)?.value;
    return value === undefined ? [] : [[key, value] as const];
  });
  return v.safeParse(PlainConfig, Object.fromEntries(known));
}

/** Judges everything about a stack's configuration that needs no look at anything else. */
export function judgeConfiguration(stack: string, values: StackValues): Finding[] {
  return [
    ...judgeKeys(stack, values),
    ...judgeSecrets(stack, values),
    ...judgePlaceholders(stack, values),
    judgeRegion(stack, values.entries.get("aws:region")?.value),
    judgeDomain(values),
    judgeAliases(values),
  ];
}

function judgeKeys(stack: string, values: StackValues): Finding[] {
  const keys = ownKeys(values);
  const sealed = keys.filter((key) => values.entries.get(`${NAMESPACE}:${key}`)?.value === undefined);
  // A plain key whose value is encrypted and could not be read is not missing.
  const issues = (parsePlain(values).issues ?? []).filter(
    (issue) => !sealed.includes(v.getDotPath(issue)?.split(".")[0] ?? ""),
  );
  const problems = findProblems({ stack, keys, issues });
  if (problems.length === 0) return [ok("configuration", `complete: ${keys.length} keys, every one well-formed.`)];
  return problems.map(({ message, command }) => problem("configuration", message, command));
}

function judgeSecrets(stack: string, { entries, closed }: StackValues): Finding[] {
  const present = [...SECRET_KEYS, SECRET_ENVIRONMENT_KEY].filter((key) => entries.has(`${NAMESPACE}:${key}`));
  const bare = present.filter((key) => entries.get(`${NAMESPACE}:${key}`)?.secret === false);
  const findings = bare.map((key) =>
    problem(
      "secrets",
      `${NAMESPACE}:${key} stands in Pulumi.${stack}.yaml for all to read. Take it out of use where it was made, then set a new one:`,
      key === SECRET_ENVIRONMENT_KEY
        ? `pulumi config rm --stack ${stack} ${NAMESPACE}:${key}\npulumi config set --stack ${stack} --secret --path ${NAMESPACE}:${key}.NAME`
        : setSecretCommand(stack, key),
    ),
  );
  if (findings.length > 0) return findings;
  if (present.length === 0) return [skipped("secrets", "none is set yet.")];
  if (closed !== undefined) return [unreadable(stack, closed)];
  return [ok("secrets", `${present.length} are encrypted, and Pulumi can decrypt them.`)];
}

function unreadable(stack: string, reason: string): Finding {
  const command = /passphrase/i.test(reason)
    ? `export PULUMI_CONFIG_PASSPHRASE_FILE=path-to-a-file-with-the-passphrase-of-${stack}`
    : `pulumi config --stack ${stack} --show-secrets`;
  return warning("secrets", `are encrypted, and were not decrypted here: ${reason}`, command);
}

function judgePlaceholders(stack: string, { entries }: StackValues): Finding[] {
  const found = ["adminEmail", "mailFrom", "domain", "certificateArn"].flatMap((key) => {
    const value = entries.get(`${NAMESPACE}:${key}`)?.value ?? "";
    return isPlaceholder(value) ? [{ key, value }] : [];
  });
  if (found.length === 0) return [ok("placeholders", "none is left.")];
  return found.map(({ key, value }) =>
    warning(
      "placeholders",
      `${NAMESPACE}:${key} is still ${value}. Put your own in:`,
      setCommand(stack, key)
        .replace(/@example\.com/, "@your-domain")
        .replace(/charters\.example\.com/, "charters.your-domain"),
    ),
  );
}

function judgeRegion(stack: string, region: string | undefined): Finding {
  const command = `pulumi config set --stack ${stack} aws:region us-east-1`;
  if (region === undefined) return problem("region", "aws:region is missing.", command);
  if (!REGION.test(region)) return problem("region", `aws:region is "${region}", which is no region of AWS.`, command);
  return ok("region", `${region}.`);
}

function judgeDomain({ entries }: StackValues): Finding {
  const domain = entries.get(`${NAMESPACE}:domain`)?.value;
  const certificate = entries.get(`${NAMESPACE}:certificateArn`)?.value;
  if (domain === undefined && certificate === undefined)
    return ok("certificate", "none is needed: without scc:domain CloudFront gives name and certificate.");
  // Anything else is a problem of the configuration, and stands there.
  if (domain === undefined || certificate?.startsWith("arn:aws:acm:us-east-1:") !== true)
    return skipped("certificate", "see configuration.");
  return ok(
    "certificate",
    `is in us-east-1, where CloudFront reads them. Whether it covers ${domain} is for AWS to say.`,
  );
}

function judgeAliases(values: StackValues): Finding {
  const plain = parsePlain(values);
  const wrong = plain.issues?.some((issue) => v.getDotPath(issue)?.startsWith("aliases") === true) ?? false;
  if (wrong) return skipped("aliases", "see configuration.");
  const text = values.entries.get(`${NAMESPACE}:aliases`)?.value ?? "{}";
  const aliases = v.parse(v.pipe(v.string(), v.parseJson(), v.record(v.string(), v.unknown())), text);
  const count = Object.keys(aliases).length;
  return ok("aliases", count === 0 ? "none are declared." : `${count} declared, each to a valid slug.`);
}

function ownKeys({ entries }: StackValues): string[] {
  const prefix = `${NAMESPACE}:`;
  return [...entries.keys()].filter((key) => key.startsWith(prefix)).map((key) => key.slice(prefix.length));
}

/** Reads one of the stack's values. */
export function valueOf({ entries }: StackValues, key: string): Entry["value"] {
  return entries.get(`${NAMESPACE}:${key}`)?.value;
}
