import * as v from "valibot";
import { afterAll, beforeAll, beforeEach, expect, test } from "vitest";

import { startDynamoEngine, type DynamoEngine } from "../../../cloud/dynamodb/engine.ts";
import { finishRebuild, rebuildTable } from "../../../cloud/dynamodb/rebuild.ts";
import { must } from "./beforehand.ts";

const COUNT = 60;
const Scanned = v.object({ Count: v.number() });
const Tables = v.object({ TableNames: v.array(v.string()) });
const OLD = {
  TableName: "events",
  BillingMode: "PAY_PER_REQUEST",
  AttributeDefinitions: [{ AttributeName: "id", AttributeType: "S" }],
  KeySchema: [{ AttributeName: "id", KeyType: "HASH" }],
};
const NEW = {
  ...OLD,
  AttributeDefinitions: [...OLD.AttributeDefinitions, { AttributeName: "month", AttributeType: "S" }],
  GlobalSecondaryIndexes: [
    {
      IndexName: "by-month",
      KeySchema: [{ AttributeName: "month", KeyType: "HASH" }],
      Projection: { ProjectionType: "ALL" },
    },
  ],
};

let engine: DynamoEngine;

beforeAll(async () => {
  engine = await startDynamoEngine();
});
afterAll(async () => {
  await engine.close();
});

beforeEach(async () => {
  for (const TableName of await tables()) await must(engine.endpoint, "DeleteTable", { TableName });
  while ((await tables()).length > 0) await new Promise((resolve) => setTimeout(resolve, 5));
});

async function tables(): Promise<readonly string[]> {
  return v.parse(Tables, await must(engine.endpoint, "ListTables", {})).TableNames;
}

async function fill(declared: typeof OLD, from: number, to: number): Promise<void> {
  await must(engine.endpoint, "CreateTable", declared);
  await new Promise((resolve) => setTimeout(resolve, 50));
  for (let id = from; id < to; id += 1) {
    await must(engine.endpoint, "PutItem", {
      TableName: declared.TableName,
      Item: { id: { S: String(id) }, month: { S: "2026-05" } },
    });
  }
}

async function inMonth(): Promise<number> {
  const query = {
    TableName: "events",
    IndexName: "by-month",
    KeyConditionExpression: "#m = :m",
    ExpressionAttributeNames: { "#m": "month" },
    ExpressionAttributeValues: { ":m": { S: "2026-05" } },
  };
  return v.parse(Scanned, await must(engine.endpoint, "Query", query)).Count;
}

test("a stored table gets an index, and every item is found through it", async () => {
  await fill(OLD, 0, COUNT);
  await rebuildTable(engine.endpoint, NEW);
  expect([await inMonth(), await tables()]).toEqual([COUNT, ["events"]]);
});

test("a start that was killed after the table was dropped brings the items back", async () => {
  await fill({ ...NEW, TableName: "events.aside" }, 0, COUNT);
  await fill(NEW, 0, 5);
  await finishRebuild(engine.endpoint, "events");
  expect([await inMonth(), await tables()]).toEqual([COUNT, ["events"]]);
});

test("a start that was killed before that begins again, and nothing half copied is kept", async () => {
  await fill(OLD, 0, COUNT);
  await fill({ ...NEW, TableName: "events.aside" }, 100, 103);
  await rebuildTable(engine.endpoint, NEW);
  expect([await inMonth(), await tables()]).toEqual([COUNT, ["events"]]);
});

test("without anything aside there is nothing to do", async () => {
  await fill(NEW, 0, 3);
  await finishRebuild(engine.endpoint, "events");
  expect([await inMonth(), await tables()]).toEqual([3, ["events"]]);
});
