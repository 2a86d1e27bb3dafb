import { readFileSync } from "node:fs";
import { join } from "node:path";
import * as v from "valibot";
import { parse } from "yaml";

const StackFile = v.object({ config: v.record(v.string(), v.unknown()) });
/** What of a stack's settings has to do with its cost; names and addresses stay the embedded cloud's own. */
const COSTLY_KEYS = ["scc:logRetentionDays", "scc:monthlyBudgetUsd"];

/** Reads a stack's own settings as far as they cost something. */
export function readStackSettings(stack: "staging" | "prod"): Record<string, string> {
  const text = readFileSync(join(import.meta.dirname, `../../Pulumi.${stack}.yaml`), "utf8");
  const { config } = v.parse(StackFile, parse(text));
  return Object.fromEntries(COSTLY_KEYS.flatMap((key) => (key in config ? [[key, String(config[key])]] : [])));
}
