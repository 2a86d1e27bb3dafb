import { DepartureEntry } from "../contract/api/departure.ts";
import type { EventDetail } from "../contract/api/event.ts";
import { HistoryLine, type DetailChange } from "../contract/api/history.ts";
import type { LedgerEntry } from "../contract/api/payment.ts";
import { isKnownKind } from "../contract/newer.ts";
import { parseSlug } from "../contract/slug.ts";
import { namesByMail, nameQuoted } from "../crew/namesByMail.ts";
import { balanceOf, isKnownEntry, uncountedEntries } from "../money/ledger.ts";
import { formatMoney } from "../money/money.ts";
import { namesAnd, namesOf } from "../people/names.ts";
import { isPaidKnown } from "./parts.ts";
import { believedInstant } from "../time/claim.ts";
import { sayDate } from "../time/sayDate.ts";

/** How much of a history is kept when it has filled its budget (contract/budgets.ts), in bytes: the newest lines. */
const HISTORY_BYTES_KEPT = 16_000;
/** How much of a value a line quotes, in characters; of a crew, whose names stand behind the addresses, more. */
const QUOTE_MAX = 60;
const CREW_QUOTE_MAX = 240;

/** Keeps the newest lines that fit, and counts the rest. `weigh` says what a line weighs, in bytes. */
export function trimHistory(
  lines: readonly HistoryLine[],
  weigh: (line: HistoryLine) => number,
): { readonly kept: readonly HistoryLine[]; readonly bytes: number; readonly dropped: number } {
  let bytes = 0;
  let first = lines.length;
  for (const line of [...lines].reverse()) {
    const weight = weigh(line);
    if (bytes + weight > HISTORY_BYTES_KEPT) break;
    bytes += weight;
    first -= 1;
  }
  return { kept: lines.slice(first), bytes, dropped: first };
}

/** Writes what differs between two readings of a charter's details, in the words of the form. */
export function describeDetails(
  before: Readonly<Record<string, unknown>>,
  after: Readonly<Record<string, unknown>>,
  currency: string,
): DetailChange[] {
  return Object.keys(after)
    .filter((field) => JSON.stringify(before[field] ?? null) !== JSON.stringify(after[field] ?? null))
    .map((field) => ({
      field,
      from: quote(field, before[field], currency),
      to: quote(field, after[field], currency),
    }));
}

function quote(field: string, value: unknown, currency: string): string {
  if (field === "price_cents" && typeof value === "number") return formatMoney(value, currency);
  const text = Array.isArray(value)
    ? value.join(", ")
    : typeof value === "string" || typeof value === "number"
      ? String(value)
      : "";
  const shown = text === "" ? "none" : text;
  const max = field === "crew" ? CREW_QUOTE_MAX : QUOTE_MAX;
  return shown.length > max ? `${shown.slice(0, max - 1)}…` : shown;
}

/** One line of the history as it is read. */
export interface HistoryItem {
  readonly key: string;
  /** When it happened, as well as is known: the order of the lines. */
  readonly at: string;
  /** When by the device. */
  readonly claimed_at: string;
  /** When the server heard of it. */
  readonly received_at: string;
  readonly text: string;
  /** The server has not heard of it. */
  readonly waits: boolean;
}

type Charter = Pick<EventDetail, "history" | "ledger" | "signatures" | "departures"> &
  Partial<Pick<EventDetail, "signatures_lapsed" | "names" | "broken_parts">>;

/**
 * Tells who did what and when on a charter, newest first: its own lines, its ledger, signatures and departures in one. `told`
 * is the charter as the server tells of it: what else there is waits on this device.
 */
export function historyOf(charter: Charter, told: Charter = charter): readonly HistoryItem[] {
  const { signatures_lapsed: lapsed = [] } = charter;
  const heard = new Set([...told.ledger, ...told.signatures, ...lapsed, ...told.departures].map(({ id }) => id));
  const names = namesByMail(charter);
  const nameOf = (mail: string): string => names.get(mail) ?? mail;
  return (
    [
      ...charter.history.map((line, index) =>
        item(
          `line ${index} ${line.at}`,
          doneAt(line),
          line.at,
          tellLine(line, {
            nameOf,
            off: offBefore(charter.history.slice(0, index)),
            paid: isAnythingPaid(charter, line.at),
          }),
          index >= told.history.length,
        ),
      ),
      ...charter.ledger.map((entry) =>
        item(
          entry.id,
          entry.timestamp,
          entry.recorded_at,
          `${nameOf(entry.recorded_by)} ${tellEntry(entry, charter.ledger)}`,
          !heard.has(entry.id),
        ),
      ),
      ...[...lapsed, ...charter.signatures].map(({ id, participant, guardian, signed_at, received_at }, index) =>
        item(
          `${id} ${index}`,
          signed_at,
          received_at,
          guardian === null ? `${participant} signed the waiver.` : `${guardian} signed the waiver for ${participant}.`,
          !heard.has(id),
        ),
      ),
      ...charter.departures.map((entry) =>
        item(entry.id, entry.at, entry.received_at, `${entry.name} ${tellDeparture(entry)}`, !heard.has(entry.id)),
      ),
    ]
      // Sorting is stable: of two lines of one instant, the one that was written last comes first.
      .reverse()
      .sort((a, b) => (a.at === b.at ? b.received_at.localeCompare(a.received_at) : b.at.localeCompare(a.at)))
  );
}

function doneAt(line: HistoryLine): string {
  return ("done_at" in line ? line.done_at : undefined) ?? line.at;
}

function item(key: string, done_at: string, received_at: string, text: string, waits: boolean): HistoryItem {
  return { key, at: believedInstant(done_at, received_at), claimed_at: done_at, received_at, text, waits };
}

const FIELDS: Readonly<Record<string, string>> = {
  first_name: "the first name",
  title: "the title",
  starts_at: "the start",
  vessel: "the vessel",
  party: "the size of the party",
  capacity: "the capacity",
  price_cents: "the price",
  note: "the note",
  crew: "the crew",
  status: "the status",
  required_crew: "the required crew",
};

/** How a charter was off when something was done to it; `money` is "" where nobody said what becomes of that. */
type Off = { readonly money: string } | undefined;

/** Reads how a charter was off by the lines before one. */
function offBefore(lines: readonly HistoryLine[]): Off {
  return lines.reduce<Off>((off, line) => {
    if (!isKnownKind(HistoryLine, line)) return off;
    if (line.kind === "called-off") return { money: line.money };
    if (line.kind === "moved") return undefined;
    const status = line.kind === "details" ? statusIn(line.changes) : undefined;
    if (status === undefined) return off;
    return status === "canceled" ? { money: "" } : undefined;
  }, undefined);
}

function statusIn(changes: readonly DetailChange[]): string | undefined {
  return changes.find(({ field }) => field === "status")?.to;
}

/** Tells whether there was money to decide on, as far as is known: of none nothing is said. */
function isAnythingPaid(charter: Charter, at: string): boolean {
  const entries = charter.ledger.filter(({ recorded_at }) => recorded_at <= at);
  return !isPaidKnown(charter) || uncountedEntries(entries).length > 0 || balanceOf(entries) !== 0;
}

/** What is known of a charter besides one of its lines. */
interface Then {
  readonly nameOf: (mail: string) => string;
  readonly off: Off;
  readonly paid: boolean;
}

function tellLine(line: HistoryLine, then: Then): string {
  const { off, paid } = then;
  const who = line.name;
  if (!isKnownKind(HistoryLine, line))
    return `${who === "" ? "The system" : who} did something that a newer version of this program tells of (${line.kind}).`;
  switch (line.kind) {
    case "created":
      return `${who} created the charter.`;
    case "details":
      return `${who} ${tellDetails(line.changes, then)}`;
    case "added":
    case "added-aboard": {
      const more = line.more === 0 ? "" : ` and ${line.more} more`;
      const names = line.more === 0 ? namesOf(line.names) : line.names.join(", ");
      if (line.by_signing === true)
        return `${names}${more} took ${placesOf(line.names.length + line.more)} of the party by signing.`;
      return `${who} added ${names}${more}${line.kind === "added" ? "" : ", already aboard"}.`;
    }
    case "renamed":
      return line.late === true
        ? `${who} wanted to call ${line.from} ${line.patron}${overruled(line)}.`
        : `${who} renamed ${line.from} to ${line.patron}.`;
    case "email":
      return `${who} changed the e-mail of ${line.patron}${overruled(line)}.`;
    case "phone":
      return `${who} changed the phone number of ${line.patron}${overruled(line)}.`;
    case "aboard":
    case "ashore":
    case "removed":
    case "restored":
      return `${who} ${PATRON_WORDS[line.kind](line.patron)}${overruled(line)}.`;
    case "matched":
    case "unmatched":
      return `${who} said that the signature of ${line.participant} ${line.kind === "matched" ? "counts" : "does not count"} for ${line.patron}${overruled(line)}.`;
    case "briefed":
      return `${who} recorded the safety briefing.`;
    case "briefing-undone":
      return `${who} undid the safety briefing.`;
    case "moved":
      return `${who} moved the charter from ${tellSlug(line.from)} to ${tellSlug(line.to)}: ${sentence(line.reason)}${sailsAgain(then)}`;
    case "called-off": {
      const what = off === undefined ? "called the charter off" : "changed what becomes of the charter that is off";
      return `${who} ${what}: ${sentence(line.reason)}${paid ? (MONEY_WORDS[line.money] ?? "") : ""}`;
    }
    case "link-sent":
      return `${who} mailed the waiver’s link to ${namesAnd(line.names, line.more)}.`;
    case "roster-sent":
      return `${who} mailed the roster to the crew.`;
    case "mail-failed":
      return "A mail was given up after the last try.";
    case "mail-retried":
      return line.withheld === true
        ? `${who} sent mails about signatures that were held back.`
        : `${who} asked to send the failed mail again.`;
  }
}

function placesOf(number: number): string {
  return number === 1 ? "a place" : `${String(number)} places`;
}

/** What is said of the money, after the reason. */
const MONEY_WORDS: Readonly<Record<string, string>> = {
  credit: " What was paid is a credit.",
  refund: " What was paid is to be refunded.",
};

/** The same once it sails after all. */
const MONEY_AGAIN: Readonly<Record<string, string>> = {
  credit: " What was a credit counts for it as paid.",
  refund: " What was to be refunded counts for it as paid.",
};

/** What became of its money when a charter that was off sails after all. */
function sailsAgain({ off, paid }: Then): string {
  return off === undefined ? "" : ` It was off, and sails.${paid ? (MONEY_AGAIN[off.money] ?? "") : ""}`;
}

function tellDetails(changes: readonly DetailChange[], then: Then): string {
  const { nameOf, off, paid } = then;
  const status = statusIn(changes);
  const words = status === undefined ? undefined : STATUS_WORDS[status];
  const others = changes.filter(({ field }) => words === undefined || field !== "status");
  const changed = others.map((change) => tellDetail(change, nameOf)).join("; ");
  const told = [words, changed === "" ? undefined : `changed ${changed}`].filter((part) => part !== undefined);
  return `${told.join(" and ")}.${status === "open" && paid ? (MONEY_AGAIN[off?.money ?? ""] ?? "") : ""}`;
}

/** What is done by setting a status; one of a newer version is told as any other detail. */
const STATUS_WORDS: Readonly<Record<string, string>> = {
  open: "reopened the charter",
  canceled: "called the charter off",
};

/** `Sat, May 23, 2026, afternoon`. */
function tellSlug(slug: string): string {
  const parts = parseSlug(slug);
  return parts === undefined ? slug : `${sayDate(parts.date)}, ${parts.period}`;
}

function tellDetail({ field, from, to }: DetailChange, nameOf: (mail: string) => string): string {
  const say = (value: string): string => (field === "crew" ? nameQuoted(value, nameOf) : value);
  return `${FIELDS[field] ?? field} from ${say(from)} to ${say(to)}`;
}

function overruled({ late }: { readonly late?: boolean | undefined }): string {
  return late === true ? ", but somebody’s later change counts" : "";
}

const PATRON_WORDS = {
  aboard: (name: string) => `checked ${name} aboard`,
  ashore: (name: string) => `checked ${name} back ashore`,
  removed: (name: string) => `took ${name} off the list`,
  restored: (name: string) => `put ${name} back on the list`,
} as const;

function tellEntry(entry: LedgerEntry, ledger: readonly LedgerEntry[]): string {
  if (!isKnownEntry(entry)) return `wrote an entry of a newer version (${entry.kind}).`;
  switch (entry.kind) {
    case "payment":
      return `logged ${formatMoney(entry.amount_cents, entry.currency)} ${entry.purpose === "tip" ? "as a tip " : ""}from ${entry.patron}.`;
    case "refund":
      return `refunded ${formatMoney(entry.amount_cents, entry.currency)}: ${sentence(entry.reason)}`;
    case "reversal": {
      const named = ledger.find(({ id }) => id === entry.entry);
      const amount =
        named?.kind !== "payment" && named?.kind !== "refund"
          ? "an entry"
          : formatMoney(named.amount_cents, named.currency);
      return `reversed ${amount}: ${sentence(entry.reason)}`;
    }
  }
}

function tellDeparture(entry: DepartureEntry): string {
  if (!isKnownKind(DepartureEntry, entry))
    return `recorded something that a newer version of this program tells of (${entry.kind}).`;
  switch (entry.kind) {
    case "departed":
      return `recorded the departure with ${entry.aboard.length} aboard${entry.override === null ? "." : `, in spite of a no go: ${sentence(entry.override)}`}`;
    case "back":
      return entry.count === entry.expected
        ? `recorded all ${entry.count} back.`
        : `counted ${entry.count} back of ${entry.expected} who left: ${sentence(entry.reason)}`;
    case "correction":
      return `undid a departure entry: ${sentence(entry.reason)}`;
  }
}

/** What somebody typed, as the end of a sentence. */
function sentence(text: string): string {
  return /[.!?]$/.test(text) ? text : `${text}.`;
}
