import { DynamoDBClient, type DynamoDBClientConfig } from "@aws-sdk/client-dynamodb";
import {
  BatchGetCommand,
  DeleteCommand,
  DynamoDBDocumentClient,
  GetCommand,
  PutCommand,
  QueryCommand,
  UpdateCommand,
  type QueryCommandInput,
} from "@aws-sdk/lib-dynamodb";

import { TableUnavailable, toTableError } from "./errors.ts";
import { attributeMaps, projection } from "./readExpressions.ts";
import type { Key, QueryOrder, Table, WriteResult } from "./table.ts";
import type { Update } from "./update.ts";
import { writeUpdate } from "./writeUpdate.ts";

export interface TableOptions extends Pick<DynamoDBClientConfig, "endpoint" | "region" | "credentials"> {
  readonly tableName: string;
  /** How long a call may wait for its answer, in ms. */
  readonly answerMs?: number;
}

const ANSWER_MS = 3_000;

/** Opens the table over one client, whose connections are kept alive between calls and invocations. */
export function openTable({ tableName, answerMs = ANSWER_MS, ...connection }: TableOptions): Table {
  const client = DynamoDBDocumentClient.from(
    new DynamoDBClient({
      ...connection,
      maxAttempts: 3,
      requestHandler: { connectionTimeout: 1_000, requestTimeout: answerMs, httpsAgent: { maxSockets: 50 } },
    }),
    { marshallOptions: { removeUndefinedValues: true }, unmarshallOptions: { wrapNumbers: readNumber } },
  );
  return {
    get: (key, attributes) => get(client, tableName, key, attributes),
    getMany: (keys, attributes) => getMany(client, tableName, keys, attributes),
    putNew: (item) =>
      write(() =>
        client.send(
          new PutCommand({
            TableName: tableName,
            Item: item,
            ConditionExpression: "attribute_not_exists(event_id)",
          }),
        ),
      ),
    update: (key, update) => write(() => client.send(updateCommand(tableName, key, update, "NONE"))),
    updateAndRead: (key, update) => write(() => client.send(updateCommand(tableName, key, update, "ALL_NEW"))),
    remove: async (key) => {
      await passing(() => client.send(new DeleteCommand({ TableName: tableName, Key: { ...key } })));
    },
    query: (order) => query(client, tableName, order),
  };
}

/** A number that JavaScript cannot hold stays text, so that no schema takes it for one: thrown here, it would take a whole list along. */
function readNumber(text: string): number | string {
  const number = Number(text);
  return Math.abs(number) <= Number.MAX_SAFE_INTEGER ? number : text;
}

async function get(
  client: DynamoDBDocumentClient,
  tableName: string,
  key: Key,
  attributes: readonly string[] | undefined,
): Promise<unknown> {
  const ProjectionExpression = projection(attributes);
  const answer = await passing(() =>
    client.send(
      new GetCommand({
        TableName: tableName,
        Key: { ...key },
        ConsistentRead: true,
        ...(ProjectionExpression === undefined ? {} : { ProjectionExpression }),
        ...attributeMaps([ProjectionExpression]),
      }),
    ),
  );
  return answer.Item;
}

async function getMany(
  client: DynamoDBDocumentClient,
  tableName: string,
  keys: readonly Key[],
  attributes: readonly string[] | undefined,
): Promise<readonly unknown[]> {
  const ProjectionExpression = projection(attributes);
  const answer = await passing(() =>
    client.send(
      new BatchGetCommand({
        RequestItems: {
          [tableName]: {
            Keys: keys.map((key) => ({ ...key })),
            ConsistentRead: true,
            ...(ProjectionExpression === undefined ? {} : { ProjectionExpression }),
            ...attributeMaps([ProjectionExpression]),
          },
        },
      }),
    ),
  );
  // A handful of small items is only left unprocessed when the table is throttled.
  if (Object.keys(answer.UnprocessedKeys ?? {}).length > 0)
    throw new TableUnavailable("The table left keys unprocessed.");
  return answer.Responses?.[tableName] ?? [];
}

function updateCommand(tableName: string, key: Key, update: Update, ReturnValues: "ALL_NEW" | "NONE"): UpdateCommand {
  return new UpdateCommand({ TableName: tableName, Key: { ...key }, ...writeUpdate(update), ReturnValues });
}

async function query(
  client: DynamoDBDocumentClient,
  tableName: string,
  order: QueryOrder,
): Promise<readonly unknown[]> {
  const items: unknown[] = [];
  let from: QueryCommandInput["ExclusiveStartKey"];
  do {
    const page = await passing(() => client.send(queryCommand(tableName, order, from)));
    items.push(...(page.Items ?? []));
    from = page.LastEvaluatedKey;
  } while (from !== undefined && (order.limit === undefined || items.length < order.limit));
  return items;
}

function queryCommand(
  tableName: string,
  order: QueryOrder,
  from: QueryCommandInput["ExclusiveStartKey"],
): QueryCommand {
  const ProjectionExpression = projection(order.attributes);
  return new QueryCommand({
    TableName: tableName,
    KeyConditionExpression: order.where,
    ...(order.index === undefined ? { ConsistentRead: true } : { IndexName: order.index }),
    ...(order.limit === undefined ? {} : { Limit: order.limit }),
    ...(from === undefined ? {} : { ExclusiveStartKey: from }),
    ...(ProjectionExpression === undefined ? {} : { ProjectionExpression }),
    ...attributeMaps([order.where, ProjectionExpression], order.values),
  });
}

async function passing<Answer>(call: () => Promise<Answer>): Promise<Answer> {
  try {
    return await call();
  } catch (error) {
    throw toTableError(error);
  }
}

/** Runs a write; its expected refusals come back as values, faults are thrown. */
async function write(call: () => Promise<{ Attributes?: unknown }>): Promise<WriteResult> {
  try {
    const answer = await call();
    return { ok: true, item: answer.Attributes };
  } catch (error) {
    const reason = refusalOf(error);
    if (reason === undefined) throw toTableError(error);
    return { ok: false, reason };
  }
}

/** DynamoDB names a false condition; what is wrong with an item or a path is only told by the message. */
function refusalOf(error: unknown): Extract<WriteResult, { ok: false }>["reason"] | undefined {
  if (!(error instanceof Error)) return undefined;
  if (error.name === "ConditionalCheckFailedException") return "condition";
  if (error.name !== "ValidationException") return undefined;
  if (error.message.includes("document path")) return "missing-path";
  if (error.message.includes("incorrect data type")) return "wrong-type";
  return error.message.includes("Item size") ? "too-large" : undefined;
}
