import type { Receipt, ReceiptResponse, SendReceiptRequest } from "../../rules/contract/api/payment.ts";
import { movementsOf } from "../../rules/money/ledger.ts";
import { newReceiptMail } from "../charter/newMails.ts";
import { queueMails } from "../charter/queueMails.ts";
import { soundly } from "../charter/partly.ts";
import { readStoredEvent } from "../charter/read.ts";
import { sealReceipt } from "../charter/sealed.ts";
import type { Home, StoredEvent } from "../charter/stored.ts";
import { isOvertaken, updateEvent } from "../charter/update.ts";
import { contains, exists, joinUpdates, not } from "../dynamodb/update.ts";
import type { Services } from "../services.ts";
import { receiptUpdate } from "./append.ts";
import { mailboxOf } from "../throttle/mailbox.ts";
import { reserveTry, type Limit, type Reserved } from "../throttle/throttle.ts";

/** How many receipts are asked for in a quarter of an hour: by one crew member, and to one address. */
const BY_ACCOUNT_MAX = 40;
const TO_ADDRESS_MAX = 8;
/** How many receipts one payment has: the first, and some for a mistyped address. */
const PER_PAYMENT_MAX = 5;

export type ReceiptResult =
  | { readonly ok: true; readonly created: boolean; readonly answer: ReceiptResponse }
  | { readonly ok: false; readonly reason: "no-event" | "no-payment" | "reversed" | "had-all" | "id-taken" | "busy" }
  | { readonly ok: false; readonly reason: "throttled"; readonly retryAfterSeconds: number };

interface Asked {
  readonly slug: string;
  readonly origin: string;
  readonly receipt: Receipt;
}

/** Counts a receipt against who asks and where it goes, so that nobody makes a mail cannon of it. */
export async function reserveReceipt(
  { table, clock }: Services,
  { requested_by, to }: Pick<Receipt, "requested_by" | "to">,
): Promise<Reserved> {
  const limits: readonly Limit[] = [
    { scope: "receipt-by", subject: requested_by, max: BY_ACCOUNT_MAX },
    { scope: "receipt-to", subject: mailboxOf(to), max: TO_ADDRESS_MAX },
  ];
  for (const limit of limits) {
    const reserved = await reserveTry(table, limit, clock());
    if (!reserved.ok) return reserved;
  }
  return { ok: true };
}

/** Writes down that a receipt was asked for, with its mail, in one update. */
export async function sendReceipt(services: Services, asked: Asked): Promise<ReceiptResult> {
  const charter = await readStoredEvent(services.table, asked.slug);
  if (charter === undefined) return { ok: false, reason: "no-event" };
  const event = soundly(charter, "payment_log", "receipt_log");
  const known = replay(event, asked.receipt);
  if (known !== undefined) return known;
  const refused = refuse(event, asked.receipt) ?? (await throttle(services, asked.receipt));
  if (refused !== undefined) return refused;
  const home = charter.seen.event_id;
  if (!(await write(services, home, asked))) {
    const after = await readStoredEvent(services.table, asked.slug);
    return (after && replay(soundly(after, "receipt_log"), asked.receipt)) ?? { ok: false, reason: "busy" };
  }
  return {
    ok: true,
    created: true,
    answer: { receipt: sealReceipt(home, asked.receipt), notification: "queued" },
  };
}

function refuse(
  event: Pick<StoredEvent, "payment_log" | "receipt_log">,
  { payment }: Receipt,
): ReceiptResult | undefined {
  const movement = movementsOf(event.payment_log).find(({ entry }) => entry.id === payment);
  if (movement?.entry.kind !== "payment") return { ok: false, reason: "no-payment" };
  if (movement.reversal !== undefined) return { ok: false, reason: "reversed" };
  const before = event.receipt_log.filter((receipt) => receipt.payment === payment).length;
  return before < PER_PAYMENT_MAX ? undefined : { ok: false, reason: "had-all" };
}

async function throttle(services: Services, receipt: Receipt): Promise<ReceiptResult | undefined> {
  const reserved = await reserveReceipt(services, receipt);
  return reserved.ok ? undefined : { ...reserved, reason: "throttled" };
}

async function write({ table, clock }: Services, home: Home, { origin, receipt }: Asked): Promise<boolean> {
  const once = { conditions: [exists("event_id"), not(contains("receipt_ids", receipt.id))] };
  const mails = queueMails(newReceiptMail(receipt, origin, clock()));
  return !isOvertaken(await updateEvent(table, home, joinUpdates(receiptUpdate(home, receipt), once, mails)));
}

function replay(event: Pick<StoredEvent, "receipt_log">, asked: Receipt): ReceiptResult | undefined {
  const before = event.receipt_log.find(({ id }) => id === asked.id);
  if (before === undefined) return undefined;
  if (before.payment !== asked.payment || before.to !== asked.to) return { ok: false, reason: "id-taken" };
  return { ok: true, created: false, answer: { receipt: before, notification: "queued" } };
}

/** What a receipt request says of a receipt; who asks and when is the server's. */
export function newReceipt(request: Pick<SendReceiptRequest, "id" | "payment" | "to">, by: string, now: Date): Receipt {
  const { id, payment, to } = request;
  return { id, payment, to, requested_by: by, requested_at: now.toISOString() };
}
