import vm from "node:vm";

import { buildEdge, EDGE_BYTES_LIMIT, EDGE_BYTES_WANTED } from "../build/edge.ts";
import { readCases, type EdgeCase } from "../testkit/edge/cases.ts";
import { hasNjs, runOnNjs } from "../testkit/edge/njs.ts";
import { median } from "./support/statistics.ts";
import type { Report, Row } from "./table.ts";

const CALLS = 200;
const IMPORT = "import cf from 'cloudfront';\n";

/** Measures the edge function's bytes, and the time of a call for every case of testkit/edge/cases on two engines. */
export async function measureEdge(): Promise<Report> {
  const { code, bytes } = await buildEdge();
  const cases = readCases();
  const vmTimes: number[] = [];
  for (const one of cases) vmTimes.push(await timeInVm(code, one));
  return {
    rows: [
      {
        measure: "edge function bytes",
        value: `${bytes}`,
        comparedWith: `limit ${EDGE_BYTES_LIMIT}`,
        ratio: bytes / EDGE_BYTES_LIMIT,
        wanted: `<= ${EDGE_BYTES_WANTED}`,
        met: bytes <= EDGE_BYTES_WANTED,
      },
      ...(hasNjs()
        ? njsRows(code, cases)
        : [{ measure: "edge call on njs", value: "not measured: apt-get install njs" }]),
      ...rowsOf("node:vm", cases, vmTimes),
    ],
    notes: [
      `Edge calls: microseconds of one call, mean of ${CALLS} for each of the ${cases.length} cases of testkit/edge/cases; ratio to the median case.`,
    ],
  };
}

function njsRows(code: string, cases: readonly EdgeCase[]): Row[] {
  return rowsOf(
    "njs",
    cases,
    cases.map(({ kvs, event }) => runOnNjs(code, [{ kvs, event }], CALLS).microsecondsPerCall),
  );
}

function rowsOf(engine: string, cases: readonly EdgeCase[], times: readonly number[]): Row[] {
  const slowest = Math.max(...times);
  const middle = median(times);
  const name = cases[times.indexOf(slowest)]?.description ?? "";
  return [
    { measure: `edge call on ${engine}, median case`, value: `${middle.toFixed(1)} µs` },
    {
      measure: `edge call on ${engine}, slowest case`,
      value: `${slowest.toFixed(1)} µs`,
      comparedWith: name.length > 48 ? `${name.slice(0, 47)}…` : name,
      ratio: slowest / middle,
    },
  ];
}

/** One context and one store for all calls, as CloudFront keeps them; a copy of the event for each. */
async function timeInVm(code: string, { kvs, event }: EdgeCase): Promise<number> {
  const cf = {
    kvs: () => ({
      get: (key: string) =>
        kvs?.[key] === undefined ? Promise.reject(new Error("absent")) : Promise.resolve(kvs[key]),
    }),
    selectRequestOriginById: () => undefined,
  };
  const context = vm.createContext({ cf });
  vm.runInContext(code.replace(IMPORT, ""), context);
  const handler = vm.runInContext("handler", context) as (copy: unknown) => Promise<unknown>;
  const copies = Array.from({ length: CALLS * 2 }, () => structuredClone(event));
  for (const copy of copies.slice(CALLS)) await handler(copy);
  const startedAt = performance.now();
  for (const copy of copies.slice(0, CALLS)) await handler(copy);
  return ((performance.now() - startedAt) * 1_000) / CALLS;
}
