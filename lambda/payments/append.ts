import * as v from "valibot";

import type { KnownEntry, LedgerEntry, Receipt, Reversal } from "../../rules/contract/api/payment.ts";
import { CHARTER_BUDGETS, CORRECTIONS_BYTES } from "../../rules/contract/budgets.ts";
import { newLedgerMail, newReceiptMail } from "../charter/newMails.ts";
import { queueMails } from "../charter/queueMails.ts";
import { paymentPlace, sealReceipt } from "../charter/sealed.ts";
import { seeEvent, soundly, type SeenEvent } from "../charter/partly.ts";
import { eventKey, type Home } from "../charter/stored.ts";
import { updateAndReadEvent, type Written } from "../charter/update.ts";
import { itemBytes } from "../dynamodb/itemBytes.ts";
import { countUnread, readPartly } from "../dynamodb/readPartly.ts";
import {
  anyOf,
  compares,
  contains,
  exists,
  hasSize,
  joinUpdates,
  missing,
  not,
  type Update,
} from "../dynamodb/update.ts";
import { headOf, writeHead } from "../seals/head.ts";
import type { Services } from "../services.ts";

/** How large a ledger may grow before payments are refused, in bytes; corrections may go further. */
export const PAYMENTS_BYTES_MAX = CHARTER_BUDGETS.ledger.bytes - CORRECTIONS_BYTES;

export interface Addition {
  /** The charter whose ledger it is. */
  readonly home: Home;
  /** Sealed (charter/sealed.ts). */
  readonly entry: KnownEntry & { readonly seal: string };
  /** A receipt asked for with the payment. */
  readonly receipt?: Receipt | undefined;
  /** What the entry changes the charter's paid total by; nothing, for a tip. */
  readonly changeCents: number;
  /** What links in the mail start with. */
  readonly origin: string;
  readonly now: Date;
  /** The ledger that a refund or reversal was decided on; it must still have as many entries. */
  readonly decidedOn?: readonly LedgerEntry[];
}

export type AppendResult =
  | Written
  /** The id is in the ledger already. */
  | { readonly ok: false; readonly reason: "known"; readonly event: SeenEvent }
  | { readonly ok: false; readonly reason: "no-event" | "full" | "moved-on" };

/** Adds one entry, its mail and its change of the balance in one atomic update, or says why it was not added. */
export async function appendEntry(services: Services, addition: Addition): Promise<AppendResult> {
  const { entry, receipt, origin, now } = addition;
  const receiptMail = receipt === undefined ? {} : newReceiptMail(receipt, origin, now);
  const written = await updateAndReadEvent(
    services,
    addition.home,
    joinUpdates(
      entryUpdate(addition),
      receiptUpdate(addition.home, receipt),
      queueMails({ ...newLedgerMail(entry, origin, now), ...receiptMail }),
    ),
  );
  if (written.ok) return written;
  if (written.reason === "too-large") return { ok: false, reason: "full" };
  return explain(services, addition);
}

/** Entries wait for nobody: each is sealed alone, and how many are is counted. Their order is told later, by what was decided on it. */
function entryUpdate({ home, entry, receipt, changeCents, decidedOn }: Addition): Update {
  const bytes = weigh(entry) + (receipt === undefined ? 0 : itemBytes(sealReceipt(home, receipt)));
  return joinUpdates(
    {
      append: [["payment_log", [entry]]],
      add: [
        ["entry_ids", new Set([entry.id])],
        ["payment_seals", 1],
        ["paid_cents", changeCents],
        ["ledger_bytes", bytes],
      ],
      conditions: [
        exists("event_id"),
        not(contains("entry_ids", entry.id)),
        anyOf(missing("ledger_bytes"), compares("ledger_bytes", "<", roomFor(entry))),
        ...(decidedOn === undefined ? [] : [hasSize("payment_log", "=", decidedOn.length)]),
      ],
    },
    decidedOn === undefined
      ? {}
      : { set: [["payment_head", writeHead(headOf(paymentPlace(home), [...decidedOn, entry]))]] },
    entry.kind === "reversal" ? reversedOnce(entry) : {},
  );
}

function reversedOnce({ entry }: Reversal): Update {
  return { add: [["reversed_ids", new Set([entry])]], conditions: [not(contains("reversed_ids", entry))] };
}

/** Notes that a receipt was asked for. */
export function receiptUpdate(home: Home, receipt: Receipt | undefined): Update {
  if (receipt === undefined) return {};
  return {
    append: [["receipt_log", [sealReceipt(home, receipt)]]],
    add: [
      ["receipt_ids", new Set([receipt.id])],
      ["receipt_seals", 1],
    ],
  };
}

/** The entry and its ids in the sets. */
function weigh(entry: LedgerEntry): number {
  return itemBytes(entry) + 2 * (itemBytes(entry.id) + 1);
}

/** How large a ledger may be before one more entry, in bytes: payments are refused first. */
function roomFor(entry: LedgerEntry): number {
  return entry.kind === "payment" ? PAYMENTS_BYTES_MAX : CHARTER_BUDGETS.ledger.bytes;
}

/** Reads once more to tell why the condition did not hold: only a refused request pays for this. */
async function explain({ table, log }: Services, { home, entry }: Addition): Promise<AppendResult> {
  const item = await table.get(eventKey(home));
  if (item === undefined) return { ok: false, reason: "no-event" };
  const ids = readPartly(StoredIds, item, "ledger's ids");
  const { entry_ids, ledger_bytes } = soundly(ids, "entry_ids", "ledger_bytes");
  if (entry_ids.has(entry.id))
    return { ok: false, reason: "known", event: countUnread({ log }, seeEvent(item), "charter") };
  return { ok: false, reason: ledger_bytes >= roomFor(entry) ? "full" : "moved-on" };
}

/** What decides whether an entry is taken: readable, whatever else of the charter is not. */
const StoredIds = v.object({
  entry_ids: v.optional(v.set(v.string()), () => new Set<string>()),
  ledger_bytes: v.optional(v.number(), 0),
});
