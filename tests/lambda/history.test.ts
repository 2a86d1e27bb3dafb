import { describe, expect, it } from "vitest";

import type { EventDetail } from "../../rules/contract/api/event.ts";
import { historyOf } from "../../rules/charter/history.ts";
import { CHARTER_BUDGETS } from "../../rules/contract/budgets.ts";
import { disableAccount } from "../../lambda/accounts/store.ts";
import { itemBytes } from "../../lambda/dynamodb/itemBytes.ts";
import { eventKey } from "../../lambda/charter/stored.ts";
import { createCharter, payment, readCharter } from "./support/charter.ts";
import { idOf } from "./support/harness.ts";
import { useHarness } from "./support/useHarness.ts";

const AT = "2026-05-23T18:00:00.000Z";
const later = (seconds: number): string => new Date(Date.parse(AT) + seconds * 1000).toISOString();

const { harness, admin, crew } = useHarness({ now: AT });

const texts = (event: EventDetail): string[] => historyOf(event).map(({ text }) => text);

/** Lines as large as names allow. */
const longLine = (n: number) => ({
  kind: "renamed",
  from: "é".repeat(80),
  patron: `${n}`.padEnd(80, "é"),
  at: AT,
  by: "cody@example.com",
  name: "Cody",
});

describe("The history of a charter", () => {
  it("tells who did what, of the list, the details, the ledger and the dock, newest first", async () => {
    const slug = await createCharter(admin, { date: "2026-08-01", capacity: 4 });
    await crew.send("POST", `/api/event/${slug}/patrons`, {
      patrons: [
        { id: idOf("Jane"), name: "Jane" },
        { id: idOf("Bo"), name: "Bo" },
      ],
      at: later(1),
    });
    harness.clock.advance(65_000);
    await admin.send("PATCH", `/api/event/${slug}`, { revision: 1, capacity: 6, crew: ["cody@example.com"] });
    harness.clock.advance(10_000);
    await crew.send("PATCH", `/api/event/${slug}/patrons/${idOf("Jane")}`, { at: later(70), aboard: true });
    harness.clock.advance(600_000);
    await crew.send("POST", "/api/payment/log", payment(slug, "history", { timestamp: later(80) }));
    await crew.send("PATCH", `/api/event/${slug}/patrons/${idOf("Bo")}`, { at: later(90), listed: false });
    expect(texts(await readCharter(crew, slug))).toEqual([
      "Cody took Bo off the list.",
      "Cody logged $120.00 from Jane Doe.",
      "Cody checked Jane aboard.",
      "Ada changed the capacity from 4 to 6; the crew from none to Cody.",
      "Cody added Jane and Bo.",
      "Ada created the charter.",
    ]);
  });

  it("says nothing of a change that changes nothing, or that is refused", async () => {
    const slug = await createCharter(admin, { date: "2026-08-02" });
    await admin.send("PATCH", `/api/event/${slug}`, { revision: 1, title: "" });
    await admin.send("PATCH", `/api/event/${slug}`, { revision: 1, title: "Late" });
    expect((await readCharter(crew, slug)).history.map(({ kind }) => kind)).toEqual(["created"]);
  });
});

describe("A history that has grown too long", () => {
  async function filled(date: string, lines: number): Promise<string> {
    const slug = await createCharter(admin, { date });
    const history = Array.from({ length: lines }, (_, n) => longLine(n));
    await harness.services.table.update(eventKey(slug), {
      set: Object.entries({ history, history_bytes: itemBytes(history) }),
    });
    return slug;
  }

  it("is cut in the very update that adds to it: the newest stay, the rest is counted", async () => {
    const slug = await filled("2026-08-03", 60);
    await crew.send("POST", `/api/event/${slug}/patrons`, { patrons: [{ id: idOf("New"), name: "New" }], at: AT });
    const { history, history_dropped } = await readCharter(crew, slug);
    expect(history.at(-1)).toMatchObject({ kind: "added", names: ["New"] });
    expect(history.at(-2)).toMatchObject({ patron: longLine(59).patron });
    expect(history.length + history_dropped).toBe(61);
    expect(itemBytes(history)).toBeLessThan(CHARTER_BUDGETS.history.bytes);
  });

  it("loses no check-in when many come at the moment of the cut", async () => {
    const slug = await filled("2026-08-04", 0);
    const names = Array.from({ length: 8 }, (_, n) => `Patron ${n}`);
    await crew.send("POST", `/api/event/${slug}/patrons`, {
      patrons: names.map((name) => ({ id: idOf(name), name })),
      at: AT,
    });
    const history = Array.from({ length: 70 }, (_, n) => longLine(n));
    await harness.services.table.update(eventKey(slug), {
      set: Object.entries({ history, history_bytes: itemBytes(history) }),
    });
    const answers = await Promise.all(
      names.map((name) =>
        crew.send("PATCH", `/api/event/${slug}/patrons/${idOf(name)}`, { at: later(1), aboard: true }),
      ),
    );
    expect(answers.map(({ status }) => status)).toEqual(names.map(() => 200));
    const event = await readCharter(crew, slug);
    expect(event.aboard).toBe(8);
    expect(event.history.filter(({ kind }) => kind === "aboard")).toHaveLength(8);
    expect(event.history.length + event.history_dropped).toBe(78);
  });

  it("gives way altogether before a payment or a check-in would not fit the item", async () => {
    const slug = await filled("2026-08-05", 55);
    await crew.send("POST", `/api/event/${slug}/patrons`, { patrons: [{ id: idOf("Full"), name: "Full" }], at: AT });
    const fill = async (bytes: number): Promise<boolean> =>
      (
        await harness.services.table.update(eventKey(slug), {
          set: [["filler", "x".repeat(bytes)]],
        })
      ).ok;
    let bytes = 409_000;
    while (!(await fill(bytes))) bytes -= 300;
    expect((await crew.send("POST", "/api/payment/log", payment(slug, "full", { note: "n".repeat(500) }))).status).toBe(
      201,
    );
    const event = await readCharter(crew, slug);
    expect(event).toMatchObject({ history: [], paid_cents: 12_000 });
    expect(event.history_dropped).toBeGreaterThan(50);
    expect(
      (await crew.send("PATCH", `/api/event/${slug}/patrons/${idOf("Full")}`, { at: later(1), aboard: true })).status,
    ).toBe(200);
  });
});

// The last, as it ends an account.
describe("Who a charter speaks of", () => {
  it("is named: whoever took money and did nothing else, and whoever was assigned and taken off, also once they have left", async () => {
    const slug = await createCharter(admin, { date: "2026-08-03", crew: ["ada@example.com"] });
    await crew.send("POST", "/api/payment/log", payment(slug, "first act"));
    await admin.send("PATCH", `/api/event/${slug}`, { revision: 1, crew: ["nobody@example.com"] });
    const event = await readCharter(crew, slug);
    expect(event.names).toEqual({ "cody@example.com": "Cody", "ada@example.com": "Ada" });
    expect(texts(event)).toContain("Ada changed the crew from Ada to nobody@example.com.");
    expect(texts(event)).toContain("Cody logged $120.00 from Jane Doe.");
    await disableAccount(harness.services.table, "cody@example.com", new Date(AT));
    expect((await readCharter(admin, slug)).names).toMatchObject({ "cody@example.com": "Cody" });
  });
});
