import type { DepartureReason, Verdict } from "../contract/api/departure.ts";
import { countListed, matchSignatures } from "../manifest/whoHasSigned.ts";
import { namesOf } from "../people/names.ts";
import { reasonsAgainst, type DepartureFacts, type SayNames } from "./reasons.ts";

export interface DepartureAssessment {
  readonly verdict: Verdict;
  readonly booked: number;
  /** How many of the booked have signed. */
  readonly signed: number;
  readonly aboard: number;
  readonly capacity: number | null;
  /** Those that block first. */
  readonly reasons: readonly DepartureReason[];
}

/**
 * Decides go or no go: any reason that blocks is a no go, and any other a caution. `say` names people of the list: a screen
 * has room for a few of them, a record must name all.
 */
export function assessDeparture(facts: DepartureFacts, say: SayNames = namesOf): DepartureAssessment {
  const matched = matchSignatures(facts.manifest, facts.signatures);
  const reasons = reasonsAgainst(facts, say).map(({ reason }) => reason);
  const stopped = reasons.some(({ weight }) => weight === "stop");
  return {
    verdict: stopped ? "no-go" : reasons.length > 0 ? "caution" : "go",
    booked: matched.lines.length,
    signed: countListed(matched),
    aboard: facts.manifest.filter(({ aboard_at }) => aboard_at !== null).length,
    capacity: facts.capacity,
    reasons,
  };
}
