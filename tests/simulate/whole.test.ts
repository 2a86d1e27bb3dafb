import { expect, test } from "vitest";

import { play } from "../../simulate/run.ts";
import { versionNow } from "../../simulate/versions/version.ts";
import { startWhole } from "../../simulate/whole.ts";

test("a run plays on the embedded cloud, with kills between its calls, and finds nothing", async () => {
  const lines: string[] = [];
  const steps = ["0.1", "0.20", "0.23", "0.28", "0.29", "0.33"];
  const {
    failure,
    counts,
    steps: played,
  } = await play({
    seed: 1,
    days: 1,
    versions: { now: await versionNow(false), before: undefined },
    only: new Set(steps),
    start: startWhole,
    onLine: (line) => lines.push(line),
  });
  expect(failure?.message).toBeUndefined();
  expect(played).toEqual(steps);
  expect(lines.filter((line) => line.endsWith(" 502 died")).length).toBeGreaterThan(0);
  expect(counts["mails"]).toBeGreaterThan(2);
});
