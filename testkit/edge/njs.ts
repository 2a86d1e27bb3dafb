import { execFileSync, spawnSync } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import * as v from "valibot";
import { type EdgeInput, type EdgeOutcome, Outcome } from "./cases.ts";

const Report = v.object({ outcomes: v.array(Outcome), milliseconds: v.number() });

export interface NjsRun {
  readonly outcomes: readonly EdgeOutcome[];
  /**
   * Time of one call on average, in microseconds, as Date tells it in whole milliseconds. The njs command frees nothing
   * until it ends, so it slows down beyond some 1,000 calls: a bench does better with several runs of 5 repeats.
   */
  readonly microsecondsPerCall: number;
}

/** The runtime's module on njs: its state is the same object for the driver and for the bundle. */
const CLOUDFRONT = `
var state = { selected: null, store: {} };
function get(key) {
  var has = Object.prototype.hasOwnProperty.call(state.store, key);
  return has ? Promise.resolve(state.store[key]) : Promise.reject(new Error('key not found'));
}
function kvs() {
  if (state.store === null) throw new Error('no store is associated');
  return { get: get };
}
function selectRequestOriginById(id) { state.selected = id; }
export default { state: state, kvs: kvs, selectRequestOriginById: selectRequestOriginById };
`;

/**
 * Follows the bundle in the same file, because njs modules cannot reach a script's functions. Each await stands alone:
 * njs 0.7.9 dies of a segmentation fault on an await among the arguments of a call.
 */
const DRIVER = `
async function runOne(item) {
  cf.state.selected = null;
  cf.state.store = item.kvs;
  try {
    var result = await handler(item.event);
    return { origin: cf.state.selected, error: null, result: result };
  } catch (error) {
    return { origin: cf.state.selected, error: String(error), result: null };
  }
}
function copies() {
  return inputs.map((input) => JSON.parse(JSON.stringify(input)));
}
async function runAll() {
  var outcomes = [], rounds = [], one, start, i, turn;
  var items = copies();
  for (i = 0; i < items.length; i++) {
    one = await runOne(items[i]);
    outcomes.push(one);
  }
  for (turn = 0; turn < repeats; turn++) rounds = rounds.concat(copies());
  start = Date.now();
  for (i = 0; i < rounds.length; i++) one = await runOne(rounds[i]);
  var report = { outcomes: outcomes, milliseconds: Date.now() - start };
  // Not console.log: njs 0.7.9 cuts a line off after 2,040 characters or so.
  require('fs').writeFileSync(reportFile, JSON.stringify(report));
}
runAll();
`;

/** Tells whether the Debian package njs is installed on this machine. */
export function hasNjs(): boolean {
  return spawnSync("njs", ["-v"]).status === 0;
}

/** Runs the built bundle on njs over all inputs in one process; with repeats it also measures the time of a call. */
export function runOnNjs(code: string, inputs: readonly EdgeInput[], repeats = 0): NjsRun {
  const folder = mkdtempSync(join(tmpdir(), "scc-njs-"));
  try {
    writeFileSync(join(folder, "cloudfront"), CLOUDFRONT);
    const reportFile = join(folder, "report.json");
    writeFileSync(join(folder, "driver.js"), code + declare({ inputs, repeats, reportFile }) + DRIVER);
    execFileSync("njs", ["-p", folder, join(folder, "driver.js")], { timeout: 60_000, stdio: "pipe" });
    const report = v.parse(Report, JSON.parse(readFileSync(reportFile, "utf8")));
    const calls = Math.max(1, inputs.length * repeats);
    return { outcomes: report.outcomes, microsecondsPerCall: (report.milliseconds * 1000) / calls };
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

/** Declares the driver's variables in ASCII only, which survives any reading of the file's encoding. */
function declare(variables: Record<string, unknown>): string {
  const lines = Object.entries(variables).map(([name, value]) => {
    const literal = JSON.stringify(JSON.stringify(value));
    return `var ${name} = JSON.parse(${literal.replace(/[^ -~]/g, escapeUnit)});\n`;
  });
  return lines.join("");
}

function escapeUnit(unit: string): string {
  return "\\u" + unit.charCodeAt(0).toString(16).padStart(4, "0");
}
