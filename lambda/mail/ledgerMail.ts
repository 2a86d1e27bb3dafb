import type { EventSummary } from "../../rules/contract/api/month.ts";
import type { DepartureEntry } from "../../rules/contract/api/departure.ts";
import type { KnownEntry, LedgerEntry, Method, Purpose } from "../../rules/contract/api/payment.ts";
import { lookUp, type Newer } from "../../rules/contract/newer.ts";
import { charterTitle } from "../../rules/charter/title.ts";
import { balanceOf, movementsOf, uncountedEntries } from "../../rules/money/ledger.ts";
import { formatMoney } from "../../rules/money/money.ts";
import { parseSlug } from "../../rules/contract/slug.ts";
import { renderMail, rowIfAny, type MailRow } from "./layout.ts";
import type { MailContent } from "./mime.ts";
import { formatClaim, formatDate } from "./when.ts";
import { witnessRow } from "./witness.ts";

export interface LedgerMailFacts {
  readonly event: {
    /** Where its record lies, and what it goes by. */
    readonly event_id: string;
    readonly slug: string;
    readonly title: string;
    readonly first_name: string;
    readonly price_cents: number | null;
    /** Of one that is off, nothing is due. */
    readonly status: EventSummary["status"];
    readonly payment_log: readonly LedgerEntry[];
    /** Whether an entry of it cannot be read, so that nobody can say what is paid. */
    readonly incomplete?: boolean;
    readonly departures?: readonly DepartureEntry[];
  };
  readonly entry: KnownEntry;
  /** `https://charters.example`. */
  readonly origin: string;
  readonly company: { readonly name: string; readonly currency: string; readonly timeZone: string };
}

/** What a mail calls a method; a newer version's stands for itself. */
export function methodName(method: Method | Newer): string {
  return lookUp(METHOD_NAMES, method) ?? method;
}

const METHOD_NAMES: Readonly<Record<Method, string>> = {
  card: "Card",
  cash: "Cash",
  venmo: "Venmo",
  zelle: "Zelle",
  check: "Check",
  other: "Other",
};

/** Writes the mail that tells the admin of a payment, a refund or a reversal. */
export function ledgerMail(facts: LedgerMailFacts): MailContent {
  const { event, entry, origin, company } = facts;
  const parts = parseSlug(event.slug);
  const headline = headlineOf(facts);
  const charter = charterTitle(event);
  const day = parts === undefined ? "" : `${formatDate(parts.date)}, ${parts.period}`;
  return renderMail({
    subject: `${headline} · ${charter}, ${parts?.date ?? ""}`,
    company: company.name,
    label: LABELS[purposeOf(facts)][entry.kind],
    headline,
    rows: [
      { name: "Charter", value: charter },
      { name: "Date", value: day },
      ...detailRows(facts),
      { name: "When", value: formatClaim(entry.timestamp, entry.recorded_at, company.timeZone) },
      { name: "Recorded by", value: entry.recorded_by },
      ...balanceRows(facts),
      witnessRow({ ...event, payment_log: upTo(event.payment_log, entry) }),
    ],
    link: { text: "Open the charter", url: `${origin}/charters/${event.slug}` },
  });
}

const LABELS: Readonly<Record<Purpose, Readonly<Record<KnownEntry["kind"], string>>>> = {
  charter: { payment: "Payment", refund: "Refund", reversal: "Correction" },
  tip: { payment: "Tip", refund: "Tip refund", reversal: "Correction of a tip" },
};

function headlineOf(facts: LedgerMailFacts): string {
  const { event, entry, company } = facts;
  const money = (cents: number): string => formatMoney(cents, company.currency);
  const named = namedEntry(event.payment_log, entry);
  const tip = purposeOf(facts) === "tip";
  switch (entry.kind) {
    case "payment":
      return `${entry.patron} ${tip ? "tipped" : "paid"} ${money(entry.amount_cents)}`;
    case "refund":
      return `${tip ? "Tip of " : ""}${money(entry.amount_cents)} refunded to ${patronOf(event.payment_log, entry)}`;
    case "reversal": {
      const refund = named?.kind === "refund";
      const what = tip ? (refund ? "Tip refund" : "Tip") : refund ? "Refund" : "Payment";
      return `${what} of ${money(amountOf(named))} reversed (${patronOf(event.payment_log, entry)})`;
    }
  }
}

function detailRows(facts: LedgerMailFacts): readonly MailRow[] {
  const { event, entry, company } = facts;
  const named = namedEntry(event.payment_log, entry);
  switch (entry.kind) {
    case "payment":
      return [
        { name: "Patron", value: entry.patron },
        { name: "Method", value: methodName(entry.method) },
        ...rowIfAny("Note", entry.note),
      ];
    case "refund":
      return [
        { name: "Patron", value: patronOf(event.payment_log, entry) },
        {
          name: "Of",
          value: `${purposeOf(facts) === "tip" ? "tip" : "payment"} of ${formatMoney(amountOf(named), company.currency)}`,
        },
        { name: "Method", value: methodName(entry.method) },
        { name: "Reason", value: entry.reason },
      ];
    case "reversal":
      return [
        { name: "Patron", value: patronOf(event.payment_log, entry) },
        { name: "Reason", value: entry.reason },
      ];
  }
}

/** The balance as this entry left it, even when the mail goes out hours later. */
function balanceRows({ event, entry, company }: LedgerMailFacts): readonly MailRow[] {
  if (event.incomplete === true)
    return [{ name: "Paid so far", value: "Not known: an entry of the ledger cannot be read" }];
  const ledger = upTo(event.payment_log, entry);
  const paid = balanceOf(ledger);
  const tips = balanceOf(ledger, "tip");
  const money = (cents: number): string => formatMoney(cents, company.currency);
  const rows: MailRow[] = [
    ...(tips === 0 && purposeOf({ event, entry }) === "charter" ? [] : [{ name: "Tips so far", value: money(tips) }]),
    { name: "Paid so far", value: money(paid), strong: true },
    ...(uncountedEntries(ledger).length === 0 ? [] : [{ name: "Not counted", value: "Entries of a newer version" }]),
  ];
  if (event.price_cents === null || event.status === "canceled") return rows;
  const due = event.price_cents - paid;
  return [...rows, { name: due < 0 ? "Overpaid" : "Still due", value: money(Math.abs(due)), strong: true }];
}

/** The ledger as it was when this entry came: the table put it into that place, and it keeps it. */
function upTo(ledger: readonly LedgerEntry[], { id }: KnownEntry): readonly LedgerEntry[] {
  return ledger.slice(0, ledger.findIndex((entry) => entry.id === id) + 1);
}

/** What the money was for; a reversal has the purpose of what it takes out. */
function purposeOf({ event, entry }: Pick<LedgerMailFacts, "event" | "entry">): Purpose {
  const id = entry.kind === "reversal" ? entry.entry : entry.id;
  const movement = movementsOf(event.payment_log).find((candidate) => candidate.entry.id === id);
  return movement?.purpose === "tip" ? "tip" : "charter";
}

function namedEntry(ledger: readonly LedgerEntry[], entry: LedgerEntry): LedgerEntry | undefined {
  const id = entry.kind === "refund" ? entry.payment : entry.kind === "reversal" ? entry.entry : undefined;
  return id === undefined ? undefined : ledger.find((candidate) => candidate.id === id);
}

function patronOf(ledger: readonly LedgerEntry[], entry: LedgerEntry): string {
  if (entry.kind === "payment") return entry.patron;
  const named = namedEntry(ledger, entry);
  return named === undefined ? "unknown" : patronOf(ledger, named);
}

function amountOf(entry: LedgerEntry | undefined): number {
  return entry?.kind === "payment" || entry?.kind === "refund" ? entry.amount_cents : 0;
}
