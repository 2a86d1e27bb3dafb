import { count } from "../cli/words.ts";
import type { Stack } from "../stack/stack.ts";
import { fromSdk } from "./attributes.ts";
import { isPassing } from "./kinds.ts";
import { compareLines, toLine, type Line } from "./lines.ts";
import { pace } from "./pace.ts";

type Progress = (text: string) => void;

/** Reads all that an export holds of a stack's table, in an export's order. Each item is read whole and as last written. */
export async function readTable(stack: Stack, progress: Progress): Promise<Line[]> {
  const TableName = stack.output("tableName");
  const client = await stack.dynamodb();
  const { paginateScan } = await import("@aws-sdk/client-dynamodb");
  const lines: Line[] = [];
  const step = pace(progress);
  step(`Reading ${TableName}`);
  for await (const { Items = [] } of paginateScan({ client }, { TableName, ConsistentRead: true })) {
    for (const item of Items) lines.push(toLine(fromSdk(item)));
    step(`Reading ${TableName}: ${count(lines.length, "item")}`);
  }
  return lines.filter((line) => !isPassing(line)).sort(compareLines);
}

/** Reads one partition of a stack's table as it is now. */
export async function readPartition(stack: Stack, eventId: string): Promise<Line[]> {
  const client = await stack.dynamodb();
  const { paginateQuery } = await import("@aws-sdk/client-dynamodb");
  const lines: Line[] = [];
  const pages = paginateQuery(
    { client },
    {
      TableName: stack.output("tableName"),
      ConsistentRead: true,
      KeyConditionExpression: "event_id = :id",
      ExpressionAttributeValues: { ":id": { S: eventId } },
    },
  );
  for await (const { Items = [] } of pages) lines.push(...Items.map((item) => toLine(fromSdk(item))));
  return lines;
}
