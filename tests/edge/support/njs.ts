import { execFileSync, spawnSync } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import * as v from "valibot";
import { type EdgeInput, type EdgeOutcome, Outcome } from "./cases.ts";

const Report = v.object({ outcomes: v.array(Outcome), milliseconds: v.number() });

export interface NjsRun {
  readonly outcomes: readonly EdgeOutcome[];
  /** Time of one call on average, in microseconds; what Date can tell, so give enough repeats. */
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

/** Follows the bundle in the same file, because njs modules cannot reach a script's functions. */
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
async function runAll() {
  var outcomes = [], turn, i;
  for (i = 0; i < inputs.length; i++) outcomes.push(await runOne(JSON.parse(JSON.stringify(inputs[i]))));
  var clones = [];
  for (turn = 0; turn < repeats; turn++) for (i = 0; i < inputs.length; i++) clones.push(JSON.parse(JSON.stringify(inputs[i])));
  var start = Date.now();
  for (i = 0; i < clones.length; i++) await runOne(clones[i]);
  console.log(JSON.stringify({ outcomes: outcomes, milliseconds: Date.now() - start }));
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
    const data = `var inputs = JSON.parse(${asciiLiteral(JSON.stringify(inputs))});\nvar repeats = ${repeats};\n`;
    writeFileSync(join(folder, "driver.js"), code + data + DRIVER);
    const options = { encoding: "utf8", timeout: 60_000, maxBuffer: 64 * 1024 * 1024 } as const;
    const report = v.parse(Report, JSON.parse(execFileSync("njs", ["-p", folder, join(folder, "driver.js")], options)));
    const calls = Math.max(1, inputs.length * repeats);
    return { outcomes: report.outcomes, microsecondsPerCall: (report.milliseconds * 1000) / calls };
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

/** Writes text as a string literal that survives any reading of the file's encoding. */
function asciiLiteral(text: string): string {
  return JSON.stringify(text).replace(/[^ -~]/g, (unit) => "\\u" + unit.charCodeAt(0).toString(16).padStart(4, "0"));
}
