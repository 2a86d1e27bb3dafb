import { isPaidKnown } from "../charter/parts.ts";
import type { DepartureReason } from "../contract/api/departure.ts";
import { crewThatCounts } from "../crew/conflicts.ts";
import { countListed, matchSignatures } from "../manifest/whoHasSigned.ts";
import type { Phase } from "./phase.ts";
import { reasonsAgainst, TOPICS, type DepartureFacts, type Topic } from "./reasons.ts";

/** How far something is: `ahead` is open and nobody's fault yet, as its day has not come. */
export type CheckState = "done" | "ahead" | "caution" | "stop";

/** One thing to settle before a charter leaves. */
export interface Check {
  readonly topic: Topic;
  readonly state: CheckState;
  /** How many of how many, people or cents; undefined where nothing is counted, `of` where nobody has said how many. */
  readonly counted: { readonly part: number; readonly of: number | undefined } | undefined;
  /** Why it is not done. */
  readonly reasons: readonly DepartureReason[];
}

/** What is settled long before, by the office: all else is done on the day. */
const BEFORE_THE_DAY: readonly Topic[] = ["signed", "crew", "paid", "charter"];

/** Lists what is to be settled before a charter leaves, and how far each is; nothing once it has left, is canceled or is over. */
export function checklistOf(facts: DepartureFacts, phase: Phase): readonly Check[] {
  if (phase !== "planned" && phase !== "boarding") return [];
  const all = reasonsAgainst(facts);
  const topics = phase === "planned" ? BEFORE_THE_DAY : TOPICS;
  return topics.flatMap((topic) => {
    const reasons = all.filter((one) => one.topic === topic).map(({ reason }) => reason);
    // Whether it sails at all is no step: it is listed where something is wrong with it.
    if (topic === "charter" && reasons.length === 0) return [];
    const counted = countOf(topic, facts);
    return [{ topic, reasons, counted, state: stateOf(reasons, phase, isNobody(topic, counted)) }];
  });
}

/** Of an empty list nobody has signed: that is still open, and nothing that is done. */
function isNobody(topic: Topic, counted: Check["counted"]): boolean {
  return topic === "signed" && counted?.of === 0;
}

function stateOf(reasons: readonly DepartureReason[], phase: Phase, nobody: boolean): CheckState {
  if (reasons.length === 0) return nobody ? "ahead" : "done";
  if (phase === "planned") return "ahead";
  return reasons.some(({ weight }) => weight === "stop") ? "stop" : "caution";
}

function countOf(topic: Topic, facts: DepartureFacts): Check["counted"] {
  const { manifest, signatures, crew, crew_without_account, required_crew, price_cents, paid_cents } = facts;
  switch (topic) {
    case "signed":
      return { part: countListed(matchSignatures(manifest, signatures)), of: manifest.length };
    case "aboard":
      return { part: manifest.filter(({ aboard_at }) => aboard_at !== null).length, of: manifest.length };
    case "crew":
      return { part: crewThatCounts(crew, crew_without_account).length, of: required_crew ?? undefined };
    case "paid":
      return isPaidKnown(facts) ? { part: paid_cents, of: price_cents ?? undefined } : undefined;
    case "briefing":
    case "charter":
      return undefined;
  }
}
