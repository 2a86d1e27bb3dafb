import {
  CreateTableCommand,
  DeleteTableCommand,
  DescribeTableCommand,
  DescribeTimeToLiveCommand,
  DynamoDBClient,
  ListTablesCommand,
  PutItemCommand,
  ScanCommand,
} from "@aws-sdk/client-dynamodb";
import { mkdtempSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, expect, test } from "vitest";
import { movableClock } from "../../cloud/clock/movableClock.ts";
import { startCloud, type Cloud } from "../../cloud/cloud.ts";
import type { CloudOptions } from "../../cloud/options.ts";
import { declare } from "./support/graph.ts";

const START = new Date("2031-05-06T07:08:09.000Z");
const SECONDS = START.getTime() / 1_000;
const HOUR_MS = 3_600_000;

let cloud: Cloud | undefined;
let client: DynamoDBClient | undefined;
afterEach(() => stop());

const TABLE = { attributes: [{ name: "guest", type: "S" }], hashKey: "guest" };
const declareTable = (inputs: object, name = "guests") =>
  declare("dynamodb/table:Table", name, { ...TABLE, ...inputs });

/** Starts a cloud with these tables and nothing else. */
async function start(
  tables: readonly ReturnType<typeof declareTable>[],
  options: Partial<CloudOptions> = {},
): Promise<DynamoDBClient> {
  const resources = await Promise.all(tables);
  cloud = await startCloud({
    project: "small",
    stack: "dev",
    root: import.meta.dirname,
    program: () => Promise.resolve({}),
    editGraph: () => ({ resources, outputs: {} }),
    ...options,
  });
  client = new DynamoDBClient({
    endpoint: cloud.table.endpoint,
    region: "us-east-1",
    credentials: { accessKeyId: "local", secretAccessKey: "local" },
    maxAttempts: 1,
  });
  return client;
}

async function guestsOf(tables: DynamoDBClient): Promise<(string | undefined)[]> {
  const { Items = [] } = await tables.send(new ScanCommand({ TableName: "guests" }));
  return Items.map(({ guest }) => guest?.S).sort();
}

async function put(tables: DynamoDBClient, guest: string, leaves?: number | string): Promise<void> {
  const expiry = typeof leaves === "number" ? { N: String(leaves) } : { S: String(leaves) };
  const item = { guest: { S: guest }, ...(leaves === undefined ? {} : { leaves: expiry }) };
  await tables.send(new PutItemCommand({ TableName: "guests", Item: item }));
}

test("expired items go as the clock goes on, and all others stay", async () => {
  const clock = movableClock(START);
  const tables = await start([declareTable({ ttl: { attributeName: "leaves", enabled: true } })], { clock });
  await put(tables, "gone", SECONDS - 1);
  await put(tables, "soon", SECONDS + 3_600);
  await put(tables, "later", SECONDS + 10 * 24 * 3_600);
  await put(tables, "never");
  await put(tables, "as text", String(SECONDS - 1));
  await put(tables, "six years ago", SECONDS - 6 * 365 * 24 * 3_600);
  const stay = ["as text", "later", "never", "six years ago"];

  expect(await guestsOf(tables)).toEqual([...stay, "gone", "soon"].sort());
  await clock.advance(60_000);
  expect(await guestsOf(tables)).toEqual([...stay, "soon"].sort());
  await put(tables, "soon", SECONDS + 7 * 3_600);
  await clock.advance(6 * HOUR_MS);
  expect(await guestsOf(tables)).toEqual([...stay, "soon"].sort());
  await clock.advance(6 * HOUR_MS);
  expect(await guestsOf(tables)).toEqual(stay);
});

test("more items than one page of a scan holds expire in one go", async () => {
  const clock = movableClock(START);
  const tables = await start([declareTable({ ttl: { attributeName: "leaves", enabled: true } })], { clock });
  const note = { S: "x".repeat(300_000) };
  for (let guest = 0; guest < 8; guest += 1) {
    const item = { guest: { S: String(guest) }, leaves: { N: String(SECONDS) }, note };
    await tables.send(new PutItemCommand({ TableName: "guests", Item: item }));
  }
  await clock.advance(60_000);
  expect(await guestsOf(tables)).toEqual([]);
});

test("a table without time to live keeps everything, and says so", async () => {
  const clock = movableClock(START);
  const described = async (ttl: object) => {
    const tables = await start([declareTable(ttl)], { clock });
    await put(tables, "gone", SECONDS - 1);
    await clock.advance(24 * HOUR_MS);
    const { TimeToLiveDescription } = await tables.send(new DescribeTimeToLiveCommand({ TableName: "guests" }));
    const found = [await guestsOf(tables), TimeToLiveDescription];
    await cloud?.close();
    return found;
  };
  expect(await described({})).toEqual([["gone"], { TimeToLiveStatus: "DISABLED" }]);
  expect(await described({ ttl: { attributeName: "leaves", enabled: false } })).toEqual([
    ["gone"],
    { TimeToLiveStatus: "DISABLED" },
  ]);
  expect(await described({ ttl: { attributeName: "leaves", enabled: true } })).toEqual([
    [],
    { TimeToLiveStatus: "ENABLED", AttributeName: "leaves" },
  ]);
  cloud = undefined;
});

const PROTECTED = { deletionProtectionEnabled: true };
const REFUSED =
  "Resource cannot be deleted as it is currently protected against deletion. Disable deletion protection first.";
const newDirectory = (): string => mkdtempSync(join(tmpdir(), "scc-tables-"));

async function stop(): Promise<void> {
  client?.destroy();
  await cloud?.close();
  cloud = undefined;
}

const namesOf = async (tables: DynamoDBClient) => (await tables.send(new ListTablesCommand({}))).TableNames;

test("a table that is declared no more is deleted with its items, unless it is retained, and one that was never declared stays", async () => {
  const dataDirectory = newDirectory();
  const kept = declare("dynamodb/table:Table", "kept", TABLE, { retainOnDelete: true });
  const first = await start([declareTable({}), kept, declareTable({}, "gone")], { dataDirectory });
  await put(first, "Ann");
  await first.send(
    new CreateTableCommand({
      TableName: "operators",
      BillingMode: "PAY_PER_REQUEST",
      AttributeDefinitions: [{ AttributeName: "id", AttributeType: "S" }],
      KeySchema: [{ AttributeName: "id", KeyType: "HASH" }],
    }),
  );
  await stop();
  const second = await start([declareTable({})], { dataDirectory });
  expect(await namesOf(second)).toEqual(["guests", "kept", "operators"]);
  expect(await guestsOf(second)).toEqual(["Ann"]);
  expect(cloud?.logs.lines().map(({ text }) => text)).toEqual([
    "table gone is declared no more: deleted with its items",
  ]);
});

test.each([
  ["is gone", [declareTable({}, "other")]],
  ["is renamed", [declareTable({ ...PROTECTED, name: "visitors" })]],
  ["has other keys", [declareTable({ ...PROTECTED, attributes: [{ name: "id", type: "S" }], hashKey: "id" })]],
])("a protected table that %s stops the start and keeps its items", async (_what, next) => {
  const dataDirectory = newDirectory();
  await put(await start([declareTable(PROTECTED)], { dataDirectory }), "Ann");
  await stop();
  await expect(start(next, { dataDirectory })).rejects.toThrow(REFUSED);
  const again = await start([declareTable(PROTECTED)], { dataDirectory });
  expect([await namesOf(again), await guestsOf(again)]).toEqual([["guests"], ["Ann"]]);
});

test("protection that was taken away first lets a table go, and other indexes are no deletion", async () => {
  const dataDirectory = newDirectory();
  await put(await start([declareTable(PROTECTED)], { dataDirectory }), "Ann");
  await stop();
  const index = { name: "by-day", hashKey: "day", projectionType: "ALL" };
  const attributes = [...TABLE.attributes, { name: "day", type: "S" }];
  const indexed = await start([declareTable({ ...PROTECTED, attributes, globalSecondaryIndexes: [index] })], {
    dataDirectory,
  });
  expect(await guestsOf(indexed)).toEqual(["Ann"]);
  await stop();
  await start([declareTable({})], { dataDirectory });
  await stop();
  expect(await namesOf(await start([declareTable({}, "other")], { dataDirectory }))).toEqual(["other"]);
});

test("a reload that would delete a protected table fails, and the old parts go on", async () => {
  let declared = [await declareTable(PROTECTED)];
  const tables = await start([], { editGraph: () => ({ resources: declared, outputs: {} }) });
  declared = [];
  await expect(cloud?.reload()).rejects.toThrow(REFUSED);
  await put(tables, "Ann");
  expect(await guestsOf(tables)).toEqual(["Ann"]);
});

test("DeleteTable refuses a protected table, which says that it is one", async () => {
  const tables = await start([declareTable(PROTECTED), declareTable({}, "open")]);
  const isProtected = async (TableName: string) =>
    (await tables.send(new DescribeTableCommand({ TableName }))).Table?.DeletionProtectionEnabled;
  expect([await isProtected("guests"), await isProtected("open")]).toEqual([true, false]);
  await expect(tables.send(new DeleteTableCommand({ TableName: "guests" }))).rejects.toThrow(REFUSED);
  await tables.send(new DeleteTableCommand({ TableName: "open" }));
  await expect.poll(() => namesOf(tables)).toEqual(["guests"]);
});
