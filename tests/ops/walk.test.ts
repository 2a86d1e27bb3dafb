import { readFileSync } from "node:fs";
import { join } from "node:path";
import { afterAll, expect, test } from "vitest";
import { openApiClient } from "../../local/client.ts";
import { startOurCloud, type Cloud } from "../../local/ourCloud.ts";
import { DEMO_ACCOUNTS, DEMO_PASSWORD } from "../../local/demo.ts";
import { layDemoDay } from "../support/demoDay.ts";
import { useOps } from "./support/command.ts";
import { buildNamed, buildVariant, openBucket } from "./support/slot.ts";

// docs/operating.md, "A release from beginning to end", walked by an operator who knows nothing else. One test: each step
// stands on the one before.

const { directory, ops } = useOps();
const FIRST = join(directory, "first");
const SECOND = join(directory, "second");
const clouds: Cloud[] = [];

afterAll(async () => {
  await Promise.all(clouds.map((cloud) => cloud.close()));
});

async function deploy(data: string): Promise<Cloud> {
  const cloud = await startOurCloud({ dataDirectory: data });
  clouds.push(cloud);
  return cloud;
}

const at = (data: string): string[] => ["--stack", "local", "--data", data];

async function liveSlot(cloud: Cloud): Promise<string | undefined> {
  const page = await (await fetch(`${cloud.url}/sign-in`)).text();
  return /_staging\/([0-9a-f]{12})\/app\.js/.exec(page)?.[1];
}

test("an operator goes from the doctor over a bad release to a restored table", async () => {
  await layDemoDay(FIRST);
  const cloud = await deploy(FIRST);
  const bucket = openBucket(cloud);
  const first = String(cloud.graph.outputs["slot"]);

  // Before and after a deployment.
  expect(await ops(["doctor", ...at(FIRST)])).toMatchObject({
    code: 0,
    out: expect.stringContaining("The local cloud is well.") as string,
  });
  expect(await ops(["smoke", ...at(FIRST)])).toMatchObject({
    code: 0,
    out: expect.stringContaining("hold.") as string,
  });

  // A release: uploaded, looked at by its own address, promoted.
  const good = await bucket.upload(await buildNamed("a better season"));
  expect((await fetch(`${cloud.url}/_staging/${good}/`)).status).toBe(200);
  expect(await liveSlot(cloud)).toBe(first);
  const preview = await ops(["promote", good, ...at(FIRST), "--preview"]);
  expect(preview).toMatchObject({ code: 0, err: expect.stringContaining("app.css") as string });
  expect(await liveSlot(cloud)).toBe(first);
  expect(await ops(["promote", good, ...at(FIRST), "--yes"])).toMatchObject({ code: 0 });
  expect(await liveSlot(cloud)).toBe(good);

  // A bad release: whole, as it was built, and its page does not load the dashboard. It takes itself back.
  const bad = await bucket.upload(
    await buildVariant((sources) => {
      sources.set("index.html", (sources.get("index.html") ?? "").replace("app.js", "ap.js"));
    }),
  );
  expect(await ops(["promote", bad, ...at(FIRST), "--yes"])).toMatchObject({ code: 1 });
  expect(await liveSlot(cloud)).toBe(good);

  // Back to the first one, as if the good one had a fault that no test sees.
  expect(await ops(["rollback", ...at(FIRST), "--yes"])).toMatchObject({ code: 0 });
  expect(await liveSlot(cloud)).toBe(first);

  // Nothing to mend, nothing wrong.
  expect(await ops(["audit", ...at(FIRST)])).toMatchObject({ code: 0 });
  expect(await ops(["verify", ...at(FIRST)])).toMatchObject({
    code: 0,
    out: expect.stringContaining("Every hash and every total is right.") as string,
  });

  // The restore drill: out of one table, into an empty one, and out again, byte by byte the same.
  const [before, after] = [join(directory, "before.jsonl"), join(directory, "after.jsonl")];
  expect(await ops(["export", ...at(FIRST), "--out", before])).toMatchObject({ code: 0 });
  const other = await deploy(SECOND);
  expect(await ops(["restore", before, ...at(SECOND), "--yes"])).toMatchObject({ code: 0 });
  expect(await ops(["export", ...at(SECOND), "--out", after])).toMatchObject({ code: 0 });
  expect(readFileSync(after, "utf8")).toBe(readFileSync(before, "utf8"));
  const client = openApiClient(other.url);
  expect(
    await client.call("POST", "/api/session", { email: DEMO_ACCOUNTS.admin.email, password: DEMO_PASSWORD }),
  ).toMatchObject({ status: 200 });
});
