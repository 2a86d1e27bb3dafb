import type { StoredEvent } from "../../lambda/charter/stored.ts";
import type { LedgerEntry } from "../../rules/contract/api/payment.ts";
import { Violation } from "../world/violation.ts";
import type { World } from "../world/world.ts";
import { checkOnce, checkSame } from "./once.ts";
import type { Stored } from "./stored.ts";

/** Holds each ledger against what was acknowledged, and each balance against a sum of its own. */
export function checkMoney({ book, newer }: Pick<World, "book" | "newer">, { charters }: Stored): void {
  const entries = [...charters.values()].flatMap(({ event_id: slug, payment_log }) =>
    payment_log.map((entry) => ({ id: entry.id, slug, entry })),
  );
  const of = (kind: LedgerEntry["kind"]) => entries.filter(({ entry }) => entry.kind === kind);
  for (const [deed, one] of checkOnce("money", "payment", book.payments, of("payment"))) {
    const { patron, purpose, amount_cents, method, timestamp, note, by } = deed.what;
    const wanted = { patron, purpose, amount_cents, method, timestamp, note, recorded_by: by };
    checkSame("money", "payment", deed, wanted, { ...entryOf(entries, one.id) });
  }
  for (const [deed, one] of checkOnce("money", "refund", book.refunds, of("refund"))) {
    const { payment, amount_cents, method, reason, by } = deed.what;
    checkSame(
      "money",
      "refund",
      deed,
      { payment, amount_cents, method, reason, recorded_by: by },
      { ...entryOf(entries, one.id) },
    );
  }
  for (const [deed, one] of checkOnce("money", "reversal", book.reversals, of("reversal")))
    checkSame("money", "reversal", deed, { entry: deed.what.entry }, { ...entryOf(entries, one.id) });
  const receipts = [...charters.values()].flatMap(({ event_id: slug, receipt_log }) =>
    receipt_log.filter(({ id }) => !book.payments.has(id)).map(({ id }) => ({ id, slug })),
  );
  checkOnce("money", "receipt", book.receipts, receipts);
  for (const event of charters.values()) checkBalance(event, newer.get(event.event_id) ?? 0);
}

function entryOf(entries: readonly { readonly id: string; readonly entry: LedgerEntry }[], id: string) {
  return entries.find((one) => one.id === id)?.entry;
}

/** Adds up by hand: what was paid for the charter, less what went back of it, without what was reversed, and what a newer version has added. */
function checkBalance({ event_id: slug, payment_log, paid_cents }: StoredEvent, newer: number): void {
  let cents = newer;
  for (const entry of payment_log) {
    const reversed = payment_log.some((other) => other.kind === "reversal" && other.entry === entry.id);
    const payment = entry.kind === "refund" ? payment_log.find(({ id }) => id === entry.payment) : entry;
    if (reversed || payment?.kind !== "payment" || payment.purpose !== "charter") continue;
    if (entry.kind === "payment") cents += entry.amount_cents;
    if (entry.kind === "refund") cents -= entry.amount_cents;
  }
  if (cents !== paid_cents)
    throw new Violation("money", `${slug} says that ${paid_cents} cents are paid, and its ledger adds up to ${cents}`);
}
