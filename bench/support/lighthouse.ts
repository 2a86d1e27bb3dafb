import { execFile } from "node:child_process";
import { createRequire } from "node:module";
import { join, resolve } from "node:path";
import { promisify } from "node:util";
import * as v from "valibot";

import { findWholeBrowser } from "../../testkit/browser.ts";

/** How Lighthouse is started: a command and its first arguments. */
export type Lighthouse = readonly [command: string, ...args: readonly string[]];

/** Scores from 0 to 100 in the order of CATEGORIES, and what cost points. */
export interface Audit {
  readonly scores: readonly number[];
  readonly failed: readonly string[];
}

export const CATEGORIES = ["performance", "accessibility", "best-practices"] as const;

const VERSION = "12.8.2";
const OUTPUT_BYTES_MAX = 64 * 1_024 * 1_024;

const Category = v.object({
  score: v.nullable(v.number()),
  auditRefs: v.array(v.object({ id: v.string(), weight: v.number() })),
});
const LighthouseResult = v.object({
  runtimeError: v.optional(v.object({ message: v.string() })),
  categories: v.record(v.string(), Category),
  audits: v.record(
    v.string(),
    v.object({ title: v.string(), score: v.nullable(v.number()), displayValue: v.optional(v.string()) }),
  ),
});
type LighthouseResult = v.InferOutput<typeof LighthouseResult>;

/** Finds Lighthouse: the one installed in LIGHTHOUSE_DIR, or npx fetches it. It is no dependency: 185 MB for one table. */
export function findLighthouse(directory = process.env["LIGHTHOUSE_DIR"]): Lighthouse {
  if (directory === undefined) return ["npx", "--yes", `lighthouse@${VERSION}`];
  return [process.execPath, createRequire(join(resolve(directory), "package.json")).resolve("lighthouse/cli/index.js")];
}

/** Audits a page in a fresh browser with Lighthouse's preset for phones. */
export async function auditPage([command, ...args]: Lighthouse, url: string, cookie = ""): Promise<Audit> {
  const { executablePath, env } = await findWholeBrowser();
  const { stdout } = await promisify(execFile)(
    command,
    [
      ...args,
      url,
      "--quiet",
      "--output=json",
      "--output-path=stdout",
      `--only-categories=${CATEGORIES.join(",")}`,
      "--chrome-flags=--headless=new --no-sandbox --disable-dev-shm-usage",
      ...(cookie === "" ? [] : [`--extra-headers=${JSON.stringify({ Cookie: cookie })}`]),
    ],
    { env: { ...env, CHROME_PATH: executablePath }, maxBuffer: OUTPUT_BYTES_MAX },
  );
  const result = v.parse(LighthouseResult, JSON.parse(stdout));
  if (result.runtimeError) throw new Error(`Lighthouse could not audit ${url}: ${result.runtimeError.message}`);
  return {
    scores: CATEGORIES.map((id) => scoreOf(result.categories[id]?.score)),
    failed: CATEGORIES.flatMap((id) => failuresOf(result, id)),
  };
}

/** Names the audits that count and are not perfect. */
function failuresOf({ categories, audits }: LighthouseResult, id: string): string[] {
  return (categories[id]?.auditRefs ?? []).flatMap(({ id: name, weight }) => {
    const audit = audits[name];
    if (weight === 0 || audit === undefined || audit.score === null || audit.score >= 1) return [];
    return [
      `${audit.title} ${scoreOf(audit.score)}${audit.displayValue === undefined ? "" : ` (${audit.displayValue})`}`,
    ];
  });
}

function scoreOf(share: number | null | undefined): number {
  return Math.round((share ?? 0) * 100);
}
