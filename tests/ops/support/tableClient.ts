import {
  DeleteItemCommand,
  DynamoDBClient,
  GetItemCommand,
  PutItemCommand,
  ScanCommand,
  UpdateItemCommand,
  type AttributeValue,
} from "@aws-sdk/client-dynamodb";
import type { Cloud } from "../../../cloud/cloud.ts";

export type Item = Record<string, AttributeValue>;

/** Reaches into a cloud's table, past the program, as an accident or an intruder would. */
export interface TableClient {
  get(eventId: string, timestamp: string): Promise<Item>;
  put(item: Item): Promise<void>;
  set(eventId: string, timestamp: string, path: string, value: AttributeValue): Promise<void>;
  remove(eventId: string, timestamp: string): Promise<void>;
  count(): Promise<number>;
}

/** Opens the table of a cloud. */
export function openTableClient({ table }: Pick<Cloud, "table">): TableClient {
  const client = new DynamoDBClient({
    endpoint: table.endpoint,
    region: "us-east-1",
    credentials: { accessKeyId: "local", secretAccessKey: "local" },
  });
  const at = (eventId: string, timestamp: string) => ({
    TableName: table.name,
    Key: { event_id: { S: eventId }, timestamp: { S: timestamp } },
  });
  return {
    get: async (eventId, timestamp) =>
      (await client.send(new GetItemCommand({ ...at(eventId, timestamp), ConsistentRead: true }))).Item ?? {},
    put: async (item) => {
      await client.send(new PutItemCommand({ TableName: table.name, Item: item }));
    },
    set: async (eventId, timestamp, path, value) => {
      await client.send(
        new UpdateItemCommand({
          ...at(eventId, timestamp),
          UpdateExpression: `SET ${path} = :value`,
          ExpressionAttributeValues: { ":value": value },
          ...(path.startsWith("#") ? { ExpressionAttributeNames: { [path]: path.slice(1) } } : {}),
        }),
      );
    },
    remove: async (eventId, timestamp) => {
      await client.send(new DeleteItemCommand(at(eventId, timestamp)));
    },
    count: async () =>
      (await client.send(new ScanCommand({ TableName: table.name, Select: "COUNT", ConsistentRead: true }))).Count ?? 0,
  };
}
