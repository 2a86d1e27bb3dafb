import { join } from "node:path";

import { measureColdImport } from "./coldImport.ts";
import { measureEdge } from "./edge.ts";
import { measureLedger } from "./ledger.ts";
import { measurePayments } from "./payments.ts";
import { measureSignatures } from "./signatures.ts";
import { measureSite } from "./site.ts";
import { measureStart } from "./start.ts";
import { signIn } from "./support/dashboard.ts";
import { startCommand, withDirectory } from "./support/servers.ts";
import { printTable, type Report } from "./table.ts";

const reports: Report[] = [];
reports.push(await say("start", measureStart));
reports.push(...(await withDirectory(measureRunningCloud)));
reports.push(await say("cold import", measureColdImport));
reports.push(await say("edge", measureEdge));
reports.push(await say("signatures", measureSignatures));
console.error();
printTable(reports);

async function measureRunningCloud(directory: string): Promise<Report[]> {
  const data = join(directory, "cloud");
  // Started twice: the first start still fills in the demo when it answers first, the second one finds it there.
  await (await startCommand(data, true)).stop();
  const cloud = await startCommand(data, false);
  try {
    const cookie = await signIn(cloud.url);
    return [
      await say("payments", () => measurePayments(cloud.url, cookie)),
      await say("ledger", () => measureLedger(cloud.url, cookie)),
      await say("site", () => measureSite(cloud.url)),
    ];
  } finally {
    await cloud.stop();
  }
}

/** Progress goes to standard error: standard output is the table alone. A measure that fails is a row; the others go on. */
async function say(what: string, measure: () => Promise<Report>): Promise<Report> {
  const startedAt = performance.now();
  const result = await measure().catch((error: unknown) => failed(what, error));
  console.error(`measured: ${what} (${((performance.now() - startedAt) / 1_000).toFixed(0)} s)`);
  return result;
}

function failed(what: string, error: unknown): Report {
  process.exitCode = 1;
  console.error(error);
  return { rows: [{ measure: what, value: "failed, see above", wanted: "measured", met: false }], notes: [] };
}
