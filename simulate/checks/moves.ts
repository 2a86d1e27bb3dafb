import type { Book } from "../book/book.ts";
import { Violation } from "../world/violation.ts";
import { checkOnce } from "./once.ts";
import type { Stored } from "./stored.ts";

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
