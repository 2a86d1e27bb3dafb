import type { BriefingRequest } from "../contract/api/departing.ts";
import type { Briefing, DepartureEntry } from "../contract/api/departure.ts";
import type { HistoryLine } from "../contract/api/history.ts";
import { SAME, signedBy, type Byline, type Outcome } from "../charter/outcome.ts";
import { isHeardAhead, linesOfKind, wordBy } from "../charter/heard.ts";
import { countsAgainst, isAhead } from "../time/laterInstant.ts";
import { departureState } from "./state.ts";

interface Facts {
  readonly briefing: Briefing | null;
  readonly departures: readonly DepartureEntry[];
  readonly history: readonly HistoryLine[];
}

/**
 * Decides whether the safety briefing is recorded, or taken back: not after a departure that relies on it. What is written
 * was decided on the briefing as it is, which its `at` tells.
 */
export function decideBriefing(
  { briefing, departures, history }: Facts,
  { given, at }: BriefingRequest,
  byline: Byline,
): Outcome<{ readonly briefing: Briefing }, { readonly reason: "departed" }> {
  const word = wordBy(byline, at);
  const kind = given ? "briefed" : "briefing-undone";
  const before = linesOfKind(history, kind).filter(({ done_at }) => done_at === at);
  if (isHeardAhead(before) || !countsAgainst(word, briefing)) return SAME;
  const turns = (briefing?.given ?? false) !== given;
  if (turns && !given && departureState(departures).departed !== undefined)
    return { kind: "refused", reason: "departed" };
  return {
    kind: "changed",
    // Also where it is so already: an earlier word that is still on its way must not count against this one.
    briefing: { given, at, received_at: byline.at, by: byline.by, name: byline.name },
    // A word that is ahead is always told: its line is what it is known by when it is sent again.
    lines: turns || isAhead(word) ? [{ kind, done_at: at, ...signedBy(byline) }] : [],
  };
}
