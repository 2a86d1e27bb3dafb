import * as v from "valibot";

import { BY_MONTH_INDEX } from "../../../rules/contract/table.ts";
import { Item, itemBytes } from "./itemBytes.ts";
import { queryItems, readItem } from "./target.ts";
import { readUnits } from "./units.ts";

/** One call of the DynamoDB API on its way to dynalite. */
export interface Call {
  readonly target: string;
  readonly action: string;
  readonly input: unknown;
}

const Get = v.object({ TableName: v.string(), Key: Item, ConsistentRead: v.optional(v.boolean(), false) });
const BatchGet = v.object({
  RequestItems: v.record(v.string(), v.object({ Keys: v.array(Item), ConsistentRead: v.optional(v.boolean(), false) })),
});
/** Only what the Lambda's queries have, and not the projection. */
const Query = v.object({
  TableName: v.string(),
  IndexName: v.optional(v.string()),
  ConsistentRead: v.optional(v.boolean(), false),
  KeyConditionExpression: v.string(),
  ExpressionAttributeNames: v.optional(v.record(v.string(), v.string()), {}),
  ExpressionAttributeValues: v.optional(Item),
  ExclusiveStartKey: v.optional(Item),
  Limit: v.optional(v.number()),
});

/** Counts the units of a read by looking at the whole items that it touched. */
export async function unitsOfRead({ target, action, input }: Call): Promise<number> {
  switch (action) {
    case "GetItem":
      return unitsOfGet(target, v.parse(Get, input));
    case "BatchGetItem": {
      const tables = Object.entries(v.parse(BatchGet, input).RequestItems);
      const gets = tables.flatMap(([TableName, { Keys, ConsistentRead }]) =>
        Keys.map((Key) => ({ TableName, Key, ConsistentRead })),
      );
      // Each item of a batch is rounded up by itself.
      const units = await Promise.all(gets.map((get) => unitsOfGet(target, get)));
      return units.reduce((sum, one) => sum + one, 0);
    }
    case "Query":
      return unitsOfQuery(target, v.parse(Query, input));
    default:
      throw new Error(`The recorder has no rule for ${action}.`);
  }
}

async function unitsOfGet(
  target: string,
  { TableName, Key, ConsistentRead }: v.InferOutput<typeof Get>,
): Promise<number> {
  const item = await readItem(target, TableName, Key);
  return readUnits(item === undefined ? 0 : itemBytes(item), ConsistentRead);
}

/** A projection saves bytes on the wire and no units: the query is asked again without it. */
async function unitsOfQuery(target: string, query: v.InferOutput<typeof Query>): Promise<number> {
  // A month's list grows with the calendar: the model counts it, line by line.
  if (query.IndexName === BY_MONTH_INDEX) return 0;
  const names = Object.entries(query.ExpressionAttributeNames).filter(([name]) =>
    query.KeyConditionExpression.split(/[^#\w]/).includes(name),
  );
  const items = await queryItems(target, { ...query, ExpressionAttributeNames: Object.fromEntries(names) });
  return readUnits(
    items.reduce((sum, item) => sum + itemBytes(item), 0),
    query.ConsistentRead,
  );
}
