import { randomUUID } from "node:crypto";
import type { Server } from "node:http";
import {
  CreateTableCommand,
  DescribeTableCommand,
  DynamoDBClient,
  type AttributeDefinition,
  type KeySchemaElement,
} from "@aws-sdk/client-dynamodb";
import dynalite from "dynalite";

import { TABLE_SCHEMA } from "../../../rules/contract/table.ts";
import { listen } from "./listen.ts";

export interface TestTable {
  readonly endpoint: string;
  readonly tableName: string;
  close(): Promise<void>;
}

export const CREDENTIALS = { accessKeyId: "test", secretAccessKey: "test" };
export const REGION = "us-east-1";

/** Starts dynalite in memory on a free port, with the table as rules/contract/table.ts declares it. */
export async function startTable(): Promise<TestTable> {
  const server: Server = dynalite({ createTableMs: 0 });
  const endpoint = await listen(server);
  const tableName = `scc-events-${randomUUID().slice(0, 8)}`;
  const client = new DynamoDBClient({ endpoint, region: REGION, credentials: CREDENTIALS });
  await client.send(
    new CreateTableCommand({
      TableName: tableName,
      BillingMode: "PAY_PER_REQUEST",
      KeySchema: keys(TABLE_SCHEMA.hashKey, TABLE_SCHEMA.rangeKey),
      AttributeDefinitions: attributes(),
      GlobalSecondaryIndexes: TABLE_SCHEMA.indexes.map((index) => ({
        IndexName: index.name,
        KeySchema: keys(index.hashKey, index.rangeKey),
        Projection:
          index.projection === "INCLUDE"
            ? { ProjectionType: "INCLUDE" as const, NonKeyAttributes: [...index.attributes] }
            : { ProjectionType: "KEYS_ONLY" as const },
      })),
    }),
  );
  while ((await client.send(new DescribeTableCommand({ TableName: tableName }))).Table?.TableStatus !== "ACTIVE") {
    await new Promise((resolve) => setTimeout(resolve, 5));
  }
  return {
    endpoint,
    tableName,
    close: () =>
      new Promise((resolve) => {
        client.destroy();
        server.closeAllConnections();
        server.close(() => {
          resolve();
        });
      }),
  };
}

function keys(hash: string, range: string): KeySchemaElement[] {
  return [
    { AttributeName: hash, KeyType: "HASH" },
    { AttributeName: range, KeyType: "RANGE" },
  ];
}

function attributes(): AttributeDefinition[] {
  const names = new Set(
    [TABLE_SCHEMA, ...TABLE_SCHEMA.indexes].flatMap(({ hashKey, rangeKey }) => [hashKey, rangeKey]),
  );
  return [...names].map((name) => ({ AttributeName: name, AttributeType: "S" as const }));
}
