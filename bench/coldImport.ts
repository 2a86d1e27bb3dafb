import { execFile } from "node:child_process";
import { readFileSync, statSync } from "node:fs";
import { dirname, join } from "node:path";
import { pathToFileURL } from "node:url";
import { promisify } from "node:util";
import { build } from "esbuild";

import { buildLambda } from "../build/lambda.ts";
import { withDirectory } from "./support/servers.ts";
import { median } from "./support/statistics.ts";
import type { Report } from "./table.ts";

const TURNS = 15;
const WANTED = 1.25;
const PROBE = "const at = performance.now(); await import(process.argv[1]); console.log(performance.now() - at);";
const run = promisify(execFile);

/** What Lambda and infra/ would set; nothing is connected to at import. */
const VARIABLES = {
  AWS_LAMBDA_FUNCTION_NAME: "scc-bench",
  STACK: "bench",
  TABLE_NAME: "scc-events-bench",
  SITE_SLOT: "0123456789ab",
  COMPANY_NAME: "Bench",
  CURRENCY: "USD",
  ADMIN_EMAIL: "a@example.com",
  MAIL_FROM: "a@example.com",
  TIME_ZONE: "America/New_York",
  GMAIL_CLIENT_ID: "bench",
  GMAIL_CLIENT_SECRET: "bench",
  GMAIL_REFRESH_TOKEN: "bench",
  AWS_REGION: "us-east-1",
  AWS_ACCESS_KEY_ID: "bench",
  AWS_SECRET_ACCESS_KEY: "bench",
  AWS_SDK_JS_NODE_VERSION_SUPPORT_WARNING_DISABLED: "true",
};

/** Measures the Lambda's bytes and cold import against the bare DynamoDB client, in turns, a new process each. */
export async function measureColdImport(): Promise<Report> {
  return withDirectory(async (directory) => {
    const { directory: built, bytes, fontBytes } = await buildLambda();
    const ours = join(built, "index.mjs");
    const bare = join(directory, "bare.mjs");
    await bundleBareClient(bare);
    const times = { ours: [] as number[], bare: [] as number[] };
    for (let turn = 0; turn < TURNS; turn += 1) {
      times.ours.push(await timeImport(ours));
      times.bare.push(await timeImport(bare));
    }
    return report(
      { bytes: bytes - fontBytes, coldBytes: staticBytes(ours), bareBytes: staticBytes(bare) },
      median(times.ours),
      median(times.bare),
    );
  });
}

/** The same settings as build/lambda.ts. */
async function bundleBareClient(outfile: string): Promise<void> {
  await build({
    entryPoints: [join(import.meta.dirname, "bareClient.ts")],
    outfile,
    bundle: true,
    platform: "node",
    format: "esm",
    target: "node20",
    mainFields: ["module", "main"],
    minify: true,
    legalComments: "none",
    logLevel: "silent",
    banner: {
      js: 'import{createRequire as __createRequire}from"node:module";const require=__createRequire(process.execPath);',
    },
  });
}

async function timeImport(file: string): Promise<number> {
  const args = ["--input-type=module", "--eval", PROBE, pathToFileURL(file).href];
  const { stdout } = await run(process.execPath, args, { env: VARIABLES });
  return Number(stdout);
}

/** Sums a module and all it imports statically: what a cold start reads. */
function staticBytes(file: string, seen = new Set<string>()): number {
  if (seen.has(file)) return 0;
  seen.add(file);
  const imports = readFileSync(file, "utf8").matchAll(/(?:from|import)"(\.\/[^"]+)"/g);
  return [...imports].reduce(
    (sum, [, path = ""]) => sum + staticBytes(join(dirname(file), path), seen),
    statSync(file).size,
  );
}

interface Sizes {
  readonly bytes: number;
  readonly coldBytes: number;
  readonly bareBytes: number;
}

function report({ bytes, coldBytes, bareBytes }: Sizes, ours: number, bare: number): Report {
  return {
    rows: [
      {
        measure: "Lambda cold import",
        value: `${ours.toFixed(0)} ms`,
        comparedWith: `bare client ${bare.toFixed(0)} ms`,
        ratio: ours / bare,
        wanted: `<= ${WANTED}`,
        met: ours / bare <= WANTED,
      },
      {
        measure: "Lambda bytes read at a cold start",
        value: `${coldBytes}`,
        comparedWith: `bare client ${bareBytes}`,
        ratio: coldBytes / bareBytes,
      },
      {
        measure: "Lambda bundle bytes, all chunks, without fonts",
        value: `${bytes}`,
        comparedWith: `bare client ${bareBytes}`,
        ratio: bytes / bareBytes,
      },
    ],
    notes: [
      `Cold import: import() in a new node process, median of ${TURNS} in turns; the bare client is client-dynamodb and lib-dynamodb, bundled alike.`,
    ],
  };
}
