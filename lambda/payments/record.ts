import type {
  LedgerEntry,
  LedgerResponse,
  Payment,
  Receipt,
  Refund,
  Reversal,
} from "../../rules/contract/api/payment.ts";
import { holdsAll } from "../../rules/holdsAll.ts";
import {
  balanceOf,
  changeOf,
  decideRefund,
  decideReversal,
  uncountedEntries,
  type LedgerDecision,
} from "../../rules/money/ledger.ts";
import { noteDay } from "../closeouts/noteDay.ts";
import { soundly, type SeenEvent } from "../charter/partly.ts";
import { readStoredEvent } from "../charter/read.ts";
import { findHome } from "../charter/signpost.ts";
import { paymentPlace } from "../charter/sealed.ts";
import { untilNotOvertaken } from "../charter/untilNotOvertaken.ts";
import { seal } from "../seals/seal.ts";
import type { Services } from "../services.ts";
import { appendEntry, type AppendResult } from "./append.ts";
import { reserveReceipt } from "./receipt.ts";

export type RecordResult =
  | { readonly ok: true; readonly created: boolean; readonly answer: LedgerResponse }
  | { readonly ok: false; readonly reason: "no-event" | "full" | "id-taken" | "busy" }
  | { readonly ok: false; readonly reason: "decision"; readonly decision: Extract<LedgerDecision, { ok: false }> };

type Correction = Refund | Reversal;

/** The charter, by whichever slug it is asked for, and what links in mails start with. */
interface Asked {
  readonly slug: string;
  readonly origin: string;
}

/** Logs a payment: its day is noted, then one update writes the entry with its mail. A receipt that may not be sent now never holds up its payment. */
export async function recordPayment(
  services: Services,
  { slug, origin }: Asked,
  entry: Payment,
  asked: Receipt | undefined,
): Promise<RecordResult> {
  const home = await findHome(services.table, slug);
  if (home === undefined) return { ok: false, reason: "no-event" };
  const changeCents = changeOf(entry.purpose, entry.amount_cents);
  const receipt = asked !== undefined && (await reserveReceipt(services, asked)).ok ? asked : undefined;
  const sealed = seal(paymentPlace(home), await noteDay(services, home, entry));
  const appended = await appendEntry(services, {
    home,
    origin,
    entry: sealed,
    receipt,
    changeCents,
    now: services.clock(),
  });
  return conclude(services, sealed, appended, asked);
}

/** Adds a refund or reversal, decided against exactly the ledger that it is written to. */
export function recordCorrection(
  services: Services,
  { slug, origin }: Asked,
  entry: Correction,
): Promise<RecordResult> {
  return untilNotOvertaken(async () => {
    const event = await readStoredEvent(services.table, slug);
    if (event === undefined) return { answer: { ok: false, reason: "no-event" } };
    const before = event.seen.payment_log.find(({ id }) => id === entry.id);
    if (before !== undefined) return { answer: replay(event, entry, before, undefined) };
    const { payment_log } = soundly(event, "payment_log");
    const decision = decide(payment_log, entry);
    if (!decision.ok) return { answer: { ok: false, reason: "decision", decision } };
    const home = event.seen.event_id;
    const sealed = seal(paymentPlace(home), await noteDay(services, home, entry, payment_log));
    const appended = await appendEntry(services, {
      home,
      origin,
      entry: sealed,
      now: services.clock(),
      changeCents: decision.change_cents,
      decidedOn: payment_log,
    });
    if (!appended.ok && appended.reason === "moved-on") return "overtaken";
    return { answer: conclude(services, sealed, appended) };
  });
}

function decide(ledger: readonly LedgerEntry[], entry: Correction): LedgerDecision {
  return entry.kind === "reversal" ? decideReversal(ledger, entry) : decideRefund(ledger, entry);
}

function conclude({ log }: Services, entry: LedgerEntry, appended: AppendResult, asked?: Receipt): RecordResult {
  if (appended.ok) {
    const { event } = appended;
    log.metric("PaymentLogged", 1);
    const written = event.seen.receipt_log.find(({ id }) => id === entry.id);
    return {
      ok: true,
      created: true,
      answer: {
        // As it was stored, so that a retry is answered with the same bytes.
        entry: event.seen.payment_log.find(({ id }) => id === entry.id) ?? entry,
        balance_cents: isUnknown(event) ? null : event.seen.paid_cents,
        notification: "queued",
        receipt: written === undefined ? withoutReceipt(asked) : "queued",
      },
    };
  }
  if (appended.reason === "known") return known(entry, appended, asked);
  return { ok: false, reason: appended.reason === "moved-on" ? "busy" : appended.reason };
}

/** Where anything of a ledger cannot be read, nobody can say what it comes to. */
function isUnknown({ unread }: SeenEvent): boolean {
  return unread.has("payment_log") || unread.has("paid_cents");
}

/** An entry under this id is written; one that cannot be read is not told again. */
function known(
  entry: LedgerEntry,
  { event }: Extract<AppendResult, { reason: "known" }>,
  asked: Receipt | undefined,
): RecordResult {
  const before = event.seen.payment_log.find(({ id }) => id === entry.id);
  if (before !== undefined) return replay(event, entry, before, asked);
  return { ok: true, created: false, answer: unread(entry, asked) };
}

/** What is known of an entry that is written and cannot be read: its mail waits with it. */
function unread(entry: LedgerEntry, asked: Receipt | undefined): LedgerResponse {
  return { entry, balance_cents: null, notification: "queued", receipt: asked === undefined ? "none" : "queued" };
}

function withoutReceipt(asked: Receipt | undefined): "none" | "held" {
  return asked === undefined ? "none" : "held";
}

/** Answers as the first time, with the balance of then, unless the same id says something else now. */
function replay(event: SeenEvent, entry: LedgerEntry, before: LedgerEntry, asked: Receipt | undefined): RecordResult {
  const { payment_log, receipt_log } = event.seen;
  const receipt = receipt_log.find(({ id }) => id === before.id);
  const otherReceipt = receipt !== undefined && receipt.to !== asked?.to;
  if (!holdsAll(before, sentOf(entry)) || otherReceipt) return { ok: false, reason: "id-taken" };
  const at = payment_log.findIndex(({ id }) => id === before.id);
  return {
    ok: true,
    created: false,
    answer: {
      entry: before,
      balance_cents: event.unread.has("payment_log") ? null : balanceThen(payment_log.slice(0, at + 1)),
      notification: "queued",
      receipt: receipt === undefined ? withoutReceipt(asked) : "queued",
    },
  };
}

/** Null where a newer version wrote into it: what it came to then is not known here. */
function balanceThen(ledger: readonly LedgerEntry[]): number | null {
  return uncountedEntries(ledger).length === 0 ? balanceOf(ledger) : null;
}

/** What the client sent of an entry; who recorded it, when, for which day, in which currency, after what and under which seal is the server's. */
function sentOf(entry: LedgerEntry): object {
  const own = ["recorded_by", "recorded_at", "currency", "day", "after_closeout", "seal"];
  return Object.fromEntries(Object.entries(entry).filter(([name]) => !own.includes(name)));
}
