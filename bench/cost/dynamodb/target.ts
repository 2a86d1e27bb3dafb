import * as v from "valibot";

import { callDynamo } from "../../../cloud/dynamodb/client.ts";
import { TABLE_SCHEMA } from "../../../rules/contract/table.ts";
import { Item } from "./itemBytes.ts";

const Write = v.object({ TableName: v.string(), Key: v.optional(Item), Item: v.optional(Item) });
const Got = v.object({ Item: v.optional(Item) });
const Found = v.object({ Items: v.array(Item) });

/** Reads the table's name of a call. */
export function tableOf(input: unknown): string {
  return v.parse(Write, input).TableName;
}

/** Reads the key that a write names; a put carries it inside its item. */
export function writeKey(input: unknown): Item {
  const { Key, Item: put = {} } = v.parse(Write, input);
  return (
    Key ?? {
      [TABLE_SCHEMA.hashKey]: put[TABLE_SCHEMA.hashKey] ?? {},
      [TABLE_SCHEMA.rangeKey]: put[TABLE_SCHEMA.rangeKey] ?? {},
    }
  );
}

/** Reads one whole item, not counted. */
export async function readItem(target: string, table: string, key: Item): Promise<Item | undefined> {
  return v.parse(Got, await ask(target, "GetItem", { TableName: table, Key: key, ConsistentRead: true })).Item;
}

/** Runs a query, not counted. */
export async function queryItems(target: string, input: object): Promise<readonly Item[]> {
  return v.parse(Found, await ask(target, "Query", input)).Items;
}

/** Lists the whole items of a partition, not counted. */
export function readPartition(target: string, table: string, partition: string): Promise<readonly Item[]> {
  return queryItems(target, {
    TableName: table,
    ConsistentRead: true,
    KeyConditionExpression: "#partition = :partition",
    ExpressionAttributeNames: { "#partition": TABLE_SCHEMA.hashKey },
    ExpressionAttributeValues: { ":partition": { S: partition } },
  });
}

/** Writes an item as it is, not counted. */
export async function putItem(target: string, table: string, item: Item): Promise<void> {
  await ask(target, "PutItem", { TableName: table, Item: item });
}

async function ask(target: string, action: string, input: object): Promise<unknown> {
  const answer = await callDynamo(target, action, input);
  if (!answer.ok) throw new Error(`dynalite refused ${action}: ${answer.error} ${answer.message}`);
  return answer.body;
}
