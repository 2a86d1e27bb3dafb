import * as v from "valibot";
import type { Cloud } from "../../../cloud/cloud.ts";
import { openCloudTable } from "./client.ts";
import { exists } from "../../../lambda/dynamodb/update.ts";

const Waiting = v.object({ outbox: v.optional(v.record(v.string(), v.unknown()), {}) });
// Due long ago, and written as all instants in the table are.
const PAST = "2026-01-01T00:00:00.000Z";
// One sweep stops at the first mail that Gmail does not take in time, or after eight seconds.
const SWEEPS_MAX = 20;

/**
 * Makes the waiting mails of a charter due now and answers their ids. A lease lasts 30 s and a backoff minutes by the
 * wall clock, which a test cannot move in the function's own thread; it moves the written instants back instead.
 */
export async function makeMailsDue(cloud: Cloud, slug: string): Promise<string[]> {
  // What the sender is at work on is not waiting.
  await cloud.settled();
  const table = openCloudTable(cloud);
  const key = { event_id: slug, timestamp: slug.slice(0, 10) };
  const { outbox } = v.parse(Waiting, await table.get(key));
  for (const mail of Object.keys(outbox)) {
    await table.update(key, {
      set: [
        [["outbox", mail, "due"], PAST],
        ["outbox_due", PAST],
      ],
      conditions: [exists(["outbox", mail])],
    });
  }
  return Object.keys(outbox);
}

/** Runs the declared schedule's sweep once, as EventBridge does every minute. */
export async function sweep(cloud: Cloud): Promise<void> {
  const schedule = cloud.graph.resources.find(({ type }) => type === "aws:scheduler/schedule:Schedule");
  await cloud.runSchedule(String(schedule?.inputs["name"]));
}

/** Makes the mails of charters due and sweeps until none waits; an outbox that never empties is an error. */
export async function sweepUntilEmpty(cloud: Cloud, slugs: readonly string[]): Promise<void> {
  for (let run = 0; run < SWEEPS_MAX; run += 1) {
    const waiting = await Promise.all(slugs.map((slug) => makeMailsDue(cloud, slug)));
    if (waiting.flat().length === 0) return;
    await sweep(cloud);
  }
  throw new Error(`Mail still waits after ${String(SWEEPS_MAX)} sweeps.`);
}

/** Reads the ledger entry ids that mails are about: a Message-ID begins with the entry's id. */
export function mailedIds(mails: readonly { messageId: string }[]): string[] {
  return mails.map(({ messageId }) => messageId.replace(/^<(.+)\.[0-9a-f]+@example\.com>$/, "$1")).sort();
}
