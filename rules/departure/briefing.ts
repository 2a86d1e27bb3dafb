import type { Briefing, BriefingRequest, DepartureEntry } from "../contract/api/departure.ts";
import { SAME, type Byline, type Outcome } from "../charter/outcome.ts";
import { countsAgainst } from "../time/laterInstant.ts";
import { departureState } from "./state.ts";

interface Facts {
  readonly briefing: Briefing | null;
  readonly departures: readonly DepartureEntry[];
}

/**
 * Decides whether the safety briefing is recorded, or taken back: not after a departure that relies on it. What is written
 * was decided on the briefing as it is, which its `at` tells.
 */
export function decideBriefing(
  { briefing, departures }: Facts,
  { given, at }: BriefingRequest,
  byline: Byline,
): Outcome<{ readonly briefing: Briefing }, { readonly reason: "departed" }> {
  if (!countsAgainst(at, briefing?.at)) return SAME;
  const turns = (briefing?.given ?? false) !== given;
  if (turns && !given && departureState(departures).departed !== undefined)
    return { kind: "refused", reason: "departed" };
  return {
    kind: "changed",
    // Also where it is so already: an earlier word that is still on its way must not count against this one.
    briefing: { given, at, received_at: byline.at, by: byline.by, name: byline.name },
    lines: turns ? [{ kind: given ? "briefed" : "briefing-undone", done_at: at, ...byline }] : [],
  };
}
