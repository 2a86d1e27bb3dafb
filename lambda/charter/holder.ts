import * as v from "valibot";

import { Instant } from "../../rules/contract/api/fields.ts";
import { PARTITIONS } from "../../rules/contract/table.ts";
import { BrokenItem } from "../dynamodb/errors.ts";
import { getAll } from "../dynamodb/getAll.ts";
import { countUnread, readPartly, type Unread } from "../dynamodb/readPartly.ts";
import type { Key, Table } from "../dynamodb/table.ts";
import { noticedSlug } from "./floodNotice.ts";
import { seeEvent, type SeenEvent } from "./partly.ts";
import type { OUTBOX_STATES } from "./queueMails.ts";
import { readStoredEvent } from "./read.ts";
import type { Reading } from "./readCharter.ts";
import { isEventKey } from "./stored.ts";
import { OutboxMail, type Mails } from "./waitingMail.ts";

/**
 * An item on which mails wait: a charter, a signature record beside it, a notice about it, or one that is there for a mail
 * about an account.
 */
export interface Holder {
  readonly key: Key;
  /** As it is stored: of a signature, the record itself. */
  readonly item: unknown;
  /** The mails that can be read. */
  readonly outbox: Mails;
  /** What of its waiting mails cannot be. */
  readonly unread: Unread;
  /** The charter that the mails are about, if they are. */
  readonly event: SeenEvent | undefined;
}

/** Tells what sort of item mails wait on, by its key. */
export function holderOf(key: Key): keyof typeof OUTBOX_STATES {
  if (key.event_id.startsWith(PARTITIONS.accountMail)) return "account";
  if (noticedSlug(key) !== undefined) return "notice";
  return isEventKey(key) ? "charter" : "signature";
}

export const StoredOutbox = v.object({ outbox: v.optional(v.record(v.string(), OutboxMail), () => ({})) });

/** Reads an item on which mails wait, with its charter; undefined when it is not there. A mail that cannot be read holds up no other. */
export async function readHolder(table: Table, key: Key): Promise<Holder | undefined> {
  const item = await table.get(key);
  if (item === undefined) return undefined;
  const { seen, unread } = readPartly(StoredOutbox, item, "outbox");
  const found = { key, item, outbox: seen.outbox, unread };
  switch (holderOf(key)) {
    case "charter":
      return { ...found, event: seeEvent(item) };
    case "account":
      return { ...found, event: undefined };
    case "notice":
      return { ...found, event: await readCharterOf(table, noticedSlug(key) ?? key.event_id) };
    case "signature":
      return { ...found, event: await readCharterOf(table, key.event_id) };
  }
}

async function readCharterOf(table: Table, slug: string): Promise<SeenEvent> {
  const event = await readStoredEvent(table, slug);
  if (event === undefined) throw new BrokenItem("What mails wait on belongs to no charter.");
  return event;
}

export const StoredFailedMails = v.object({ failed_mails: v.optional(v.record(v.string(), OutboxMail), () => ({})) });

/** Reads the mails that were given up on an item, as far as they can be read. */
export async function readFailed(reading: Reading, key: Key): Promise<Mails> {
  const item = (await reading.table.get(key, ["failed_mails"])) ?? {};
  return countUnread(reading, readPartly(StoredFailedMails, item, "outbox"), "outbox").seen.failed_mails;
}

const StoredInstants = v.object({
  outbox: v.optional(v.record(v.string(), v.object({ created_at: Instant })), () => ({})),
});

/** Reads when each of the mails that wait on items was written. What cannot be read is left out. */
export async function readWaiting(table: Table, keys: readonly Key[]): Promise<readonly string[]> {
  const items = await getAll(table, keys, { attributes: ["outbox"] });
  return items.flatMap((item) => {
    const { outbox } = readPartly(StoredInstants, item, "outbox").seen;
    return Object.values(outbox).map(({ created_at }) => created_at);
  });
}
