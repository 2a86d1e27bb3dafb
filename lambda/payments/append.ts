import type { LedgerEntry, Receipt } from "../../rules/contract/api/payment.ts";
import { itemBytes } from "../dynamodb/itemBytes.ts";
import type { Table, UpdateOrder } from "../dynamodb/table.ts";
import { updateEvent } from "../charter/heal.ts";
import { readStoredEvent } from "../events/read.ts";
import { eventKey, parseEvent, type StoredEvent } from "../charter/stored.ts";
import { newLedgerMail, newReceiptMail, receiptMailId } from "../charter/waitingMail.ts";

/**
 * How large a ledger may grow before payments are refused, in bytes: less than half of DynamoDB's 409,600 for an item,
 * as patrons, signature marks and waiting mail live there too. Corrections may go a little further.
 */
export const LEDGER_BYTES_MAX = 180_000;
const LEDGER_BYTES_MAX_CORRECTIONS = 220_000;

export interface Addition {
  readonly slug: string;
  readonly entry: LedgerEntry;
  /** A receipt asked for with the payment. */
  readonly receipt?: Receipt | undefined;
  /** What the entry changes the charter's paid total by; nothing, for a tip. */
  readonly changeCents: number;
  /** What links in the mail start with. */
  readonly origin: string;
  readonly now: Date;
  /** How many entries the ledger had when a refund or reversal was decided; it must still have as many. */
  readonly decidedAt?: number;
}

export type AppendResult =
  | { readonly ok: true; readonly event: StoredEvent }
  /** The id is in the ledger already, under `before`. */
  | { readonly ok: false; readonly reason: "known"; readonly event: StoredEvent; readonly before: LedgerEntry }
  | { readonly ok: false; readonly reason: "no-event" | "full" | "moved-on" };

/** Adds one entry, its mail and its change of the balance in one atomic update, or says why it was not added. */
export async function appendEntry(table: Table, addition: Addition): Promise<AppendResult> {
  const written = await updateEvent(table, eventKey(addition.slug), appendOrder(addition));
  if (written.ok) return { ok: true, event: parseEvent(written.item) };
  if (written.reason === "too-large") return { ok: false, reason: "full" };
  return explain(table, addition);
}

function appendOrder({ entry, receipt, changeCents, origin, now, decidedAt }: Addition): UpdateOrder {
  const mail = newLedgerMail(entry, origin, now);
  const reversal = entry.kind === "reversal";
  return {
    update:
      "SET #payment_log = list_append(if_not_exists(#payment_log, :none), :entries), #outbox.#mail = :mail, " +
      "#outbox_state = :pending, #outbox_due = :due " +
      (receipt === undefined ? "" : RECEIPT_SET) +
      "ADD #entry_ids :ids, #paid_cents :change, #ledger_bytes :bytes" +
      (reversal ? ", #reversed_ids :reversed" : "") +
      (receipt === undefined ? "" : ", #receipt_ids :receiptIds"),
    condition: [
      "attribute_exists(#event_id)",
      "NOT contains(#entry_ids, :id)",
      "(attribute_not_exists(#ledger_bytes) OR #ledger_bytes < :room)",
      ...(reversal ? ["NOT contains(#reversed_ids, :reversedId)"] : []),
      ...(decidedAt === undefined ? [] : ["size(#payment_log) = :decidedAt"]),
    ].join(" AND "),
    names: { mail: entry.id, ...(receipt === undefined ? {} : { receiptMail: receiptMailId(receipt) }) },
    values: {
      none: [],
      entries: [entry],
      mail,
      pending: "pending",
      due: mail.due,
      ids: new Set([entry.id]),
      id: entry.id,
      change: changeCents,
      bytes: weigh(entry) + (receipt === undefined ? 0 : itemBytes(receipt)),
      room: roomFor(entry),
      ...(reversal ? { reversed: new Set([entry.entry]), reversedId: entry.entry } : {}),
      ...(decidedAt === undefined ? {} : { decidedAt }),
      ...(receipt === undefined
        ? {}
        : {
            receipts: [receipt],
            receiptIds: new Set([receipt.id]),
            receiptMail: newReceiptMail(receipt, origin, now),
          }),
    },
    returnItem: true,
  };
}

const RECEIPT_SET =
  ", #receipt_log = list_append(if_not_exists(#receipt_log, :none), :receipts), #outbox.#receiptMail = :receiptMail ";

/** The entry and its ids in the sets. */
function weigh(entry: LedgerEntry): number {
  return itemBytes(entry) + 2 * (itemBytes(entry.id) + 1);
}

function roomFor(entry: LedgerEntry): number {
  return entry.kind === "payment" ? LEDGER_BYTES_MAX : LEDGER_BYTES_MAX_CORRECTIONS;
}

/** Reads once more to tell why the condition did not hold: only a refused request pays for this. */
async function explain(table: Table, { slug, entry }: Addition): Promise<AppendResult> {
  const event = await readStoredEvent(table, slug);
  if (event === undefined) return { ok: false, reason: "no-event" };
  const before = event.payment_log.find(({ id }) => id === entry.id);
  if (before !== undefined) return { ok: false, reason: "known", event, before };
  return { ok: false, reason: event.ledger_bytes >= roomFor(entry) ? "full" : "moved-on" };
}
