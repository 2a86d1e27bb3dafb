import * as v from "valibot";
import { wait } from "../clock/patience.ts";
import { callDynamo } from "./client.ts";

/** What CreateTable takes; only the name matters here. */
export interface TableDeclaration {
  TableName: string;
}

const Page = v.object({ Items: v.array(v.unknown()), LastEvaluatedKey: v.optional(v.unknown()) });
const Written = v.object({ UnprocessedItems: v.optional(v.record(v.string(), v.unknown()), {}) });
/** DynamoDB's own limit of one BatchWriteItem. */
const ITEMS_AT_ONCE = 25;
const MOMENT_MS = 2;

/**
 * Gives a stored table other indexes; its items stay. AWS adds an index to a table while it is in use, dynalite cannot, so the
 * items wait aside while the table is made anew. Whoever is killed in between leaves them there, and `finishRebuild`
 * brings them back.
 */
export async function rebuildTable(endpoint: string, declared: TableDeclaration): Promise<void> {
  const { TableName } = declared;
  // Not complete while the table itself is still as it was.
  await dropTable(endpoint, asideOf(TableName));
  await must(endpoint, "CreateTable", { ...declared, TableName: asideOf(TableName) });
  await copyItems(endpoint, TableName, asideOf(TableName));
  await dropTable(endpoint, TableName);
  await must(endpoint, "CreateTable", declared);
  await finishRebuild(endpoint, TableName);
}

/** Brings back what an earlier rebuild put aside; there is nothing to do after one that came to its end. */
export async function finishRebuild(endpoint: string, table: string): Promise<void> {
  const aside = await callDynamo(endpoint, "DescribeTable", { TableName: asideOf(table) });
  if (!aside.ok) return;
  await copyItems(endpoint, asideOf(table), table);
  await dropTable(endpoint, asideOf(table));
}

/** Where a table's items wait while it is made anew. */
export function asideOf(table: string): string {
  return `${table}.aside`;
}

async function copyItems(endpoint: string, from: string, to: string): Promise<void> {
  await waitUntilActive(endpoint, to);
  let ExclusiveStartKey: unknown;
  do {
    const page = v.parse(Page, await must(endpoint, "Scan", { TableName: from, ExclusiveStartKey }));
    for (let at = 0; at < page.Items.length; at += ITEMS_AT_ONCE) {
      const puts = page.Items.slice(at, at + ITEMS_AT_ONCE).map((Item) => ({ PutRequest: { Item } }));
      await write(endpoint, { [to]: puts });
    }
    ExclusiveStartKey = page.LastEvaluatedKey;
  } while (ExclusiveStartKey !== undefined);
}

async function write(endpoint: string, requests: Readonly<Record<string, unknown>>): Promise<void> {
  for (let left = requests; Object.keys(left).length > 0; ) {
    left = v.parse(Written, await must(endpoint, "BatchWriteItem", { RequestItems: left })).UnprocessedItems;
  }
}

/** Waits until a table answers; one that is being created does so after a moment. */
async function waitUntilActive(endpoint: string, table: string): Promise<void> {
  const Status = v.object({ Table: v.object({ TableStatus: v.string() }) });
  while (v.parse(Status, await must(endpoint, "DescribeTable", { TableName: table })).Table.TableStatus !== "ACTIVE")
    await wait(MOMENT_MS);
}

/** Deletes a table, if it is there, and waits until it is gone. */
export async function dropTable(endpoint: string, table: string): Promise<void> {
  const dropped = await callDynamo(endpoint, "DeleteTable", { TableName: table });
  if (!dropped.ok && dropped.error === "ResourceNotFoundException") return;
  while ((await callDynamo(endpoint, "DescribeTable", { TableName: table })).ok) await wait(MOMENT_MS);
}

async function must(endpoint: string, action: string, input: object): Promise<unknown> {
  const answer = await callDynamo(endpoint, action, input);
  if (!answer.ok) throw new Error(`DynamoDB refuses ${action}: ${answer.error} ${answer.message}`);
  return answer.body;
}
