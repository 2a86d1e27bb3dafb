import {
  CreateTableCommand,
  DescribeTableCommand,
  DynamoDBClient,
  type DynamoDBClientConfig,
  type KeySchemaElement,
} from "@aws-sdk/client-dynamodb";

import { TABLE_SCHEMA } from "../rules/contract/table.ts";

/** Creates the table with its indexes, as the Pulumi program declares it, and waits until it can be used. */
export async function createTable(connection: DynamoDBClientConfig, name: string): Promise<void> {
  const client = new DynamoDBClient(connection);
  const keys = [TABLE_SCHEMA, ...TABLE_SCHEMA.indexes].flatMap(({ hashKey, rangeKey }) => [hashKey, rangeKey]);
  await client.send(
    new CreateTableCommand({
      TableName: name,
      BillingMode: "PAY_PER_REQUEST",
      AttributeDefinitions: [...new Set(keys)].map((key) => ({ AttributeName: key, AttributeType: "S" })),
      KeySchema: keySchema(TABLE_SCHEMA),
      GlobalSecondaryIndexes: TABLE_SCHEMA.indexes.map((index) => ({
        IndexName: index.name,
        KeySchema: keySchema(index),
        Projection: {
          ProjectionType: index.projection,
          ...(index.attributes.length === 0 ? {} : { NonKeyAttributes: [...index.attributes] }),
        },
      })),
    }),
  );
  while ((await client.send(new DescribeTableCommand({ TableName: name }))).Table?.TableStatus !== "ACTIVE") {
    await new Promise((resolve) => setTimeout(resolve, 5));
  }
  client.destroy();
}

function keySchema({ hashKey, rangeKey }: { hashKey: string; rangeKey: string }): KeySchemaElement[] {
  return [
    { AttributeName: hashKey, KeyType: "HASH" },
    { AttributeName: rangeKey, KeyType: "RANGE" },
  ];
}
