import * as v from "valibot";

import type { Key, Table } from "../../lambda/dynamodb/table.ts";
import { anyOf, compares, contains, exists, hasSize, missing, not, type Update } from "../../lambda/dynamodb/update.ts";
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
    remove: [["outbox", id], "outbox_state", "outbox_due"],
    conditions: [exists(["outbox", id]), hasSize("outbox", ">", 0)],
  });
  if (!removed.ok) throw new Error(`The mail was not taken away: ${removed.reason}`);
  return logged;
}

async function append(table: Table, body: unknown, withMail: boolean): Promise<object> {
  const payment = v.parse(LogPaymentRequest, body);
  const written = await table.updateAndRead(keyOf(payment.event), appending(payment, withMail));
  if (!written.ok) throw new Error(`The payment was not written: ${written.reason}`);
  return { id: payment.id };
}

function appending({ event, ...payment }: LogPaymentRequest, withMail: boolean): Update {
  const recorded_at = new Date().toISOString();
  const entry = { kind: "payment", ...payment, currency: "USD", recorded_by: "floor@example.com", recorded_at };
  const mail = {
    kind: "payment",
    entry_id: payment.id,
    tries: 1,
    due: recorded_at,
    created_at: recorded_at,
    origin: event,
  };
  const queued = [
    [["outbox", payment.id], mail],
    ["outbox_state", "pending"],
    ["outbox_due", recorded_at],
  ] as const;
  return {
    set: withMail ? queued : [],
    append: [["payment_log", [entry]]],
    add: [
      ["entry_ids", new Set([payment.id])],
      ["paid_cents", payment.amount_cents],
      ["ledger_bytes", 350],
    ],
    conditions: [
      exists("event_id"),
      not(contains("entry_ids", payment.id)),
      anyOf(missing("ledger_bytes"), compares("ledger_bytes", "<", 180_000)),
    ],
  };
}

function keyOf(slug: string): Key {
  return { event_id: slug, timestamp: slug.slice(0, "YYYY-MM-DD".length) };
}
