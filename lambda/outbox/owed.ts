import type { Key, Table } from "../dynamodb/table.ts";
import { stepsOf } from "../dynamodb/update.ts";

/** A table that remembers on which items mails were put to wait, so that no feature has to say so. */
export interface OwingTable extends Table {
  /** Answers those items, and forgets them. */
  takeOwed(): readonly Key[];
}

/** What a new item has that mails may wait on: also an empty one is asked for, since who has signed is counted then. */
const OUTBOX = "outbox";
/** What an update sets that puts an item into the index of outboxes. */
const PLACE = "outbox_state";

/** Wraps a table so that each write that puts an item into the index of outboxes is remembered. */
export function noteOwed(table: Table): OwingTable {
  const owed = new Map<string, Key>();
  const note = ({ event_id, timestamp }: Key): void => {
    owed.set(`${event_id} ${timestamp}`, { event_id, timestamp });
  };
  return {
    ...table,
    putNew: async (item) => {
      const written = await table.putNew(item);
      if (written.ok && OUTBOX in item) note(item);
      return written;
    },
    update: async (key, update) => {
      const written = await table.update(key, update);
      if (written.ok && places(update)) note(key);
      return written;
    },
    updateAndRead: async (key, update) => {
      const written = await table.updateAndRead(key, update);
      if (written.ok && places(update)) note(key);
      return written;
    },
    takeOwed: () => {
      const keys = [...owed.values()];
      owed.clear();
      return keys;
    },
  };
}

function places({ set = [] }: Parameters<Table["update"]>[1]): boolean {
  return set.some(([path]) => stepsOf(path).join(".") === PLACE);
}
