import { PARTITIONS } from "../../rules/contract/table.ts";
import { parseKey } from "../dynamodb/items.ts";
import type { Key, Table } from "../dynamodb/table.ts";
import { newFloodMail } from "./newMails.ts";
import { outboxOf } from "./queueMails.ts";

/**
 * A notice: of a day on which a limit on strangers was passed on a charter, with the one mail that tells the admin. It is an
 * item of its own, as all that strangers cause, and its key lets nobody put it twice. It does not lie beside the charter, where
 * versions before would take it for a signature record.
 */
function noticeKey(slug: string, day: string): Key {
  return { event_id: `${PARTITIONS.floods}${slug}`, timestamp: day };
}

/** Tells of which charter an item is a notice; undefined where it is none. */
export function noticedSlug({ event_id }: Key): string | undefined {
  return event_id.startsWith(PARTITIONS.floods) ? event_id.slice(PARTITIONS.floods.length) : undefined;
}

/** Lists the keys of a charter's notices. */
export async function listNotices(table: Table, slug: string): Promise<readonly Key[]> {
  const partition = `${PARTITIONS.floods}${slug}`;
  return (await table.query({ where: "#event_id = :partition", values: { partition } })).map(parseKey);
}

/** Tells the admin that a limit was passed on a charter: by one mail a day, however often it is. */
export async function noticeFlood(table: Table, slug: string, origin: string, now: Date): Promise<void> {
  const day = now.toISOString().slice(0, 10);
  await table.putNew({ ...noticeKey(slug, day), ...outboxOf(newFloodMail(slug, day, origin, now), "notice") });
}
