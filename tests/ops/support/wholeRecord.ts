import { DynamoDBClient, ScanCommand } from "@aws-sdk/client-dynamodb";
import { expect } from "vitest";

import { fromSdk, type Attributes } from "../../../ops/data/attributes.ts";
import { accountKey } from "../../../lambda/accounts/store.ts";
import { isPassing } from "../../../ops/data/kinds.ts";
import { compareLines, toLine, type Line } from "../../../ops/data/lines.ts";
import { createCharter, payment, readCharter, signature } from "../../lambda/support/charter.ts";
import { CREDENTIALS, REGION } from "../../lambda/support/dynalite.ts";
import { idOf, type Answer, type Client } from "../../lambda/support/harness.ts";
import type { Used } from "../../lambda/support/useHarness.ts";

const AT = "2026-05-23T18:00:00.000Z";
const later = (minutes: number): string => new Date(Date.parse(AT) + minutes * 60_000).toISOString();
const wording = (markdown: string) => ({ title: "Waiver for {company}", markdown });

/** Makes one of each thing that is money, or tells who was aboard and on which terms, as people make it. Answers the charter's slug. */
export async function makeWholeRecord({ harness, admin, crew }: Used): Promise<string> {
  const sent = async (client: Client, path: string, body: object, method = "POST"): Promise<Answer> => {
    harness.clock.advance(60_000);
    const answer = await client.send(method, path, body);
    expect([path, answer.status, answer.text]).toEqual([path, expect.toBeOneOf([200, 201]), expect.anything()]);
    return answer;
  };
  const heron = { id: idOf("heron"), name: "Heron", capacity: 6, required_crew: 1 };
  await sent(admin, "/api/vessels", heron);
  await sent(admin, `/api/vessels/${heron.id}`, { revision: 1, capacity: 8 }, "PATCH");
  await sent(admin, "/api/vessels", { ...heron, id: idOf("egret"), name: "Egret" });
  // Who may take money is sealed anew with each change, also of two at once.
  await sent(admin, "/api/crew", { email: "dana@example.com", name: "Dana", role: "crew" });
  const dana = `/api/crew/${accountKey("dana@example.com")}`;
  await Promise.all([["payments"], ["payments"]].map((permissions) => sent(admin, dana, { permissions }, "PATCH")));
  const slug = await createCharter(admin, {
    title: "Birthday",
    vessel: "Heron",
    capacity: 8,
    crew: ["cody@example.com"],
  });
  await sent(admin, `/api/event/${slug}`, { revision: 1, price_cents: 70_000, note: "Cake" }, "PATCH");
  const patrons = ["Jane Doe", "Bo"].map((name) => ({ id: idOf(name), name, aboard: true }));
  await sent(crew, `/api/event/${slug}/patrons`, { patrons, at: AT });
  await sent(crew, `/g/${slug}/waiver`, signature("Jane Doe"));
  const off = { id: idOf("off"), revision: 2, money: "credit", reason: "No wind" };
  await sent(admin, `/api/event/${slug}/call-off`, off);
  await sent(admin, `/api/event/${slug}`, { revision: 3, status: "open" }, "PATCH");
  const moved = { id: idOf("moved"), revision: 4, date: "2026-05-23", period: "sunset", signatures: "kept" };
  await sent(admin, `/api/event/${slug}/move`, { ...moved, reason: "No wind before six" });
  await makeMoney(sent, { admin, crew }, slug);
  await sent(crew, `/api/event/${slug}/briefing`, { given: true, at: later(1) });
  const departures = `/api/event/${slug}/departures`;
  const aboard = patrons.map(({ id }) => id);
  const leave = { kind: "departed", at: later(2), aboard, override: "Bo signed on paper" };
  await sent(crew, departures, { ...leave, id: idOf("left") });
  await sent(crew, departures, {
    kind: "correction",
    id: idOf("not yet"),
    at: later(3),
    entry: idOf("left"),
    reason: "Rain",
  });
  await sent(crew, departures, { ...leave, id: idOf("left again"), at: later(4) });
  await sent(crew, departures, { kind: "back", id: idOf("back"), at: later(5), count: 1, reason: "Bo swam ashore" });
  await makeTexts(sent, admin);
  expect((await readCharter(admin, slug)).mail).toEqual({ queued: 0, failed: 0 });
  return slug;
}

type Send = (client: Client, path: string, body: object, method?: string) => Promise<Answer>;

async function makeMoney(sent: Send, { admin, crew }: Pick<Used, "admin" | "crew">, slug: string): Promise<void> {
  const pay = (id: string, changes: object = {}): Promise<Answer> =>
    sent(crew, "/api/payment/log", payment(slug, id, { ...changes }));
  await pay("deposit", { method: "card", note: "Deposit", receipt_to: "jane@example.com" });
  await pay("rest");
  await pay("tip", { purpose: "tip", amount_cents: 2_000 });
  const money = { event: slug, timestamp: AT };
  const refund = { id: idOf("refund"), payment: idOf("rest"), amount_cents: 500, method: "cash", reason: "Late start" };
  await sent(admin, "/api/payment/refund", { ...money, ...refund });
  await sent(crew, "/api/payment/receipt", {
    event: slug,
    id: idOf("receipt"),
    payment: idOf("rest"),
    to: "jo@example.com",
  });
  await sent(crew, "/api/payment/reversal", {
    ...money,
    id: idOf("slip"),
    entry: idOf("deposit"),
    reason: "Card declined",
  });
  await pay("again", { method: "card" });
  const counted = (id: string, cents: number, reason: string): object => ({
    id: idOf(id),
    counted_at: AT,
    crew: [
      { crew: "ada@example.com", expected_cents: -500, counted_cents: -500, reason: "" },
      { crew: "cody@example.com", expected_cents: 14_000, counted_cents: cents, reason },
    ],
  });
  await sent(admin, "/api/closeouts/2026-05-23", counted("first count", 13_000, "A note is missing"));
  await sent(admin, "/api/closeouts/2026-05-23", counted("second count", 14_000, ""));
}

async function makeTexts(sent: Send, admin: Client): Promise<void> {
  const publish = (id: string, revision: number, en: string): Promise<Answer> =>
    sent(admin, "/api/waiver-texts", {
      id: idOf(id),
      revision,
      texts: { en: wording(en), es: wording("Acepto.") },
      note: "Reviewed",
    });
  await publish("first text", 0, "I agree.");
  await publish("second text", 1, "I agree with all of it.");
}

/** Reads all that a harness's table holds, as an export has it. */
export async function exportTable({ variables }: Pick<Used["harness"], "variables">): Promise<readonly Line[]> {
  const endpoint = variables["AWS_ENDPOINT_URL_DYNAMODB"] ?? "";
  const client = new DynamoDBClient({ endpoint, region: REGION, credentials: CREDENTIALS });
  const { Items = [] } = await client.send(
    new ScanCommand({ TableName: variables["TABLE_NAME"], ConsistentRead: true }),
  );
  client.destroy();
  return Items.map((item) => toLine(fromSdk(item)))
    .filter((line) => !isPassing(line))
    .sort(compareLines);
}

/** Puts items in place of a line's. */
export function replaceLine(lines: readonly Line[], line: Line, ...items: readonly Attributes[]): readonly Line[] {
  return lines.flatMap((one) => (one === line ? items.map(toLine) : [one])).sort(compareLines);
}
