import { describe, expect, it } from "vitest";

import { createApp } from "../../lambda/app.ts";
import type { Table, WriteResult } from "../../lambda/dynamodb/table.ts";
import { createCharter, payment, readCharter, signature } from "./support/charter.ts";
import { Client, idOf } from "./support/harness.ts";
import { useHarness } from "./support/useHarness.ts";

const { harness } = useHarness();

/** A table whose every write is done, its answer lost, and asked for a second time, as the SDK does: only that one is heard. */
function askedTwice(table: Table): Table {
  const twice = async (write: () => Promise<WriteResult>): Promise<WriteResult> => {
    await write();
    return write();
  };
  return {
    ...table,
    putNew: (item) => twice(() => table.putNew(item)),
    update: (key, update) => twice(() => table.update(key, update)),
    updateAndRead: (key, update) => twice(() => table.updateAndRead(key, update)),
  };
}

/** An admin whose requests come to such a table. */
async function unheard(): Promise<Client> {
  const app = createApp({ ...harness.services, table: askedTwice(harness.services.table) });
  const client = new Client({ app });
  expect((await client.signIn("ada@example.com")).status).toBe(200);
  return client;
}

const AT = "2026-05-23T17:59:00.000Z";
const TEXT = { title: "Waiver", markdown: "You may get wet." };

describe("A write that the table did and that was asked for twice", () => {
  it("is no refusal, whatever was written", async () => {
    const admin = await unheard();
    const slug = await createCharter(admin, { crew: ["cody@example.com"] });
    const [ann, heron] = [idOf("ann"), idOf("heron")];
    const requests: readonly (readonly [string, string, unknown])[] = [
      ["POST", "/api/crew", { email: "new@example.com", name: "New", role: "crew" }],
      ["PATCH", `/api/event/${slug}`, { revision: 1, title: "Birthday sail", crew: [] }],
      ["POST", `/api/event/${slug}/patrons`, { patrons: [{ id: ann, name: "Ann" }], at: AT }],
      ["PATCH", `/api/event/${slug}/patrons/${ann}`, { aboard: true, at: AT }],
      ["POST", `/api/event/${slug}/briefing`, { given: true, at: AT }],
      [
        "POST",
        `/api/event/${slug}/departures`,
        { kind: "departed", id: idOf("out"), at: AT, aboard: [ann], override: "The captain decides" },
      ],
      ["POST", "/api/payment/log", payment(slug, "deposit", { receipt_to: "jane@example.com" })],
      [
        "POST",
        "/api/payment/refund",
        {
          id: idOf("back"),
          event: slug,
          payment: idOf("deposit"),
          amount_cents: 100,
          method: "cash",
          timestamp: AT,
          reason: "Rain",
        },
      ],
      [
        "POST",
        "/api/payment/receipt",
        { id: idOf("again"), event: slug, payment: idOf("deposit"), to: "jo@example.com" },
      ],
      ["POST", `/g/${slug}/waiver`, signature("Ann")],
      ["POST", "/api/vessels", { id: heron, name: "Heron", capacity: 6, required_crew: 1 }],
      ["PATCH", `/api/vessels/${heron}`, { revision: 1, capacity: 7 }],
      ["PATCH", "/api/waiver-texts/draft", { revision: 0, texts: { en: TEXT, es: TEXT } }],
      ["POST", "/api/waiver-texts", { id: idOf("text"), revision: 1, texts: { en: TEXT, es: TEXT }, note: "New" }],
      ["PUT", "/api/availability/2026-05-24", { answer: "yes", note: "" }],
      ["POST", "/api/calendar", {}],
      [
        "POST",
        "/api/closeouts/2026-05-23",
        {
          id: idOf("count"),
          counted_at: AT,
          crew: [{ crew: "ada@example.com", expected_cents: 11_900, counted_cents: 11_900, reason: "" }],
        },
      ],
    ];
    for (const [method, path, body] of requests)
      expect([path, (await admin.send(method, path, body)).status]).toEqual([path, expect.toBeOneOf([200, 201])]);
    const event = await readCharter(admin, slug);
    expect(event).toMatchObject({ title: "Birthday sail", crew: [], standing: "departed", paid_cents: 11_900 });
    expect([event.ledger.length, event.departures.length, event.manifest.length]).toEqual([2, 1, 1]);
  });

  it("is still refused where it was somebody else's", async () => {
    const admin = await unheard();
    const slug = await createCharter(admin);
    const other = await harness.as("admin");
    expect((await other.send("PATCH", `/api/event/${slug}`, { revision: 1, title: "Theirs" })).status).toBe(200);
    const stale = await admin.send("PATCH", `/api/event/${slug}`, { revision: 1, title: "Ours" });
    expect(stale.status).toBe(409);
    const taken = { email: "cody@example.com", name: "Cody", role: "crew" };
    expect((await admin.send("POST", "/api/crew", taken)).status).toBe(409);
  });
});
