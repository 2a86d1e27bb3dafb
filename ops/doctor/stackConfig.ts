import { readFile } from "node:fs/promises";
import { join } from "node:path";
import * as v from "valibot";
import { parse as parseYaml } from "yaml";

import { PROJECT_ROOT, runPulumi, type PulumiRun } from "../stack/pulumi.ts";
import { firstLine, QUESTION_MILLISECONDS } from "./pulumiCli.ts";

/** One configuration value. */
export interface Entry {
  /** Objects as JSON text; undefined where a secret was not decrypted. */
  readonly value: string | undefined;
  /** Whether it is stored encrypted. */
  readonly secret: boolean;
}

/** A stack's configuration by full name, such as `scc:companyName`. */
export interface StackValues {
  readonly entries: ReadonlyMap<string, Entry>;
  /** Why no secret could be read; undefined when all were. */
  readonly closed: string | undefined;
}

// pulumi/pulumi, pkg/cmd/pulumi/config: configValueJSON. An object's `value` is its JSON text.
const Listed = v.pipe(
  v.string(),
  v.parseJson(),
  v.record(
    v.string(),
    v.object({
      value: v.exactOptional(v.string()),
      secret: v.boolean(),
    }),
  ),
);
const StackFile = v.object({ config: v.optional(v.record(v.string(), v.unknown()), {}) });

/** Reads a stack's configuration from Pulumi, or as much of it as the stack's file shows without Pulumi. */
export async function readStackValues(stack: string): Promise<StackValues> {
  const list = (...flags: string[]): Promise<PulumiRun> =>
    runPulumi(["config", ...flags, "--json", "--stack", stack], QUESTION_MILLISECONDS);
  const open = await list("--show-secrets");
  if (open.ok) return { entries: readListed(open.output), closed: undefined };
  const closed = open.missing ? "the Pulumi CLI is not installed." : firstLine(open.errors);
  const blind = open.missing ? open : await list();
  return { entries: blind.ok ? readListed(blind.output) : await readStackFile(stack), closed };
}

function readListed(output: string): ReadonlyMap<string, Entry> {
  const listed = Object.entries(v.parse(Listed, output));
  return new Map(listed.map(([key, { value, secret }]) => [key, { value, secret }]));
}

async function readStackFile(stack: string): Promise<ReadonlyMap<string, Entry>> {
  const text = await readFile(join(PROJECT_ROOT, `Pulumi.${stack}.yaml`), "utf8").catch(() => "{}");
  const { config } = v.parse(StackFile, parseYaml(text));
  return new Map(Object.entries(config).map(([key, value]) => [key, toEntry(value)]));
}

/** Reads a value as it stands in the file, where `{ secure: ... }` at any depth is an encrypted one. */
export function toEntry(value: unknown): Entry {
  const text = typeof value === "string" ? value : JSON.stringify(value);
  return holdsSecure(value) ? { value: undefined, secret: true } : { value: text, secret: false };
}

function holdsSecure(value: unknown): boolean {
  if (typeof value !== "object" || value === null) return false;
  return Object.entries(value).some(
    ([key, inner]) => (key === "secure" && typeof inner === "string") || holdsSecure(inner),
  );
}
