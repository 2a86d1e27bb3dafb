import { findBroken, isPaidKnown } from "../charter/parts.ts";
import type { BrokenPart } from "../contract/api/broken.ts";
import type { Briefing, DepartureReason } from "../contract/api/departure.ts";
import type { Newer } from "../contract/newer.ts";
import { crewShort, crewThatCounts } from "../crew/conflicts.ts";
import { openPlaces } from "../manifest/places.ts";
import type { Matches } from "../contract/api/event.ts";
import { matchSignatures, type Signed } from "../manifest/whoHasSigned.ts";
import { formatMoney } from "../money/money.ts";
import { namesAnd, namesOf } from "../people/names.ts";

interface SignedBy extends Signed {
  readonly minor: boolean;
  readonly guardian: string | null;
}

/** Names people of the list, all or a few of them. */
export type SayNames = (names: readonly string[]) => string;

/** What decides a departure. */
export interface DepartureFacts {
  readonly status: "open" | "canceled" | Newer;
  readonly manifest: readonly {
    readonly name: string;
    readonly aboard_at: string | null;
    readonly matches?: Matches | undefined;
  }[];
  readonly signatures: readonly SignedBy[];
  /** The legal maximum of patrons aboard; null where nobody has entered it. */
  readonly capacity: number | null;
  /** Crew that the vessel must carry; null is not checked. */
  readonly required_crew: number | null;
  /** How many come; missing where nobody has said, or where it is not known: the list of the month does not carry it. */
  readonly party?: number | null | undefined;
  readonly crew: readonly string[];
  /** Who of the crew has no account, or one that is disabled: they do not count. */
  readonly crew_without_account?: readonly string[] | undefined;
  readonly briefing: Briefing | null;
  readonly price_cents: number | null;
  readonly paid_cents: number;
  readonly currency: string;
  /** How many have signed besides, and are not on the list. */
  readonly signatures_more?: number;
  /** What of the charter cannot be read. */
  readonly broken_parts?: readonly BrokenPart[] | undefined;
}

/** What a reason is about, in the order in which people at the dock settle it; `charter`: whether it sails at all. */
export const TOPICS = ["signed", "aboard", "briefing", "crew", "paid", "charter"] as const;
export type Topic = (typeof TOPICS)[number];

/** A reason, and what it is about. The record of a departure keeps the reason alone. */
export interface TopicReason {
  readonly topic: Topic;
  readonly reason: DepartureReason;
  /** Only about people who are ashore: it is settled by leaving them there. */
  readonly ashore?: true;
}

/** Lists all that stands against a departure, those that block first: what concerns safety or the law blocks, money and open questions only caution. */
export function reasonsAgainst(facts: DepartureFacts, say: SayNames = namesOf): readonly TopicReason[] {
  const { lines, unlisted } = matchSignatures(facts.manifest, facts.signatures);
  const aboard = facts.manifest.filter(({ aboard_at }) => aboard_at !== null).length;
  const found = [
    ...signatureReasons(lines, say),
    ...vesselStops(facts, aboard),
    ...brokenReasons(facts),
    ...cautions(
      facts,
      aboard,
      unlisted.map(({ participant }) => participant),
      say,
    ),
  ];
  const blocks = ({ reason }: TopicReason): boolean => reason.weight === "stop";
  return [...found.filter(blocks), ...found.filter((one) => !blocks(one))];
}

/** What nobody may leave without knowing: who is aboard, with whom, on whose word. What of it cannot be read is asked of people. */
const STOPPING: readonly (readonly [part: string, topic: Topic])[] = [
  ["patrons", "aboard"],
  ["crew", "crew"],
  ["briefing", "briefing"],
  ["departures", "charter"],
];
/** What is a question of money or of the office, as it is where it is not set. */
const CAUTIONING: readonly (readonly [part: string, topic: Topic])[] = [
  ["status", "charter"],
  ["party", "signed"],
  ["capacity", "aboard"],
  ["required_crew", "crew"],
  ["price_cents", "paid"],
  ["payment_log", "paid"],
  ["paid_cents", "paid"],
];

function brokenReasons(facts: DepartureFacts): readonly TopicReason[] {
  const told = (weight: "stop" | "caution", parts: typeof STOPPING): readonly TopicReason[] =>
    parts.flatMap(([part, topic]) => {
      const broken = findBroken(facts, part);
      return broken === undefined ? [] : [{ topic, reason: { weight, text: broken.text, todo: ASK } }];
    });
  return [...told("stop", STOPPING), ...told("caution", CAUTIONING)];
}

const ASK = "Ask whoever knows, and tell whoever runs the system.";

function isSound(facts: DepartureFacts, part: string): boolean {
  return findBroken(facts, part) === undefined;
}

interface Line {
  readonly patron: { readonly name: string; readonly aboard_at: string | null };
  readonly signature: SignedBy | undefined;
}

/** Nobody sails without a waiver; who stays ashore needs none, and is asked about before the lines go. */
function signatureReasons(lines: readonly Line[], say: SayNames): readonly TopicReason[] {
  const unsigned = lines.filter(({ signature }) => signature === undefined);
  const alone = lines.filter(({ signature }) => signature?.minor === true && (signature.guardian ?? "").trim() === "");
  return [
    ...aboardOrAshore(unsigned, (names) => ({
      text: `${say(names)} ${hasNot(names)} signed.`,
      aboard: "They sign on this device or by the waiver’s link, or go ashore.",
      ashore: "They sign before they come aboard, or stay ashore.",
    })),
    ...aboardOrAshore(alone, (names) => ({
      text: `${say(names)}: no guardian is named.`,
      aboard: "A parent or guardian signs for a minor again, with their own name.",
      ashore: "A parent or guardian signs for a minor again before they come aboard.",
    })),
  ];
}

interface Said {
  readonly text: string;
  readonly aboard: string;
  readonly ashore: string;
}

function aboardOrAshore(lines: readonly Line[], say: (names: readonly string[]) => Said): readonly TopicReason[] {
  const namesWhere = (aboard: boolean): readonly string[] =>
    lines.filter(({ patron }) => (patron.aboard_at !== null) === aboard).map(({ patron }) => patron.name);
  const [aboard, ashore] = [namesWhere(true), namesWhere(false)];
  return [
    ...stop("signed", aboard.length > 0, say(aboard).text, say(aboard).aboard),
    ...aboutAshore(caution("signed", ashore.length > 0, say(ashore).text, say(ashore).ashore)),
  ];
}

function vesselStops(facts: DepartureFacts, aboard: number): readonly TopicReason[] {
  const { status, capacity, required_crew, crew, crew_without_account, briefing } = facts;
  return [
    ...stop("charter", status === "canceled", "The charter is canceled.", "An admin can reopen it."),
    ...stop(
      "aboard",
      capacity !== null && aboard > capacity,
      `${aboard} are aboard, and the limit is ${capacity ?? 0}.`,
      "Somebody has to go ashore.",
    ),
    ...stop(
      "crew",
      crewShort(required_crew, crew, crew_without_account) > 0 && isSound(facts, "crew"),
      `${crewThatCounts(crew, crew_without_account).length} of ${required_crew ?? 0} crew are assigned.`,
      "An admin assigns the rest under Edit.",
    ),
    ...stop("aboard", aboard === 0, "Nobody is checked aboard.", "Tap Aboard as people board."),
    ...stop(
      "briefing",
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
): readonly TopicReason[] {
  const { status, manifest, capacity, price_cents, paid_cents, currency, crew_without_account: without = [] } = facts;
  const [party, open] = [facts.party ?? 0, openPlaces(facts)];
  const ashore = manifest.filter(({ aboard_at }) => aboard_at === null).map(({ name }) => name);
  const due = isPaidKnown(facts) ? (price_cents ?? 0) - paid_cents : 0;
  return [
    ...caution(
      "charter",
      status !== "open" && status !== "canceled" && isSound(facts, "status"),
      `The charter’s status, ${status}, is newer than this version of the program.`,
      "Ask an admin what it means.",
    ),
    ...caution(
      "crew",
      without.length > 0,
      `Assigned without an account, so not counted: ${namesOf(without)}.`,
      "An admin adds the account, or takes them off under Edit.",
    ),
    ...aboutAshore(
      caution(
        "aboard",
        aboard > 0 && ashore.length > 0,
        `${say(ashore)} ${ashore.length === 1 ? "is" : "are"} still ashore.`,
        "Check them aboard, or leave without them.",
      ),
    ),
    ...caution(
      // Always in short: strangers write these names, as many as they like.
      "signed",
      unlisted.length > 0,
      `${namesAnd(unlisted, facts.signatures_more ?? 0)} signed but ${unlisted.length === 1 ? "is" : "are"} not on the list.`,
      "Add them if they come along.",
    ),
    ...caution(
      // Nobody waits for people of whom nothing is known: who does not come is no matter of safety.
      "signed",
      open > 0,
      `${open} of ${party} places ${open === 1 ? "has" : "have"} no name yet.`,
      "Whoever signs takes one. If fewer come, an admin says so under Edit.",
    ),
    ...caution(
      "aboard",
      capacity !== null && open > 0 && party > capacity && aboard <= capacity,
      `${party} come, and the limit is ${capacity ?? 0}.`,
      "Not all of them can come aboard.",
    ),
    ...caution(
      "aboard",
      capacity !== null && manifest.length > capacity && aboard <= capacity && open === 0,
      `${manifest.length} are on the list for ${capacity ?? 0} places.`,
      "Not all of them can come aboard.",
    ),
    ...caution(
      "aboard",
      capacity === null && isSound(facts, "capacity"),
      "The legal maximum is not set.",
      "An admin enters the capacity under Edit.",
    ),
    ...caution("paid", due > 0, `${formatMoney(due, currency)} is still due.`, "Collect it, or settle it ashore."),
  ];
}

function stop(topic: Topic, holds: boolean, text: string, todo: string): readonly TopicReason[] {
  return holds ? [{ topic, reason: { weight: "stop", text, todo } }] : [];
}

function caution(topic: Topic, holds: boolean, text: string, todo: string): readonly TopicReason[] {
  return holds ? [{ topic, reason: { weight: "caution", text, todo } }] : [];
}

function aboutAshore(reasons: readonly TopicReason[]): readonly TopicReason[] {
  return reasons.map((one) => ({ ...one, ashore: true }));
}

function hasNot(names: readonly string[]): string {
  return names.length === 1 ? "has not" : "have not";
}
