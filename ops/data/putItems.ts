import type { Stack } from "../stack/stack.ts";
import { toSdk } from "./attributes.ts";
import { toItem, type Line } from "./lines.ts";

const AT_ONCE = 24;

/**
 * Writes items that are not there yet, and says after each how many are written. BatchWriteItem would be fewer calls, and
 * it cannot say "unless it exists": a restore must never write over what somebody else has written meanwhile.
 */
export async function putItems(stack: Stack, lines: readonly Line[], written: (count: number) => void): Promise<void> {
  const client = await stack.dynamodb();
  const { ConditionalCheckFailedException, PutItemCommand } = await import("@aws-sdk/client-dynamodb");
  const TableName = stack.output("tableName");
  const put = async (line: Line): Promise<void> => {
    try {
      await client.send(
        new PutItemCommand({
          TableName,
          Item: toSdk(toItem(line)),
          ConditionExpression: "attribute_not_exists(event_id)",
        }),
      );
    } catch (fault) {
      // There already: written by a try whose answer was lost, or by somebody else. The comparison afterwards tells.
      if (!(fault instanceof ConditionalCheckFailedException)) throw fault;
    }
  };
  let next = 0;
  let done = 0;
  const work = async (): Promise<void> => {
    for (let line = lines[next++]; line !== undefined; line = lines[next++]) {
      await put(line);
      written(++done);
    }
  };
  const workers = await Promise.allSettled(
    Array.from({ length: AT_ONCE }, () =>
      work().catch((fault: unknown) => {
        // The other workers stop after the item they have in hand.
        next = lines.length;
        throw fault;
      }),
    ),
  );
  const failed = workers.find((worker) => worker.status === "rejected");
  if (failed !== undefined) throw failed.reason;
}
