import { randomUUID } from "node:crypto";
import { mkdtemp } from "node:fs/promises";
import { join } from "node:path";
import * as v from "valibot";
import { inject } from "vitest";

import { startOurCloud } from "../../../local/ourCloud.ts";
import { callDynamo } from "../../../cloud/dynamodb/client.ts";
import { REAL_CLOCK } from "../../../cloud/clock/clock.ts";
import { startDynamoEngine } from "../../../cloud/dynamodb/engine.ts";
import { deploy } from "../../../cloud/lambda/versions.ts";
import { openStorage } from "../../../cloud/realise/storage.ts";
import { layDemoDay } from "../../support/demoDay.ts";

/** What the owner has before this program: the names that the stack's configuration gives to scc:adopt. */
export const EXISTING = { table: "scc-events", bucket: "scc-dispatch", function: "dispatch-api" };
/** What the owner once typed into the function's console. */
export const VARIABLES = { REPORT_TO: "owner@windward.test", MAIL_FROM: "old@windward.test" };
/** An event from before there were slugs. */
export const OLD_ID = "2026-05-23";
const KEYS = [
  { AttributeName: "event_id", KeyType: "HASH" },
  { AttributeName: "timestamp", KeyType: "RANGE" },
];
const Items = v.object({ Items: v.array(v.looseObject({ event_id: v.object({ S: v.string() }) })) });

/** An item in DynamoDB's own notation. */
type Item = v.InferOutput<typeof Items>["Items"][number];

/** Fills a data directory with a table without indexes, a function and a bucket, all of which hold something; returns the items. */
export async function layOut(directory: string): Promise<readonly Item[]> {
  const items = [...(await demoItems()), oldEvent()];
  await layOutTable(join(directory, "dynamodb"), items);
  const storage = openStorage(directory, REAL_CLOCK);
  const puts = new Map([
    ["report/2025.txt", { headers: { "content-type": "text/plain" }, body: Buffer.from("A good year.") }],
  ]);
  await (await storage.objects(EXISTING.bucket)).change({ puts });
  await (await storage.functions(EXISTING.function)).change(() => [oldFunction(), undefined]);
  return items;
}

async function layOutTable(path: string, items: readonly Item[]): Promise<void> {
  const engine = await startDynamoEngine({ path });
  const attributes = KEYS.map(({ AttributeName }) => ({ AttributeName, AttributeType: "S" }));
  await must(engine.endpoint, "CreateTable", {
    TableName: EXISTING.table,
    BillingMode: "PAY_PER_REQUEST",
    AttributeDefinitions: attributes,
    KeySchema: KEYS,
  });
  await untilActive(engine.endpoint, EXISTING.table);
  for (const Item of items) await must(engine.endpoint, "PutItem", { TableName: EXISTING.table, Item });
  await engine.close();
}

/** Charters, payments, signature records and accounts as the function itself writes them. */
async function demoItems(): Promise<readonly Item[]> {
  const dataDirectory = await mkdtemp(join(inject("runDirectory"), "items-"));
  await layDemoDay(dataDirectory);
  const cloud = await startOurCloud({ dataDirectory });
  try {
    const { Items: items } = v.parse(Items, await must(cloud.table.endpoint, "Scan", { TableName: cloud.table.name }));
    // Sessions and throttle counters change by themselves.
    return items.filter(({ event_id }) => !event_id.S.includes("#"));
  } finally {
    await cloud.close();
  }
}

function oldEvent(): Item {
  const payment = { M: { amount: { N: "250" }, method: { S: "cash" } } };
  return { event_id: { S: OLD_ID }, timestamp: { S: OLD_ID }, name: { S: "Jane" }, payment_log: { L: [payment] } };
}

function oldFunction() {
  const configuration = {
    code: "/var/task",
    codeSha256: "old",
    codeSize: 1_024,
    description: "",
    handler: "app.handler",
    runtime: "nodejs18.x",
    architectures: ["x86_64"],
    role: "arn:aws:iam::123456789012:role/dispatch",
    memorySize: 256,
    timeout: 30,
    variables: VARIABLES,
    logGroup: `/aws/lambda/${EXISTING.function}`,
  };
  return deploy(
    undefined,
    { configuration, publish: true, aliases: [] },
    { now: new Date("2025-03-01T12:00:00Z"), newId: randomUUID },
  );
}

/** Calls DynamoDB, which must say yes. */
export async function must(endpoint: string, action: string, input: object): Promise<unknown> {
  const answer = await callDynamo(endpoint, action, input);
  if (!answer.ok) throw new Error(`${action}: ${answer.error} ${answer.message}`);
  return answer.body;
}

async function untilActive(endpoint: string, TableName: string): Promise<void> {
  const Described = v.object({ Table: v.object({ TableStatus: v.string() }) });
  while (v.parse(Described, await must(endpoint, "DescribeTable", { TableName })).Table.TableStatus !== "ACTIVE") {
    await new Promise((resolve) => setTimeout(resolve, 5));
  }
}
