import type { Book } from "../book/book.ts";
import { Violation } from "../world/violation.ts";
import { checkOnce, checkSame } from "./once.ts";
import type { Stored } from "./stored.ts";

/** Holds what was acknowledged of calling charters off against their logs: each is there once, in the words that were sent. */
export function checkCallOffs(book: Book, { charters }: Stored): void {
  const entries = [...charters.values()].flatMap((event) =>
    event.call_off_log.flatMap((entry) => (entry.kind === "called-off" ? [{ ...entry, slug: event.event_id }] : [])),
  );
  const kept = new Map(entries.map((entry) => [entry.id, entry]));
  for (const [deed] of checkOnce("moves", "calling off", book.callOffs, entries)) {
    const { money, reason } = deed.what;
    checkSame("moves", "calling off", deed, { money, reason }, { ...kept.get(deed.id) });
  }
}

/** Holds each charter's moves against what was acknowledged: each is there once, and the charter goes by what the last one says. */
export function checkMoves(book: Book, { charters }: Stored): void {
  const moves = [...charters.values()].flatMap((event) => event.moves.map(({ id }) => ({ id, slug: event.event_id })));
  checkOnce("moves", "move", book.moves, moves);
  for (const event of charters.values()) {
    const last = event.moves.at(-1)?.to ?? event.event_id;
    if (event.slug !== last)
      throw new Violation("moves", `${event.event_id} goes by ${event.slug}, and was moved to ${last}`);
  }
}
