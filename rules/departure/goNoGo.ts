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

/** Any reason that blocks is a no go, and any other a caution. */
export function verdictOf(reasons: readonly DepartureReason[]): Verdict {
  if (reasons.some(({ weight }) => weight === "stop")) return "no-go";
  return reasons.length > 0 ? "caution" : "go";
}

/**
 * Decides go or no go, and lists all that speaks against it. `say` names people of the list: a screen
 * has room for a few of them, a record must name all.
 */
export function assessDeparture(facts: DepartureFacts, say: SayNames = namesOf): DepartureAssessment {
  const matched = matchSignatures(facts.manifest, facts.signatures);
  const reasons = reasonsAgainst(facts, say).map(({ reason }) => reason);
  return {
    verdict: verdictOf(reasons),
    booked: matched.lines.length,
    signed: countListed(matched),
    aboard: facts.manifest.filter(({ aboard_at }) => aboard_at !== null).length,
    capacity: facts.capacity,
    reasons,
  };
}
