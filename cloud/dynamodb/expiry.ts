import * as v from "valibot";
import type { Clock } from "../clock/clock.ts";
import { callDynamo } from "./client.ts";

/** A table whose items expire, by its keys' names. */
export interface Expiring {
  readonly name: string;
  readonly keys: readonly string[];
  /** The attribute that says, in epoch seconds, when an item expires. */
  readonly expiresBy: string;
}

const MINUTE_MS = 60_000;
/**
 * AWS deletes an item "within a few days of its expiration" and promises no more, so whoever reads must not rely on it. The
 * first look comes soon, for clouds that do not run that long.
 */
const FIRST_LOOK_MS = MINUTE_MS;
const LOOK_EVERY_MS = 6 * 60 * MINUTE_MS;
/** What expired longer ago is left alone. Source: developer guide, "Using time to live (TTL) in DynamoDB". */
const OLDEST_SECONDS = 5 * 365 * 24 * 60 * 60;

const Page = v.object({
  Items: v.array(v.record(v.string(), v.unknown())),
  LastEvaluatedKey: v.optional(v.unknown()),
});

/** Deletes a table's expired items now and again, in the background, as the clock goes on. */
export function watchExpiry(endpoint: string, table: Expiring, clock: Clock): { close(): Promise<void> } {
  let looking: Promise<void> = Promise.resolve();
  const look = (): Promise<void> => {
    looking = looking.catch(() => undefined).then(() => deleteExpired(endpoint, table, clock));
    return looking;
  };
  const timers = [clock.after(FIRST_LOOK_MS, look), clock.every(LOOK_EVERY_MS, look)];
  return {
    close: async () => {
      for (const timer of timers) timer.cancel();
      await looking.catch(() => undefined);
    },
  };
}

async function deleteExpired(endpoint: string, { name, keys, expiresBy }: Expiring, clock: Clock): Promise<void> {
  const now = Math.floor(clock.now() / 1_000);
  const expired = {
    TableName: name,
    ExpressionAttributeNames: { "#expires": expiresBy },
    ExpressionAttributeValues: { ":oldest": { N: String(now - OLDEST_SECONDS) }, ":now": { N: String(now) } },
  };
  const isExpired = "#expires BETWEEN :oldest AND :now";
  let ExclusiveStartKey: unknown;
  do {
    const page = v.parse(
      Page,
      await must(endpoint, "Scan", { ...expired, FilterExpression: isExpired, ExclusiveStartKey }),
    );
    for (const item of page.Items) {
      const Key = Object.fromEntries(keys.map((key) => [key, item[key]]));
      // On condition: an item that was renewed since stays.
      await must(endpoint, "DeleteItem", { ...expired, Key, ConditionExpression: isExpired });
    }
    ExclusiveStartKey = page.LastEvaluatedKey;
  } while (ExclusiveStartKey !== undefined);
}

async function must(endpoint: string, action: string, input: object): Promise<unknown> {
  const answer = await callDynamo(endpoint, action, input);
  if (answer.ok) return answer.body;
  if (answer.error === "ConditionalCheckFailedException") return undefined;
  throw new Error(`Expired items stay for now: DynamoDB refuses ${action}: ${answer.error} ${answer.message}`);
}
