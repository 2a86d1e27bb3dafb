import { spawn } from "node:child_process";
import { once } from "node:events";
import { readFile } from "node:fs/promises";
import { dirname, join } from "node:path";
import * as v from "valibot";

import { startCommand } from "../testkit/command.ts";
import { bringNode, type NodeBinary } from "./support/nodeBinary.ts";
import { send } from "./support/http.ts";
import { withDirectory } from "./support/servers.ts";
import { printColumns } from "./table.ts";

/** The Nodes that the README names: the oldest that will do, what the Lambda runs on, and what came after. */
const LINES = ["20.19", "22", "24", "26"];
const ROOT = join(import.meta.dirname, "..");

const Report = v.pipe(
  v.string(),
  v.parseJson(),
  v.object({
    numPassedTests: v.number(),
    numFailedTests: v.number(),
    testResults: v.array(v.object({ status: v.string(), assertionResults: v.array(v.unknown()) })),
  }),
);

// `npm run nodes -- 26 tests/ops` looks at Node 26 alone, and at these tests alone.
const args = process.argv.slice(2);
const files = args.filter((arg) => !LINES.includes(arg));
const lines = LINES.filter((line) => args.includes(line) || !args.some((arg) => LINES.includes(arg)));
const rows: string[][] = [];
for (const line of lines) rows.push(await tryNode(line));
printColumns(["node", "start", "passed", "failed"], rows);

async function tryNode(line: string): Promise<string[]> {
  const node = await bringNode(line);
  console.error(`\nNode ${node.version}`);
  const start = await tryStart(node).catch(refuse);
  const { passed, failed } = await runSuite(node);
  if (failed > 0 || passed === 0) process.exitCode = 1;
  return [node.version, start, String(passed), String(failed)];
}

/** Starts the whole system, asks for a page and stops it; it may print no warning that another Node does not. */
async function tryStart({ path }: NodeBinary): Promise<string> {
  return withDirectory(async (directory) => {
    const startedAt = performance.now();
    const command = await startCommand(join(directory, "cloud"), path);
    const { status } = await send(command.url);
    const seconds = ((performance.now() - startedAt) / 1_000).toFixed(1);
    const exitCode = await command.interrupt();
    if (status !== 200 || exitCode !== 0) throw new Error(`The page was ${status}, and the command ended ${exitCode}.`);
    if (command.complaints() !== "") throw new Error(`It complained: ${command.complaints()}`);
    return `${seconds} s`;
  });
}

function refuse(fault: unknown): string {
  process.exitCode = 1;
  console.error(fault);
  return "failed";
}

async function runSuite({ path }: NodeBinary): Promise<{ passed: number; failed: number }> {
  return withDirectory(async (directory) => {
    const file = join(directory, "report.json");
    const reporters = ["--reporter=default", "--reporter=json", `--outputFile.json=${file}`];
    const child = spawn(path, [join(ROOT, "node_modules/vitest/vitest.mjs"), "run", ...reporters, ...files], {
      cwd: ROOT,
      // Standard output is the table alone.
      stdio: ["ignore", 2, 2],
      env: { ...process.env, PATH: `${dirname(path)}:${process.env["PATH"] ?? ""}` },
    });
    await once(child, "exit");
    const { numPassedTests, numFailedTests, testResults } = v.parse(Report, await readFile(file, "utf8"));
    // A file that fails to load counts as a failure even though it holds no test.
    const broken = testResults.filter((one) => one.status === "failed" && one.assertionResults.length === 0).length;
    return { passed: numPassedTests, failed: numFailedTests + broken };
  });
}
