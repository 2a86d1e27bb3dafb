import * as v from "valibot";

import { PARTITIONS } from "../../rules/contract/table.ts";
import { parseItem } from "../dynamodb/items.ts";
import { AuthorityUnavailable } from "../rfc3161/errors.ts";
import type { Services } from "../services.ts";
import { stampRecord } from "./stampRecord.ts";
import { readUnstamped, type Unstamped } from "./unstamped.ts";

/** How many notes a sweep looks at, and how many records it has stamped: an authority is asked politely. */
const NOTES_MAX = 200;
const STAMPS_MAX = 20;
/** A note whose record has not come after so long never gets one, in ms. */
const ORPHANED_MS = 60 * 60 * 1_000;

const Item = v.record(v.string(), v.unknown());
const Tries = v.object({ tries: v.optional(v.number(), 0) });

/**
 * Has the signatures stamped that wait for it, as long as there is time: where the authority did not answer as their mail
 * went out. One that cannot be stamped goes behind the others, and what fails here fails nothing else.
 */
export async function sweepStamps(services: Services, leftMs: () => number): Promise<void> {
  const { table, askAuthority, clock, log } = services;
  if (askAuthority === undefined) return;
  const found = await table.query({
    where: "#event_id = :partition",
    values: { partition: PARTITIONS.unstamped },
    limit: NOTES_MAX,
  });
  const notes = found.flatMap((item) => {
    const unstamped = readUnstamped(item);
    return unstamped === undefined ? [] : [{ unstamped, tries: parseItem(Tries, item, "note").tries }];
  });
  const [oldest] = notes.map(({ unstamped }) => unstamped.received_at).sort();
  const age = oldest === undefined ? 0 : clock().getTime() - Date.parse(oldest);
  log.metric("UnstampedAgeSeconds", Math.round(Math.max(0, age) / 1000));
  for (const { unstamped } of notes.toSorted((a, b) => a.tries - b.tries).slice(0, STAMPS_MAX)) {
    if (leftMs() <= 0 || !(await stampOne(services, unstamped))) return;
  }
}

/** Whether another one may be tried: not while the authority is away. */
async function stampOne(services: Services, { note, record, received_at }: Unstamped): Promise<boolean> {
  const { table, clock, log } = services;
  try {
    const item = await table.get(record);
    if (item !== undefined) await stampRecord(services, record, v.parse(Item, item));
    if (item !== undefined || clock().getTime() - Date.parse(received_at) > ORPHANED_MS) await table.remove(note);
    return true;
  } catch (error) {
    if (error instanceof AuthorityUnavailable) {
      log.warn("signatures wait for their timestamp", { reason: error.message });
      return false;
    }
    log.fault("signature not stamped", error);
    await table.update(note, { add: [["tries", 1]] });
    return true;
  }
}
