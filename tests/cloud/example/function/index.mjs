import { DynamoDBClient, PutItemCommand, ScanCommand } from "@aws-sdk/client-dynamodb";

const client = new DynamoDBClient();
const { TABLE: TableName, GREETING: greeting, KEY: key } = process.env;

/** PUT /guests/NAME writes a guest into the book; any other request reads it. */
export async function handler({ rawPath, requestContext }) {
  const guest = decodeURIComponent(rawPath.split("/").at(-1));
  if (requestContext.http.method === "PUT")
    await client.send(new PutItemCommand({ TableName, Item: { guest: { S: guest } } }));
  const { Items } = await client.send(new ScanCommand({ TableName }));
  const guests = Items.map((item) => item.guest.S);
  return { statusCode: 200, body: JSON.stringify({ greeting, guests, locked: key !== undefined }) };
}
