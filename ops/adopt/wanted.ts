import * as v from "valibot";

import { Adopted } from "../../rules/stack/config.ts";
import { UsageError } from "../refusal.ts";
import { valueOf } from "../doctor/configuration.ts";
import type { StackValues } from "../doctor/stackConfig.ts";
import type { Kind } from "./importFile.ts";

/** Reads what the command line and the stack's configuration name, the command line first. */
export function readWanted(flags: Readonly<Record<Kind, string | undefined>>, configured: Adopted): Adopted {
  const given = Object.fromEntries(Object.entries(flags).filter(([, value]) => value !== undefined));
  const parsed = v.safeParse(Adopted, JSON.stringify({ ...configured, ...given }));
  if (!parsed.success) throw new UsageError(`${parsed.issues[0].message.replace(/^must give (\w+)/, "--$1 must be")}.`);
  if (Object.keys(parsed.output).length > 0) return parsed.output;
  throw new UsageError("What exists already? Give --table, --bucket, --function or --distribution, or set scc:adopt.");
}

/** Reads scc:adopt; nothing where it is not set, or malformed, which the doctor tells. */
export function readConfigured(values: StackValues): Adopted {
  const parsed = v.safeParse(Adopted, valueOf(values, "adopt") ?? "{}");
  return parsed.success ? parsed.output : {};
}
