import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import * as v from "valibot";
import { afterAll, beforeAll, describe, expect, test } from "vitest";

import { openApiClient } from "../../../local/client.ts";
import { startOurCloud, type Cloud } from "../../../local/ourCloud.ts";
import { DEMO_ACCOUNTS, DEMO_PASSWORD, demoSlug } from "../../../local/demo.ts";
import { listResources } from "../../../cloud/graph/graph.ts";
import { REAL_CLOCK } from "../../../cloud/clock/clock.ts";
import { openStorage } from "../../../cloud/realise/storage.ts";
import { EXISTING, layOut, must, OLD_ID, VARIABLES } from "./beforehand.ts";

const CONFIG = { "scc:adopt": JSON.stringify({ ...EXISTING, distribution: "E2OLDEXAMPLE" }) };
const Scanned = v.object({ Items: v.array(v.record(v.string(), v.unknown())) });
const Described = v.object({
  Table: v.object({ GlobalSecondaryIndexes: v.array(v.object({ IndexName: v.string() })) }),
});

let directory: string;
let items: readonly unknown[];
let cloud: Cloud;

beforeAll(async () => {
  directory = mkdtempSync(join(tmpdir(), "scc-adopt-"));
  items = await layOut(directory);
  cloud = await startOurCloud({ dataDirectory: directory, config: CONFIG });
});

afterAll(async () => {
  await cloud.close();
  rmSync(directory, { recursive: true, force: true });
});

async function scan(): Promise<readonly unknown[]> {
  return v.parse(Scanned, await must(cloud.table.endpoint, "Scan", { TableName: EXISTING.table })).Items;
}

describe("a table, a bucket and a function that were there before, taken over by the embedded cloud", () => {
  test("lose no item: the table has its indexes now, and byte for byte what it had", async () => {
    const { Table } = v.parse(
      Described,
      await must(cloud.table.endpoint, "DescribeTable", { TableName: EXISTING.table }),
    );
    expect(Table.GlobalSecondaryIndexes.map(({ IndexName }) => IndexName).sort()).toEqual(["by-month", "by-outbox"]);
    const now = await scan();
    expect(now).toHaveLength(items.length);
    expect(now).toEqual(expect.arrayContaining([...items]));
    expect(await must(cloud.table.endpoint, "ListTables", {})).toEqual({ TableNames: [EXISTING.table] });
  });

  test("are served: an old account signs in and sees an old charter with its payments", async () => {
    const client = openApiClient(cloud.url);
    const signedIn = await client.call("POST", "/api/session", {
      email: DEMO_ACCOUNTS.admin.email,
      password: DEMO_PASSWORD,
    });
    const slug = demoSlug(new Date());
    const list = await client.call("GET", `/api/events?month=${slug.slice(0, 7)}`);
    const charter = await client.call("GET", `/api/event/${slug}`);
    expect([signedIn.status, list.status, charter.status]).toEqual([200, 200, 200]);
    expect(JSON.stringify(list.body)).toContain(slug);
    expect(JSON.stringify(charter.body)).toContain("Jane Porter");
    expect(JSON.stringify(charter.body)).toContain("20000");
  });

  test("leave an old link working through its alias", async () => {
    const answer = await fetch(`${cloud.url}/g/${OLD_ID}/waiver`, { redirect: "manual" });
    expect([answer.status, answer.headers.get("location")]).toEqual([301, "/g/2026-05-23-jane-afternoon/waiver"]);
  });

  test("keep the function's own variables, as a secret, and let the declared ones win", async () => {
    const [lambda] = listResources(cloud.graph, "aws:lambda/function:Function");
    const state = (await openStorage(directory, REAL_CLOCK).functions(EXISTING.function)).current();
    expect(lambda?.secrets).toContain("environment");
    expect(state?.latest.variables).toMatchObject({
      REPORT_TO: VARIABLES.REPORT_TO,
      MAIL_FROM: "charters@example.com",
      TABLE_NAME: EXISTING.table,
    });
    expect(state?.versions.map(({ version, runtime }) => [version, runtime])).toEqual([
      ["1", "nodejs18.x"],
      ["2", "nodejs22.x"],
    ]);
    expect(state?.aliases.map(({ name, functionVersion }) => [name, functionVersion])).toEqual([["live", "2"]]);
  });

  test("keep what the bucket held beside the new slot", async () => {
    const keys = [...(await openStorage(directory, REAL_CLOCK).objects(EXISTING.bucket)).all().keys()];
    expect(keys).toContain("report/2025.txt");
    expect(keys.filter((key) => key.startsWith("_staging/")).length).toBeGreaterThan(5);
  });

  test("are all that is taken over; of the distribution nothing can be shown, and that is said", () => {
    const taken = cloud.graph.resources.filter(({ options }) => options.importId !== "").map(({ id }) => id);
    expect(taken.sort()).toEqual(["E2OLDEXAMPLE", EXISTING.function, EXISTING.bucket, EXISTING.table].sort());
    expect(cloud.unenforced.join("\n")).toContain("taking it over (no distribution is kept between starts)");
  });

  test("stay as they are at the next start, and no version is published again", async () => {
    // Gmail's port is part of the environment, and another one would be a change.
    const gmailPort = Number(new URL(cloud.mailboxUrl).port);
    await cloud.close();
    cloud = await startOurCloud({ dataDirectory: directory, config: CONFIG, gmailPort });
    // Sessions of the tests before have come since.
    expect(await scan()).toEqual(expect.arrayContaining([...items]));
    const state = (await openStorage(directory, REAL_CLOCK).functions(EXISTING.function)).current();
    expect(state?.versions).toHaveLength(2);
  });
});

test.each([
  [{ table: "no-such-table" }, "scc:adopt names what is not in the data directory: the table no-such-table."],
  [{ bucket: "no-such-bucket" }, "scc:adopt names what is not in the data directory: the bucket no-such-bucket."],
  [
    { function: "no-such-function" },
    "scc:adopt names what is not in the data directory: the function no-such-function.",
  ],
])("what is not there cannot be taken over: %j", async (adopt, sentence) => {
  await expect(startOurCloud({ config: { "scc:adopt": JSON.stringify(adopt) } })).rejects.toThrow(sentence);
});
