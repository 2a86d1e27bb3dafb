import { DescribeTimeToLiveCommand, DynamoDBClient, PutItemCommand, ScanCommand } from "@aws-sdk/client-dynamodb";
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
afterEach(async () => {
  client?.destroy();
  await cloud?.close();
  cloud = undefined;
});

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
