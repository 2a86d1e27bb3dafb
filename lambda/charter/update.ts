import * as v from "valibot";

import { parseItem } from "../dynamodb/items.ts";
import type { Counting } from "../dynamodb/readEach.ts";
import { countUnread } from "../dynamodb/readPartly.ts";
import type { Key, Table, WriteResult } from "../dynamodb/table.ts";
import { attributeOf, findMisfit } from "../dynamodb/misfit.ts";
import { exists, hasSize, type Path, type Update } from "../dynamodb/update.ts";
import { HISTORY_ATTRIBUTES } from "./history.ts";
import { charterFull } from "./problems.ts";
import { BrokenPart, seeEvent, type SeenEvent } from "./partly.ts";
import { eventKey, type Home } from "./stored.ts";

type Refused = Extract<WriteResult, { ok: false }>;

/**
 * Why an event item was not updated. That what is stored does not take the update at all is none of the reasons: nobody
 * may take that for having been overtaken.
 */
export interface NotUpdated {
  readonly ok: false;
  readonly reason: Extract<Refused["reason"], "condition" | "too-large">;
}

type Updated = Extract<WriteResult, { ok: true }> | NotUpdated;

/**
 * Updates an event item; where it lacks the maps that nested paths lead into, because it was adopted from elsewhere,
 * adds them and tries once more. Where the item would grow too large, or its history takes no line, the history gives way:
 * a payment must not fail for the sake of what can be read elsewhere. Throws BrokenPart where what is written to is broken.
 */
export function updateEvent(table: Table, home: Home, update: Update): Promise<Updated> {
  return healing(table, eventKey(home), update, (key, tried) => table.update(key, tried));
}

/** Tells whether somebody came between the reading and the writing. Throws where the item is full: trying again would not help. */
export function isOvertaken(written: Updated): boolean {
  if (written.ok) return false;
  if (written.reason === "too-large") throw charterFull();
  return true;
}

/** An update that was made, and what it came to. */
export interface Written {
  readonly ok: true;
  readonly event: SeenEvent;
}

/** Updates an event item in the same way, and answers it as it is then. */
export async function updateAndReadEvent(
  { table, log }: Counting & { readonly table: Table },
  home: Home,
  update: Update,
): Promise<Written | NotUpdated> {
  const written = await healing(table, eventKey(home), update, (key, tried) => table.updateAndRead(key, tried));
  if (!written.ok) return written;
  return { ok: true, event: countUnread({ log }, seeEvent(written.item), "charter") };
}

type Write = (key: Key, update: Update) => Promise<WriteResult>;

async function healing(table: Table, key: Key, update: Update, write: Write): Promise<Updated> {
  const healed = new Set<string>();
  let tried = update;
  for (;;) {
    const written = await write(key, tried);
    if (written.ok) return written;
    const { reason } = written;
    if (reason === "condition") return { ok: false, reason };
    if (healed.has(reason)) return hopeless(table, key, tried, reason);
    healed.add(reason);
    if (reason === "too-large" && !(await letHistoryGo(table, key))) return { ok: false, reason };
    if (reason === "missing-path") await addMaps(table, key);
    if (reason === "wrong-type") tried = withoutHistory(update);
  }
}

async function hopeless(
  table: Table,
  key: Key,
  update: Update,
  reason: Exclude<Refused["reason"], "condition">,
): Promise<NotUpdated> {
  if (reason === "too-large") return { ok: false, reason };
  throw new BrokenPart(findMisfit(await table.get(key), update) ?? "a part of the charter");
}

async function addMaps(table: Table, key: Key): Promise<void> {
  await table.update(key, {
    init: Object.entries({ patrons: {}, outbox: {}, failed_mails: {} }),
    conditions: [exists("event_id")],
  });
}

/** What an update changes beside the history: one that cannot take a line stays as it is, and is shown as broken. */
function withoutHistory({ set = [], append = [], add = [], ...rest }: Update): Update {
  const beside = ([path]: readonly [Path, unknown]): boolean => !HISTORY_ATTRIBUTES.includes(attributeOf(path));
  return { ...rest, set: set.filter(beside), append: append.filter(beside), add: add.filter(beside) };
}

const StoredHistory = v.object({
  history: v.optional(v.array(v.unknown()), () => []),
  history_dropped: v.optional(v.number(), 0),
});

/** Empties the history and counts what it held; false where there is nothing to gain. */
async function letHistoryGo(table: Table, key: Key): Promise<boolean> {
  const item = await table.get(key, ["history", "history_dropped"]);
  const { history, history_dropped } = parseItem(StoredHistory, item, "history");
  if (history.length === 0) return false;
  const cut = await table.update(key, {
    set: Object.entries({ history: [], history_bytes: 0, history_dropped: history_dropped + history.length }),
    conditions: [hasSize("history", "=", history.length)],
  });
  return cut.ok;
}
