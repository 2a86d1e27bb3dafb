import * as v from "valibot";

import { Problem } from "../rules/contract/api/problem.ts";
import { createCharters, makePayment } from "./support/dashboard.ts";
import { post } from "./support/http.ts";
import { median } from "./support/statistics.ts";
import type { Report } from "./table.ts";

const TRIES_MAX = 5_000;
const EDGE_OF_RANGE = 25;

/** Logs payments on one charter until its ledger is full. */
export async function measureLedger(url: string, cookie: string): Promise<Report> {
  const [slug = ""] = await createCharters(url, cookie, "2039-05", 1);
  const times: number[] = [];
  for (let turn = 0; turn < TRIES_MAX; turn += 1) {
    const sentAt = performance.now();
    const answer = await post(`${url}/api/payment/log`, makePayment(slug, turn), cookie);
    if (answer.status !== 201) {
      expectFull(answer.body);
      break;
    }
    times.push(performance.now() - sentAt);
  }
  const first = median(times.slice(0, EDGE_OF_RANGE));
  const last = median(times.slice(-EDGE_OF_RANGE));
  return {
    rows: [
      { measure: "payments in one charter until it is full", value: String(times.length) },
      {
        measure: "payment on a full ledger, one at a time",
        value: `${last.toFixed(1)} ms`,
        comparedWith: `on an empty one ${first.toFixed(1)} ms`,
        ratio: last / first,
      },
    ],
    notes: [
      `Ledger: logged one after another through the cloud until the ledger-full problem; medians of the first and last ${EDGE_OF_RANGE}.`,
    ],
  };
}

function expectFull(body: Buffer): void {
  const problem = v.parse(Problem, JSON.parse(body.toString()));
  if (!problem.type.endsWith("ledger-full")) throw new Error(`A payment was refused: ${body.toString()}`);
}
