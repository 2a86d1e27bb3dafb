import { randomUUID } from "node:crypto";
import * as v from "valibot";
import { createAccount } from "../../../lambda/accounts/store.ts";
import { openTable } from "../../../lambda/dynamodb/openTable.ts";
import type { Table } from "../../../lambda/dynamodb/table.ts";
import { openApiClient, type ApiClient } from "../../../local/client.ts";
import type { Cloud } from "../../../cloud/cloud.ts";
import { DEMO_ACCOUNTS, DEMO_PASSWORD } from "../../../local/demo.ts";
import { EventResponse, type EventDetail } from "../../../rules/contract/api/event.ts";
import { LedgerResponse, type LogPaymentRequest } from "../../../rules/contract/api/payment.ts";

/** What hashing costs for an account that protects nothing, in tests of something else. */
export const LOW_COST = { N: 2 ** 10, r: 8, p: 1 };

/** Opens the table of a running cloud as the function does, for what the API offers no way to do. */
export function openCloudTable({ table }: Pick<Cloud, "table">): Table {
  return openTable({
    tableName: table.name,
    endpoint: table.endpoint,
    region: "us-east-1",
    credentials: { accessKeyId: "local", secretAccessKey: "local" },
  });
}

/** Signs in as the demo admin; each call of the client carries the cookie, the client header and the body's hash. */
export async function signIn(url: string): Promise<ApiClient> {
  const client = openApiClient(url);
  const reply = await client.call("POST", "/api/session", {
    email: DEMO_ACCOUNTS.admin.email,
    password: DEMO_PASSWORD,
  });
  if (reply.status !== 200)
    throw new Error(`The sign-in answered ${String(reply.status)} ${JSON.stringify(reply.body)}`);
  return client;
}

/** Adds the demo admin to an empty cloud and signs in. */
export async function openDesk(cloud: Pick<Cloud, "url" | "table">): Promise<ApiClient> {
  await createAccount(openCloudTable(cloud), { ...DEMO_ACCOUNTS.admin, password: DEMO_PASSWORD }, new Date(), LOW_COST);
  return signIn(cloud.url);
}

/** Creates a charter, on 23 May 2026 unless told otherwise, in the afternoon, and answers its slug. */
export async function createCharter(client: ApiClient, firstName: string, date = "2026-05-23"): Promise<string> {
  const reply = await client.call("POST", "/api/events", {
    id: randomUUID(),
    date,
    first_name: firstName,
    period: "afternoon",
  });
  return v.parse(EventResponse, reply.body).event.slug;
}

/** Makes payments for a charter with amounts that all differ, so that no sum is right by accident. */
export function makePayments(event: string, count: number): LogPaymentRequest[] {
  return Array.from({ length: count }, (_item, index) => ({
    id: randomUUID(),
    event,
    patron: `Patron ${String(index + 1)}`,
    purpose: "charter",
    amount_cents: 1_000 + index * index,
    method: "cash",
    timestamp: "2026-05-23T18:00:00.000Z",
    note: "",
  }));
}

/** What a payment was answered, and after how many milliseconds. */
export interface Acknowledgement {
  status: number;
  id: string;
  notification: LedgerResponse["notification"];
  milliseconds: number;
}

/** Logs a payment; any answer but an acknowledgement is an error. */
export async function logPayment(client: ApiClient, payment: LogPaymentRequest): Promise<Acknowledgement> {
  const startedAt = performance.now();
  const { status, body } = await client.call("POST", "/api/payment/log", payment);
  const milliseconds = performance.now() - startedAt;
  if (status !== 200 && status !== 201)
    throw new Error(`A payment was answered ${String(status)} ${JSON.stringify(body)}`);
  const { entry, notification } = v.parse(LedgerResponse, body);
  return { status, id: entry.id, notification, milliseconds };
}

/** Reads a charter as the dashboard does. */
export async function readCharter(client: ApiClient, slug: string): Promise<EventDetail> {
  const reply = await client.call("GET", `/api/event/${slug}`);
  return v.parse(EventResponse, reply.body).event;
}

/** Adds up amounts in cents. */
export function sumCents(payments: readonly { amount_cents: number }[]): number {
  return payments.reduce((sum, { amount_cents }) => sum + amount_cents, 0);
}

/** Lists the ids of a charter's ledger in alphabetical order, so that two lists compare as sets with counts. */
export function ledgerIds({ ledger }: Pick<EventDetail, "ledger">): string[] {
  return sortedIds(ledger);
}

/** Lists ids in alphabetical order. */
export function sortedIds(entries: readonly { id: string }[]): string[] {
  return entries.map(({ id }) => id).sort();
}
