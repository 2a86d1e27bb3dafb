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
import { readStoredEvent } from "../charter/read.ts";
import { paymentPlace } from "../charter/sealed.ts";
import { untilNotOvertaken } from "../charter/untilNotOvertaken.ts";
import type { StoredEvent } from "../charter/stored.ts";
import { seal } from "../seals/seal.ts";
import type { Services } from "../services.ts";
import { appendEntry, type Addition, type AppendResult } from "./append.ts";
import { reserveReceipt } from "./receipt.ts";

export type RecordResult =
  | { readonly ok: true; readonly created: boolean; readonly answer: LedgerResponse }
  | { readonly ok: false; readonly reason: "no-event" | "full" | "id-taken" | "busy" }
  | { readonly ok: false; readonly reason: "decision"; readonly decision: Extract<LedgerDecision, { ok: false }> };

type Correction = Refund | Reversal;
type Place = Pick<Addition, "slug" | "origin">;

/** Logs a payment: its day is noted, then one update writes the entry with its mail. A receipt that may not be sent now never holds up its payment. */
export async function recordPayment(
  services: Services,
  place: Place,
  entry: Payment,
  asked: Receipt | undefined,
): Promise<RecordResult> {
  const changeCents = changeOf(entry.purpose, entry.amount_cents);
  const receipt = asked !== undefined && (await reserveReceipt(services, asked)).ok ? asked : undefined;
  const sealed = seal(paymentPlace(place.slug), await noteDay(services, place.slug, entry));
  const appended = await appendEntry(services, {
    ...place,
    entry: sealed,
    receipt,
    changeCents,
    now: services.clock(),
  });
  return conclude(services, sealed, appended, asked);
}

/** Adds a refund or reversal, decided against exactly the ledger that it is written to. */
export function recordCorrection(services: Services, place: Place, entry: Correction): Promise<RecordResult> {
  return untilNotOvertaken(async () => {
    const event = await readStoredEvent(services.table, place.slug);
    if (event === undefined) return { answer: { ok: false, reason: "no-event" } };
    const before = event.payment_log.find(({ id }) => id === entry.id);
    if (before !== undefined) return { answer: replay(event, entry, before, undefined) };
    const decision = decide(event.payment_log, entry);
    if (!decision.ok) return { answer: { ok: false, reason: "decision", decision } };
    const sealed = seal(paymentPlace(place.slug), await noteDay(services, place.slug, entry, event.payment_log));
    const appended = await appendEntry(services, {
      ...place,
      entry: sealed,
      now: services.clock(),
      changeCents: decision.change_cents,
      decidedOn: event.payment_log,
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
    // It is written: whatever becomes of the answer, nobody may wait for it.
    if (event === undefined) return { ok: true, created: true, answer: unread(entry, asked) };
    const written = event.receipt_log.find(({ id }) => id === entry.id);
    // As it was stored, so that a retry is answered with the same bytes.
    const stored = event.payment_log.at(-1) ?? entry;
    return {
      ok: true,
      created: true,
      answer: {
        entry: stored,
        balance_cents: event.paid_cents,
        notification: "queued",
        receipt: written === undefined ? withoutReceipt(asked) : "queued",
      },
    };
  }
  if (appended.reason === "known") return known(entry, appended, asked);
  return { ok: false, reason: appended.reason === "moved-on" ? "busy" : appended.reason };
}

/** An entry under this id is written. Of a charter that cannot be read it is not told what else there is. */
function known(
  entry: LedgerEntry,
  { event, before }: Extract<AppendResult, { reason: "known" }>,
  asked: Receipt | undefined,
): RecordResult {
  if (event !== undefined && before !== undefined) return replay(event, entry, before, asked);
  if (before !== undefined && !holdsAll(before, sentOf(entry))) return { ok: false, reason: "id-taken" };
  return { ok: true, created: false, answer: unread(before ?? entry, asked) };
}

/** What is known of an entry that is written to a charter that cannot be read: its mail waits with it. */
function unread(entry: LedgerEntry, asked: Receipt | undefined): LedgerResponse {
  return { entry, balance_cents: null, notification: "queued", receipt: asked === undefined ? "none" : "queued" };
}

function withoutReceipt(asked: Receipt | undefined): "none" | "held" {
  return asked === undefined ? "none" : "held";
}

/** Answers as the first time, with the balance of then, unless the same id says something else now. */
function replay(event: StoredEvent, entry: LedgerEntry, before: LedgerEntry, asked: Receipt | undefined): RecordResult {
  const receipt = event.receipt_log.find(({ id }) => id === before.id);
  const otherReceipt = receipt !== undefined && receipt.to !== asked?.to;
  if (!holdsAll(before, sentOf(entry)) || otherReceipt) return { ok: false, reason: "id-taken" };
  const at = event.payment_log.findIndex(({ id }) => id === before.id);
  return {
    ok: true,
    created: false,
    answer: {
      entry: before,
      balance_cents: balanceThen(event.payment_log.slice(0, at + 1)),
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
