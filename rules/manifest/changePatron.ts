import type { ChangePatronRequest, SignatureSummary } from "../contract/api/event.ts";
import type { HistoryLine } from "../contract/api/history.ts";
import { SAME, signedBy, type Byline, type Outcome } from "../charter/outcome.ts";
import { isHeardAhead, linesOfKind, wordBy, type WordLine } from "../charter/heard.ts";
import { countsAgainst, isAhead, keptWord, saidAt, type Word } from "../time/laterInstant.ts";
import { matchKey } from "./byHand.ts";
import type { Manifest, PatronState } from "./patronState.ts";

/** What of a signature is needed to say whether it counts for somebody. */
type Signature = Pick<SignatureSummary, "participant" | "record_sha256" | "nth">;

export interface PatronChanged {
  /** As they are afterwards. */
  readonly patron: PatronState;
  /** What must still be as it was when this is written. */
  readonly decidedOn: readonly Decisive[];
  /** The signature of which the last word must still be as it was, too: its key in `matches`. */
  readonly saidOf?: string;
}

type Decisive = "name" | "name_at" | "email_at" | "phone_at" | "checked" | "listed_at";

interface Facts {
  readonly id: string;
  readonly patron: PatronState;
  readonly request: ChangePatronRequest;
  readonly byline: Byline;
  readonly history: readonly HistoryLine[];
  readonly signatures: readonly Signature[];
}

/** A part of a change: what it sets, what that was decided on, and what the history says of it. */
interface Part {
  readonly set: Partial<PatronState>;
  readonly seen?: Decisive | readonly Decisive[];
  readonly lines: readonly HistoryLine[];
}

/** What of a charter a change of a patron is decided on. */
export interface PatronFacts {
  readonly manifest: Manifest;
  readonly history: readonly HistoryLine[];
  /** Those that count; needed where one of them is spoken of. */
  readonly signatures?: readonly Signature[];
}

/**
 * Decides what a request changes of a patron: aboard or ashore, on or off the list, the name, the address, the number, and
 * whether a signature counts for them.
 */
export function decidePatronChange(
  { manifest, history, signatures = [] }: PatronFacts,
  id: string,
  request: ChangePatronRequest,
  byline: Byline,
): Outcome<PatronChanged, { readonly reason: "not-listed" | "no-signature" }> {
  const patron = manifest.get(id);
  // What is asked of somebody who is off the list fails loudly: nobody may seem to be aboard who is not listed.
  if (patron === undefined || (!patron.listed && request.listed === undefined))
    return { kind: "refused", reason: "not-listed" };
  const facts = { id, patron, request, byline, history, signatures };
  const matched = match(facts);
  if (matched === "no-signature") return { kind: "refused", reason: matched };
  const parts = [rename(facts), readdress(facts), renumber(facts), check(facts), list(facts), matched].filter(
    (part) => part !== undefined,
  );
  if (parts.length === 0) return SAME;
  return {
    kind: "changed",
    patron: parts.reduce((changed, { set }) => ({ ...changed, ...set }), patron),
    decidedOn: parts.flatMap(({ seen }) => seen ?? []),
    ...(matched === undefined ? {} : { saidOf: matched.of }),
    lines: parts.flatMap(({ lines }) => lines).map((line) => knownAgain(line, facts)),
  };
}

/** A line that its word is known by when that is sent again says whose it is, as two people may have one name. */
function knownAgain(line: HistoryLine, facts: Facts): HistoryLine {
  const isKnownBy = "patron" in line && (line.late === true || isAhead(wordOf(facts)));
  return isKnownBy ? { ...line, patron_id: facts.id } : line;
}

/** The later name counts. The name itself was decided on, too: the version before writes none of its instants. */
function rename(facts: Facts): Part | undefined {
  const { patron, request, byline } = facts;
  const { name, at } = request;
  if (name === undefined) return undefined;
  const line = { kind: "renamed", from: patron.name, patron: name, done_at: at, ...signedBy(byline) } as const;
  const told = linesOfKind(facts.history, "renamed").filter(
    (one) => one.done_at === at && isOf({ ...facts, name })(one),
  );
  return decideNaming(
    facts,
    {
      line,
      late: { ...line, from: calledThen(patron.name, facts.history, wordOf(facts)) },
      told,
      seen: ["name", "name_at"],
      counts: patron.name_at,
    },
    name !== patron.name,
    (said) => ({
      name,
      name_at: said,
    }),
  );
}

/** What somebody was called when something was said of them, as far as the history tells: nobody meant to replace a later name. */
function calledThen(name: string, history: readonly HistoryLine[], word: Word): string {
  return history.reduceRight(
    (called, line) =>
      line.kind === "renamed" && line.late !== true && line.patron === called && saidIn(line) > saidAt(word)
        ? line.from
        : called,
    name,
  );
}

function saidIn({ at, done_at = at }: Extract<HistoryLine, { kind: "renamed" }>): string {
  return saidAt({ at: done_at, received_at: at });
}

/** The later address counts. The history does not quote it. */
function readdress(facts: Facts): Part | undefined {
  const { email } = facts.request;
  if (email === undefined) return undefined;
  return decideReach(facts, "email", email, (email_at) => ({ email, email_at }));
}

/** The later number counts, and is not quoted either. */
function renumber(facts: Facts): Part | undefined {
  const { phone } = facts.request;
  if (phone === undefined) return undefined;
  return decideReach(facts, "phone", phone, (phone_at) => ({ phone, phone_at }));
}

function decideReach(
  facts: Facts,
  kind: "email" | "phone",
  to: string | null,
  set: (saidAt: string) => Partial<PatronState>,
): Part | undefined {
  const { patron, request, byline } = facts;
  const seen = `${kind}_at` as const;
  const line = { kind, patron: patron.name, done_at: request.at, ...signedBy(byline) } as const;
  return decideNaming(
    facts,
    { line, late: line, told: linesOf(facts, kind), seen, counts: patron[seen] },
    to !== patron[kind],
    set,
  );
}

type NamingLine = Extract<HistoryLine, { kind: "renamed" | "email" | "phone" }>;

interface Naming {
  readonly line: NamingLine;
  /** The same where a later word counts. */
  readonly late: NamingLine;
  /** What the history says of this very word. */
  readonly told: readonly WordLine[];
  readonly seen: NonNullable<Part["seen"]>;
  /** When the word was said that has counted so far, as well as is known. */
  readonly counts: string | null;
}

function decideNaming(
  facts: Facts,
  { line, late, told, seen, counts }: Naming,
  changes: boolean,
  set: (saidAt: string) => Partial<PatronState>,
): Part | undefined {
  const word = wordOf(facts);
  if (isHeardAhead(told)) return undefined;
  if (!countsAgainst(word, keptWord(counts))) {
    if (facts.request.at === counts || told.length > 0) return undefined;
    return { set: {}, seen, lines: [{ ...late, late: true }] };
  }
  return { set: set(saidAt(word)), seen, lines: changes || isAhead(word) ? [line] : [] };
}

/** The later check counts. Who is aboard and is checked aboard again went aboard when they did. */
function check(facts: Facts): Part | undefined {
  const { patron, request, byline } = facts;
  const { aboard, at } = request;
  if (aboard === undefined) return undefined;
  const kind = aboard ? "aboard" : "ashore";
  if (isHeardAhead(linesOf(facts, kind))) return undefined;
  if (!countsAgainst(wordOf(facts), patron.checked)) return late(facts, kind, "checked", patron.checked?.at);
  return {
    set: {
      checked: { at, received_at: byline.at, by: byline.by },
      aboard_at: aboard ? (patron.aboard_at ?? at) : null,
    },
    seen: "checked",
    lines: toldWhere(aboard !== (patron.aboard_at !== null), facts, kind),
  };
}

interface Matched extends Part {
  /** The key of the signature. */
  readonly of: string;
}

/**
 * Of a signature the later word counts, as of a name, whatever is said of others; which pairs hold is the rule's
 * (whoHasSigned.ts). A word that was taken is the same when it is sent again, also where the signature counts no longer.
 */
function match(facts: Facts): Matched | "no-signature" | undefined {
  const { patron, request, byline, signatures } = facts;
  const said = request.signature;
  const of = said && matchKey(said);
  if (said === undefined || of === undefined) return undefined;
  const before = patron.matches?.[of];
  if (request.at === before?.at) return undefined;
  const kind = said.counts ? "matched" : "unmatched";
  const told = linesOf(facts, kind).filter((line) => "signature" in line && line.signature === of);
  if (isHeardAhead(told)) return undefined;
  const word = wordOf(facts);
  const isLate = !countsAgainst(word, keptWord(before?.at));
  if (isLate && told.length > 0) return undefined;
  const signature = signatures.find((one) => matchKey(one) === of);
  if (signature === undefined) return "no-signature";
  const { participant } = signature;
  const name = request.name ?? patron.name;
  const line = { kind, patron: name, participant, signature: of, done_at: request.at, ...signedBy(byline) } as const;
  if (isLate) return { of, set: {}, lines: [{ ...line, late: true }] };
  const matches = { ...patron.matches, [of]: { counts: said.counts, at: saidAt(word) } };
  return { of, set: { matches }, lines: before?.counts !== said.counts || isAhead(word) ? [line] : [] };
}

/** What is kept of a word on the list is when it was said, as well as is known: its claim is in the history. */
function list(facts: Facts): Part | undefined {
  const { patron, request } = facts;
  const { listed } = request;
  if (listed === undefined) return undefined;
  const kind = listed ? "restored" : "removed";
  if (isHeardAhead(linesOf(facts, kind))) return undefined;
  const word = wordOf(facts);
  if (!countsAgainst(word, listedBy(facts))) return late(facts, kind, "listed_at", patron.listed_at);
  // Also where it is so already: an earlier word that is still on its way must not count against this one.
  return {
    set: { listed_at: saidAt(word), listed },
    seen: "listed_at",
    lines: toldWhere(listed !== patron.listed, facts, kind),
  };
}

/** The word on the list that has counted so far: where it was ahead, its line says what it claimed. */
function listedBy({ id, patron: { name, listed_at }, history }: Facts): Word | null {
  if (listed_at === null) return null;
  const ahead = [...linesOfKind(history, "removed"), ...linesOfKind(history, "restored")].find(
    (line) => line.at === listed_at && isHeardAhead([line]) && isOf({ id, name, history })(line),
  );
  return { at: ahead?.done_at ?? listed_at, received_at: listed_at };
}

function wordOf({ request, byline }: Facts): Word {
  return wordBy(byline, request.at);
}

type Kind = "aboard" | "ashore" | "removed" | "restored";

/** Tells of a patron under the name that the same request gives them. */
function told({ patron, request: { name, at }, byline }: Facts, kind: Kind): Extract<HistoryLine, { kind: Kind }> {
  return { kind, patron: name ?? patron.name, done_at: at, ...signedBy(byline) };
}

/** A word is told where it changes something, and one that is ahead always: its line is what it is known by when it is sent again. */
function toldWhere(changes: boolean, facts: Facts, kind: Kind): readonly HistoryLine[] {
  return changes || isAhead(wordOf(facts)) ? [told(facts, kind)] : [];
}

/** An earlier change that arrives late changes nothing, but whoever made it is not ignored: the history says so, once. */
function late(facts: Facts, kind: Kind, seen: Decisive, counts: string | null | undefined): Part | undefined {
  if (facts.request.at === counts || linesOf(facts, kind).length > 0) return undefined;
  return { set: {}, seen, lines: [{ ...told(facts, kind), late: true }] };
}

/** What the history says of this very word. */
function linesOf(
  { id, patron, request, history }: Facts,
  kind: Kind | "email" | "phone" | "matched" | "unmatched",
): readonly WordLine[] {
  return linesOfKind(history, kind)
    .filter(({ done_at }) => done_at === request.at)
    .filter(isOf({ id, name: patron.name, history }));
}

/** Tells of a line whether it is of a patron, whatever they were called then. */
function isOf({
  id,
  name,
  history,
}: Pick<Facts, "id" | "history"> & { readonly name: string }): (line: WordLine) => boolean {
  const names = history.reduceRight(
    (known, line) => (line.kind === "renamed" && known.has(line.patron) ? known.add(line.from) : known),
    new Set([name]),
  );
  return (line) => "patron" in line && (line.patron_id === undefined ? names.has(line.patron) : line.patron_id === id);
}
