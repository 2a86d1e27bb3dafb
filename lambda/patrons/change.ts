import type { ChangePatronRequest } from "../../rules/contract/api/event.ts";
import type { HistoryLine } from "../../rules/contract/api/history.ts";
import type { Account } from "../../rules/contract/api/session.ts";
import type { Change } from "../charter/change.ts";
import { signLine } from "../charter/history.ts";
import type { StoredPatron } from "../charter/stored.ts";
import { exists, stillHas } from "../dynamodb/update.ts";

interface Facts {
  readonly id: string;
  readonly patron: StoredPatron;
  readonly request: ChangePatronRequest;
  readonly account: Account;
  readonly now: Date;
  readonly history: readonly HistoryLine[];
}

/** A part of one update of one patron: attributes to set (undefined: to remove), and what they were decided on. */
interface Part {
  readonly set: Readonly<Partial<Record<keyof StoredPatron, unknown>>>;
  readonly seen?: keyof StoredPatron;
  readonly lines: readonly HistoryLine[];
}

/** Decides what a request changes of a patron; undefined when it all is so already, as after a retry. */
export function patronChange(facts: Facts): Change | undefined {
  const parts = [rename(facts), readdress(facts), check(facts), list(facts)].filter((part) => part !== undefined);
  if (parts.length === 0) return undefined;
  const { id, patron } = facts;
  const at = (name: string) => ["patrons", id, name] as const;
  const changes = parts.flatMap(({ set }) => Object.entries(set));
  const seen = parts.flatMap((part) => part.seen ?? []);
  return {
    update: {
      set: changes.filter(([, value]) => value !== undefined).map(([name, value]) => [at(name), value] as const),
      remove: changes.filter(([, value]) => value === undefined).map(([name]) => at(name)),
      conditions: [exists(["patrons", id]), ...seen.map((name) => stillHas(at(name), patron[name]))],
    },
    lines: parts.flatMap((part) => part.lines),
  };
}

function rename({ patron, request: { name }, account, now }: Facts): Part | undefined {
  if (name === undefined || name === patron.name) return undefined;
  return {
    set: { name },
    seen: "name",
    lines: [{ kind: "renamed", from: patron.name, patron: name, ...signLine(account, now) }],
  };
}

function readdress({ patron, request: { email }, account, now }: Facts): Part | undefined {
  if (email === undefined || email === patron.email) return undefined;
  // Of two addresses entered at once the last one written stays: there is nothing to decide on.
  return { set: { email }, lines: [{ kind: "email", patron: patron.name, ...signLine(account, now) }] };
}

/** The later instant counts, by the devices' clocks; two checks of one instant are one, sent twice. */
function check(facts: Facts): Part | undefined {
  const {
    patron,
    request: { aboard, at },
    account,
    now,
  } = facts;
  if (aboard === undefined) return undefined;
  const kind = aboard ? "aboard" : "ashore";
  if (patron.checked_at !== undefined && at <= patron.checked_at)
    return late(facts, kind, patron.checked_at, "checked_at");
  const before = patron.aboard_at;
  return {
    set: {
      checked_at: at,
      checked_received_at: now.toISOString(),
      checked_by: account.email,
      ...(aboard ? { aboard_at: before ?? at } : before === undefined ? {} : { aboard_at: undefined }),
    },
    seen: "checked_at",
    lines: aboard === (before !== undefined) ? [] : [told(facts, kind)],
  };
}

function list(facts: Facts): Part | undefined {
  const {
    patron,
    request: { listed, at },
  } = facts;
  if (listed === undefined) return undefined;
  const kind = listed ? "restored" : "removed";
  if (patron.listed_at !== undefined && at <= patron.listed_at) return late(facts, kind, patron.listed_at, "listed_at");
  const removed = patron.removed === true;
  if (listed !== removed) return undefined;
  return { set: { listed_at: at, removed: listed ? undefined : true }, seen: "listed_at", lines: [told(facts, kind)] };
}

type Kind = "aboard" | "ashore" | "removed" | "restored";

function told(
  { patron, request: { name, at }, account, now }: Facts,
  kind: Kind,
): Extract<HistoryLine, { kind: Kind }> {
  return { kind, patron: name ?? patron.name, done_at: at, ...signLine(account, now) };
}

/** An earlier change that arrives late changes nothing, but whoever made it is not ignored: the history says so, once. */
function late(facts: Facts, kind: Kind, counts: string, seen: "checked_at" | "listed_at"): Part | undefined {
  const line = told(facts, kind);
  const before = facts.history.some(
    (other) => other.kind === kind && other.patron === facts.patron.name && other.done_at === facts.request.at,
  );
  if (before || facts.request.at === counts) return undefined;
  return { set: { [seen]: counts }, seen, lines: [{ ...line, late: true }] };
}
