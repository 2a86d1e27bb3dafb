import { findBroken, isPaidKnown } from "../charter/parts.ts";
import type { BrokenPart } from "../contract/api/broken.ts";
import type { Briefing, DepartureReason, Verdict } from "../contract/api/departure.ts";
import { crewShort } from "../crew/conflicts.ts";
import type { Newer } from "../contract/newer.ts";
import { countListed, matchSignatures } from "../manifest/whoHasSigned.ts";
import { formatMoney } from "../money/money.ts";
import { namesAnd, namesOf } from "../people/names.ts";

interface SignedBy {
  readonly participant: string;
  readonly minor: boolean;
  readonly guardian: string | null;
}

type SayNames = (names: readonly string[]) => string;

/** What decides a departure. */
export interface DepartureFacts {
  readonly status: "open" | "canceled" | Newer;
  readonly manifest: readonly { readonly name: string; readonly aboard_at: string | null }[];
  readonly signatures: readonly SignedBy[];
  /** The legal maximum of patrons aboard; null where nobody has entered it. */
  readonly capacity: number | null;
  /** Crew that the vessel must carry; null is not checked. */
  readonly required_crew: number | null;
  readonly crew: readonly string[];
  readonly briefing: Briefing | null;
  readonly price_cents: number | null;
  readonly paid_cents: number;
  readonly currency: string;
  /** How many have signed besides, and are not on the list. */
  readonly signatures_more?: number;
  /** What of the charter cannot be read. */
  readonly broken_parts?: readonly BrokenPart[] | undefined;
}

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
 * Decides go or no go: what concerns safety or the law blocks, money and open questions only caution. `say` names people of
 * the list: a screen has room for a few of them, a record must name all.
 */
export function assessDeparture(facts: DepartureFacts, say: SayNames = namesOf): DepartureAssessment {
  const { lines, unlisted } = matchSignatures(facts.manifest, facts.signatures);
  const aboard = facts.manifest.filter(({ aboard_at }) => aboard_at !== null);
  const reasons = [
    ...signatureStops(lines, say),
    ...vesselStops(facts, aboard.length),
    ...brokenReasons(facts, "stop", STOPPING),
    ...brokenReasons(facts, "caution", CAUTIONING),
    ...cautions(
      facts,
      aboard.length,
      unlisted.map(({ participant }) => participant),
      say,
    ),
  ];
  const stopped = reasons.some(({ weight }) => weight === "stop");
  return {
    verdict: stopped ? "no-go" : reasons.length > 0 ? "caution" : "go",
    booked: lines.length,
    signed: countListed({ lines, unlisted }),
    aboard: aboard.length,
    capacity: facts.capacity,
    reasons,
  };
}

/** What nobody may leave without knowing: who is aboard, with whom, on whose word. What of it cannot be read is asked of people. */
const STOPPING = ["patrons", "crew", "briefing", "departures"] as const;
/** What is a question of money or of the office, as it is where it is not set. */
const CAUTIONING = ["status", "capacity", "required_crew", "price_cents", "payment_log", "paid_cents"] as const;

function brokenReasons(
  facts: DepartureFacts,
  weight: "stop" | "caution",
  parts: readonly string[],
): readonly DepartureReason[] {
  return parts.flatMap((part) => {
    const broken = findBroken(facts, part);
    return broken === undefined ? [] : [{ weight, text: broken.text, todo: ASK }];
  });
}

const ASK = "Ask whoever knows, and tell whoever runs the system.";

function isSound(facts: DepartureFacts, part: string): boolean {
  return findBroken(facts, part) === undefined;
}

interface Line {
  readonly patron: { readonly name: string };
  readonly signature: SignedBy | undefined;
}

function signatureStops(lines: readonly Line[], say: SayNames): readonly DepartureReason[] {
  const unsigned = lines.filter(({ signature }) => signature === undefined).map(({ patron }) => patron.name);
  const alone = lines
    .filter(({ signature }) => signature?.minor === true && (signature.guardian ?? "").trim() === "")
    .map(({ patron }) => patron.name);
  return [
    ...stop(
      unsigned.length > 0,
      `${say(unsigned)} ${hasNot(unsigned)} signed.`,
      "Show them the waiver’s QR code, or take them off the list if they stay ashore.",
    ),
    ...stop(
      alone.length > 0,
      `${say(alone)}: no guardian is named.`,
      "A parent or guardian signs for a minor again, with their own name.",
    ),
  ];
}

function vesselStops(facts: DepartureFacts, aboard: number): readonly DepartureReason[] {
  const { status, capacity, required_crew, crew, briefing } = facts;
  return [
    ...stop(status === "canceled", "The charter is canceled.", "An admin can reopen it."),
    ...stop(
      capacity !== null && aboard > capacity,
      `${aboard} are aboard, and the limit is ${capacity ?? 0}.`,
      "Somebody has to go ashore.",
    ),
    ...stop(
      crewShort(required_crew, crew) > 0 && isSound(facts, "crew"),
      `${new Set(crew).size} of ${required_crew ?? 0} crew are assigned.`,
      "An admin assigns the rest under Edit.",
    ),
    ...stop(aboard === 0, "Nobody is checked aboard.", "Tap Aboard as people board."),
    ...stop(
      briefing?.given !== true && isSound(facts, "briefing"),
      "The safety briefing is not recorded.",
      "Give it, then tap Record briefing.",
    ),
  ];
}

function cautions(
  facts: DepartureFacts,
  aboard: number,
  unlisted: readonly string[],
  say: SayNames,
): readonly DepartureReason[] {
  const { status, manifest, capacity, price_cents, paid_cents, currency } = facts;
  const ashore = manifest.filter(({ aboard_at }) => aboard_at === null).map(({ name }) => name);
  const due = isPaidKnown(facts) ? (price_cents ?? 0) - paid_cents : 0;
  return [
    ...caution(
      status !== "open" && status !== "canceled" && isSound(facts, "status"),
      `The charter’s status, ${status}, is newer than this version of the program.`,
      "Ask an admin what it means.",
    ),
    ...caution(
      aboard > 0 && ashore.length > 0,
      `${say(ashore)} ${ashore.length === 1 ? "is" : "are"} still ashore.`,
      "Check them aboard, or leave without them.",
    ),
    ...caution(
      // Always in short: strangers write these names, as many as they like.
      unlisted.length > 0,
      `${namesAnd(unlisted, facts.signatures_more ?? 0)} signed but ${unlisted.length === 1 ? "is" : "are"} not on the list.`,
      "Add them if they come along.",
    ),
    ...caution(
      capacity !== null && manifest.length > capacity && aboard <= capacity,
      `${manifest.length} are on the list for ${capacity ?? 0} places.`,
      "Not all of them can come aboard.",
    ),
    ...caution(
      capacity === null && isSound(facts, "capacity"),
      "The legal maximum is not set.",
      "An admin enters the capacity under Edit.",
    ),
    ...caution(due > 0, `${formatMoney(due, currency)} is still due.`, "Collect it, or settle it ashore."),
  ];
}

function stop(holds: boolean, text: string, todo: string): readonly DepartureReason[] {
  return holds ? [{ weight: "stop", text, todo }] : [];
}

function caution(holds: boolean, text: string, todo: string): readonly DepartureReason[] {
  return holds ? [{ weight: "caution", text, todo }] : [];
}

function hasNot(names: readonly string[]): string {
  return names.length === 1 ? "has not" : "have not";
}
