import type { ChangePatronRequest } from "../contract/api/event.ts";
import type { HistoryLine } from "../contract/api/history.ts";
import { SAME, type Byline, type Outcome } from "../charter/outcome.ts";
import { countsAgainst } from "../time/laterInstant.ts";
import type { Manifest, PatronState } from "./patronState.ts";

export interface PatronChanged {
  /** As they are afterwards. */
  readonly patron: PatronState;
  /** What must still be as it was when this is written. */
  readonly decidedOn: readonly Decisive[];
}

type Decisive = "name" | "name_at" | "email_at" | "checked" | "listed_at";

interface Facts {
  readonly patron: PatronState;
  readonly request: ChangePatronRequest;
  readonly byline: Byline;
  readonly history: readonly HistoryLine[];
}

/** A part of a change: what it sets, what that was decided on, and what the history says of it. */
interface Part {
  readonly set: Partial<PatronState>;
  readonly seen?: Decisive | readonly Decisive[];
  readonly lines: readonly HistoryLine[];
}

/** Decides what a request changes of a patron: aboard or ashore, on or off the list, the name, the address. */
export function decidePatronChange(
  { manifest, history }: { readonly manifest: Manifest; readonly history: readonly HistoryLine[] },
  id: string,
  request: ChangePatronRequest,
  byline: Byline,
): Outcome<PatronChanged, { readonly reason: "not-listed" }> {
  const patron = manifest.get(id);
  // What is asked of somebody who is off the list fails loudly: nobody may seem to be aboard who is not listed.
  if (patron === undefined || (!patron.listed && request.listed === undefined))
    return { kind: "refused", reason: "not-listed" };
  const facts = { patron, request, byline, history };
  const parts = [rename(facts), readdress(facts), check(facts), list(facts)].filter((part) => part !== undefined);
  if (parts.length === 0) return SAME;
  return {
    kind: "changed",
    patron: parts.reduce((changed, { set }) => ({ ...changed, ...set }), patron),
    decidedOn: parts.flatMap(({ seen }) => seen ?? []),
    lines: parts.flatMap(({ lines }) => lines),
  };
}

/** The later name counts. The name itself was decided on, too: the version before writes none of its instants. */
function rename(facts: Facts): Part | undefined {
  const { patron, request, byline } = facts;
  const { name, at } = request;
  if (name === undefined) return undefined;
  const line = { kind: "renamed", from: patron.name, patron: name, done_at: at, ...byline } as const;
  const seen = ["name", "name_at"] as const;
  if (!countsAgainst(at, patron.name_at)) return tooLate(facts, line, seen, patron.name_at);
  return { set: { name, name_at: at }, seen, lines: name === patron.name ? [] : [line] };
}

/** The later address counts. The history does not quote it. */
function readdress(facts: Facts): Part | undefined {
  const { patron, request, byline } = facts;
  const { email, at } = request;
  if (email === undefined) return undefined;
  const line = { kind: "email", patron: patron.name, done_at: at, ...byline } as const;
  if (!countsAgainst(at, patron.email_at)) return tooLate(facts, line, "email_at", patron.email_at);
  return { set: { email, email_at: at }, seen: "email_at", lines: email === patron.email ? [] : [line] };
}

/** The later check counts. Who is aboard and is checked aboard again went aboard when they did. */
function check(facts: Facts): Part | undefined {
  const { patron, request, byline } = facts;
  const { aboard, at } = request;
  if (aboard === undefined) return undefined;
  const kind = aboard ? "aboard" : "ashore";
  if (!countsAgainst(at, patron.checked?.at)) return late(facts, kind, "checked", patron.checked?.at);
  return {
    set: {
      checked: { at, received_at: byline.at, by: byline.by },
      aboard_at: aboard ? (patron.aboard_at ?? at) : null,
    },
    seen: "checked",
    lines: aboard === (patron.aboard_at !== null) ? [] : [told(facts, kind)],
  };
}

function list(facts: Facts): Part | undefined {
  const { patron, request } = facts;
  const { listed, at } = request;
  if (listed === undefined) return undefined;
  const kind = listed ? "restored" : "removed";
  if (!countsAgainst(at, patron.listed_at)) return late(facts, kind, "listed_at", patron.listed_at);
  // Also where it is so already: an earlier word that is still on its way must not count against this one.
  const lines = listed === patron.listed ? [] : [told(facts, kind)];
  return { set: { listed_at: at, listed }, seen: "listed_at", lines };
}

type Kind = "aboard" | "ashore" | "removed" | "restored";

/** Tells of a patron under the name that the same request gives them. */
function told({ patron, request: { name, at }, byline }: Facts, kind: Kind): Extract<HistoryLine, { kind: Kind }> {
  return { kind, patron: name ?? patron.name, done_at: at, ...byline };
}

function late(facts: Facts, kind: Kind, seen: Decisive, counts: string | null | undefined): Part | undefined {
  return tooLate(facts, told(facts, kind), seen, counts);
}

type Late = Extract<HistoryLine, { kind: Kind | "renamed" | "email" }>;

/** An earlier change that arrives late changes nothing, but whoever made it is not ignored: the history says so, once. */
function tooLate(
  { request, history }: Facts,
  line: Late,
  seen: NonNullable<Part["seen"]>,
  counts: string | null | undefined,
): Part | undefined {
  const before = history.some(
    (other) =>
      "patron" in other &&
      "done_at" in other &&
      other.kind === line.kind &&
      other.patron === line.patron &&
      other.done_at === line.done_at,
  );
  if (before || request.at === counts) return undefined;
  return { set: {}, seen, lines: [{ ...line, late: true }] };
}
