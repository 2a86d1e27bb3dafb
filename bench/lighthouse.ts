import { join } from "node:path";

import { demoSlug } from "../local/demo.ts";
import { auditPage, CATEGORIES, findLighthouse, type Audit, type Lighthouse } from "./support/lighthouse.ts";
import { signIn } from "./support/dashboard.ts";
import { startCommand, withDirectory } from "./support/servers.ts";
import { printTable, type Report } from "./table.ts";

/** Other work on the machine only ever takes points away, so a page has as many tries and its best counts. */
const TRIES = 3;
const FULL = 100;

interface Visit {
  readonly name: string;
  readonly url: string;
  readonly cookie?: string;
}

const lighthouse = findLighthouse();
const reports = await withDirectory(async (directory) => {
  const data = join(directory, "cloud");
  // Started twice: the first start still fills in the demo when it answers first, the second one finds it there.
  await (await startCommand(data, true)).stop();
  const cloud = await startCommand(data, false);
  try {
    // A session's cookie is for secure addresses; a browser counts `localhost` as one.
    const url = cloud.url.replace("127.0.0.1", "localhost");
    const visits: readonly Visit[] = [
      { name: "dashboard, sign-in", url },
      { name: "dashboard, the month", url, cookie: await signIn(cloud.url) },
      { name: "waiver page", url: `${url}/g/${demoSlug(new Date())}/waiver` },
    ];
    const measured: Report[] = [];
    for (const visit of visits) measured.push(await measure(lighthouse, visit));
    return measured;
  } finally {
    await cloud.stop();
  }
});
console.error();
printTable([
  ...reports,
  { rows: [], notes: [`Lighthouse's mobile preset (a slow phone, simulated); best of up to ${TRIES} tries.`] },
]);

async function measure(tool: Lighthouse, visit: Visit): Promise<Report> {
  let best: Audit | undefined;
  for (let turn = 1; turn <= TRIES && !isFull(best); turn += 1) {
    const audit = await auditPage(tool, visit.url, visit.cookie);
    console.error(`measured: ${visit.name}, try ${turn}: ${audit.scores.join(" ")}`);
    if (best === undefined || sum(audit) > sum(best)) best = audit;
  }
  if (!isFull(best)) process.exitCode = 1;
  return {
    rows: CATEGORIES.map((category, index) => {
      const score = best?.scores[index] ?? 0;
      return { measure: `${visit.name}: ${category}`, value: String(score), wanted: String(FULL), met: score >= FULL };
    }),
    notes: (best?.failed ?? []).map((failed) => `${visit.name}: ${failed}`),
  };
}

function isFull(audit: Audit | undefined): boolean {
  return audit?.scores.every((score) => score >= FULL) ?? false;
}

function sum({ scores }: Audit): number {
  return scores.reduce((total, score) => total + score, 0);
}
