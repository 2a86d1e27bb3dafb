import { soundly, type SeenEvent } from "../charter/partly.ts";
import { eventNotFound } from "../charter/problems.ts";
import { readStoredEvent } from "../charter/read.ts";
import type { StoredEvent } from "../charter/stored.ts";
import { isOvertaken, updateEvent } from "../charter/update.ts";
import type { Table } from "../dynamodb/table.ts";
import type { Update } from "../dynamodb/update.ts";
import { sailedAlready, staleRevision } from "./problems.ts";

interface Deed {
  /** Tells whether the same request has done it before; refuses by throwing where it did something else then. */
  readonly isDone: (event: Pick<StoredEvent, "moves" | "call_off_log">) => boolean;
  /** Makes the update that does it, under the condition that the revision is still the one that was read. */
  readonly decide: (event: StoredEvent, charter: SeenEvent) => Update | Promise<Update>;
}

/** Changes where a charter stands by one update, once for each request: while nobody has changed it since `revision`, and it has not sailed. */
export async function onceAtRevision(
  table: Table,
  slug: string,
  revision: number,
  { isDone, decide }: Deed,
): Promise<void> {
  const charter = await readStoredEvent(table, slug);
  if (charter === undefined) throw eventNotFound();
  const event = {
    ...charter.seen,
    ...soundly(charter, "revision", "moves", "call_off_log", "departures", "crew", "outbox"),
  };
  if (isDone(event)) return;
  if (event.revision !== revision) throw staleRevision();
  if (event.dock !== undefined) throw sailedAlready();
  const written = await updateEvent(table, event.event_id, await decide(event, charter));
  if (!isOvertaken(written)) return;
  // A try whose answer was lost may have written it.
  const after = await readStoredEvent(table, slug);
  if (after === undefined || !isDone(soundly(after, "moves", "call_off_log"))) throw staleRevision();
}
