import * as v from "valibot";

import type { Book } from "../book/book.ts";
import { Violation } from "../world/violation.ts";
import { checkOnce, checkSame } from "./once.ts";
import { agrees, wordOf } from "./words.ts";
import type { Stored } from "./stored.ts";

/** Holds departures, returns and corrections, and the briefing, against what was acknowledged. */
export function checkDepartures(book: Book, { charters }: Stored): void {
  const entries = [...charters.values()].flatMap(({ event_id: slug, departures }) =>
    departures.filter(isOurs).map((entry) => ({ id: entry.id, slug, kind: entry.kind, at: entry.at })),
  );
  const byId = new Map(entries.map((entry) => [entry.id, entry]));
  for (const [deed] of checkOnce("departures", "departure", book.departures, entries))
    checkSame("departures", "departure", deed, { kind: deed.what.kind, at: deed.what.at }, { ...byId.get(deed.id) });
  const words = [...book.briefings.values()];
  for (const { event_id: slug, briefing } of charters.values()) {
    const said = words.filter((deed) => deed.slug === slug).map((deed) => wordOf(deed, deed.what.given));
    if (!agrees(briefing?.given ?? false, said, false))
      throw new Violation(
        "departures",
        `${slug}: the briefing is ${String(briefing?.given)}, and the latest word is otherwise`,
      );
  }
}

/** A newer version may have written others. */
function isOurs({ kind }: { readonly kind: string }): boolean {
  return kind === "departed" || kind === "back" || kind === "correction";
}

const Day = v.object({ closeouts: v.optional(v.array(v.looseObject({ id: v.string() })), () => []) });

/** Holds the counts of each day's cash against what was acknowledged. */
export function checkCloseouts(book: Book, { days }: Stored): void {
  const kept = [...days].flatMap(([slug, item]) =>
    v.parse(Day, item).closeouts.map((closeout) => ({ id: closeout.id, slug, closeout })),
  );
  const byId = new Map(kept.map(({ id, closeout }) => [id, closeout]));
  for (const [deed] of checkOnce("closeouts", "closeout", book.closeouts, kept))
    checkSame(
      "closeouts",
      "closeout",
      deed,
      { counted_at: deed.what.counted_at, crew: deed.what.crew },
      { ...byId.get(deed.id) },
    );
}
