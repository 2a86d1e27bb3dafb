import * as v from "valibot";

import type { Key, Table, UpdateOrder } from "../../lambda/dynamodb/table.ts";
import { LogPaymentRequest } from "../../rules/contract/api/payment.ts";

const Charter = v.object({ date: v.string() });
const SESSION: readonly Key[] = [
  { event_id: "session#floor", timestamp: "session" },
  { event_id: "account#floor", timestamp: "account" },
];

/** Writes two small items that stand for a session and its account. */
export async function seedSession(table: Table): Promise<void> {
  for (const key of SESSION)
    await table.putNew({ ...key, account: "floor", name: "Floor", generation: 1, expires_at: 0 });
}

/** Writes a charter with the attributes that a payment touches. */
export async function createCharter(table: Table, body: unknown): Promise<object> {
  const { date } = v.parse(Charter, body);
  const slug = `${date}-jane-afternoon`;
  return table.putNew({
    ...keyOf(slug),
    month: date.slice(0, 7),
    paid_cents: 0,
    payment_log: [],
    ledger_bytes: 0,
    patrons: {},
    outbox: {},
  });
}

/** One UpdateItem: the entry, its id and the balance; no mail, as nothing here would take it away. */
export async function logPayment(table: Table, body: unknown): Promise<object> {
  return append(table, body, false);
}

/** The table calls that the route makes: session and account, the entry with its mail, the mail taken away. */
export async function logPaymentAsTheRoute(table: Table, body: unknown): Promise<object> {
  await table.getMany(SESSION);
  const logged = await append(table, body, true);
  const { id, event } = v.parse(LogPaymentRequest, body);
  const removed = await table.update(keyOf(event), {
    update: "REMOVE #outbox.#mail, #outbox_state, #outbox_due",
    condition: "attribute_exists(#outbox.#mail) AND size(#outbox) >= :one",
    names: { mail: id },
    values: { one: 1 },
  });
  if (!removed.ok) throw new Error(`The mail was not taken away: ${removed.reason}`);
  return logged;
}

async function append(table: Table, body: unknown, withMail: boolean): Promise<object> {
  const payment = v.parse(LogPaymentRequest, body);
  const written = await table.update(keyOf(payment.event), appendOrder(payment, withMail));
  if (!written.ok) throw new Error(`The payment was not written: ${written.reason}`);
  return { id: payment.id };
}

function appendOrder({ event, ...payment }: LogPaymentRequest, withMail: boolean): UpdateOrder {
  const recorded_at = new Date().toISOString();
  const mail = {
    kind: "payment",
    entry_id: payment.id,
    tries: 1,
    due: recorded_at,
    created_at: recorded_at,
    origin: event,
  };
  return {
    update:
      "SET #payment_log = list_append(if_not_exists(#payment_log, :none), :entries)" +
      (withMail ? ", #outbox.#mail = :mail, #outbox_state = :pending, #outbox_due = :due" : "") +
      " ADD #entry_ids :ids, #paid_cents :change, #ledger_bytes :bytes",
    condition:
      "attribute_exists(#event_id) AND NOT contains(#entry_ids, :id) AND " +
      "(attribute_not_exists(#ledger_bytes) OR #ledger_bytes < :room)",
    values: {
      none: [],
      entries: [{ kind: "payment", ...payment, currency: "USD", recorded_by: "floor@example.com", recorded_at }],
      ids: new Set([payment.id]),
      id: payment.id,
      change: payment.amount_cents,
      bytes: 350,
      room: 180_000,
      ...(withMail ? { mail, pending: "pending", due: recorded_at } : {}),
    },
    ...(withMail ? { names: { mail: payment.id } } : {}),
    returnItem: true,
  };
}

function keyOf(slug: string): Key {
  return { event_id: slug, timestamp: slug.slice(0, "YYYY-MM-DD".length) };
}
