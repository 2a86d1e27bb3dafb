import { describe, expect, it } from "vitest";

import { CloseoutResponse } from "../../rules/contract/api/closeout.ts";
import { LedgerResponse } from "../../rules/contract/api/payment.ts";
import { PARTITIONS } from "../../rules/contract/table.ts";
import { eventKey } from "../../lambda/charter/stored.ts";
import { noteCharter } from "../../lambda/closeouts/store.ts";
import { createCharter, payment, readCharter } from "./support/charter.ts";
import { idOf, read, readProblem, type Answer, type Client } from "./support/harness.ts";
import { useHarness } from "./support/useHarness.ts";

// A month after the charters: money is counted later, too.
const { harness, admin, crew } = useHarness({ now: "2026-06-22T18:00:00.000Z" });

/** Logs a payment on a day, by every clock. */
const log = (client: Client, slug: string, id: string, day: string, changes = {}): Promise<Answer> => {
  const timestamp = `${day}T18:00:00.000Z`;
  harness.clock.now = new Date(timestamp);
  return client.send("POST", "/api/payment/log", payment(slug, id, { timestamp, ...changes }));
};
const show = async (client: Client, day: string): Promise<CloseoutResponse> =>
  read(CloseoutResponse, await client.send("GET", `/api/closeouts/${day}`));
const count = (expected_cents: number, counted_cents = expected_cents, reason = "", member = "cody@example.com") => ({
  crew: member,
  expected_cents,
  counted_cents,
  reason,
});
const close = (day: string, id: string, lines: readonly unknown[], client = admin): Promise<Answer> =>
  client.send("POST", `/api/closeouts/${day}`, { id: idOf(id), counted_at: `${day}T23:00:00.000Z`, crew: lines });

describe("A day's money", () => {
  it("is found on whichever charter it is, by one note a day and charter", async () => {
    const [may, september] = [
      await createCharter(admin),
      await createCharter(admin, { date: "2026-09-01", first_name: "Sam" }),
    ];
    await log(crew, may, "d1-a", "2026-05-23");
    await log(crew, may, "d1-b", "2026-05-23", { purpose: "tip", amount_cents: 1_500 });
    await log(crew, september, "d1-c", "2026-05-23", { amount_cents: 5_000, method: "card" });
    await log(admin, september, "d1-d", "2026-05-24");
    const day = await show(admin, "2026-05-23");
    expect(day.crew).toEqual([{ crew: "cody@example.com", expected_cents: 13_500, tip_cents: 1_500 }]);
    expect(day.methods).toEqual([
      { method: "card", charter_cents: 5_000, tip_cents: 0 },
      { method: "cash", charter_cents: 12_000, tip_cents: 1_500 },
    ]);
    expect(await harness.services.table.get({ event_id: PARTITIONS.closeouts, timestamp: "2026-05-23" })).toMatchObject(
      { charters: new Set([may, september]) },
    );
  });

  it("calls each charter by its title, and tells nobody of a charter whose money they do not see", async () => {
    const named = await createCharter(admin, { title: "Harbor Lights Gala", first_name: "Nora" });
    const plain = await createCharter(admin, { first_name: "Zoë" });
    await log(crew, named, "d9-a", "2026-05-09");
    await log(admin, plain, "d9-b", "2026-05-09");
    expect((await show(crew, "2026-05-09")).titles).toEqual({ [named]: "Harbor Lights Gala" });
    expect((await show(admin, "2026-05-09")).titles).toEqual({
      [named]: "Harbor Lights Gala",
      [plain]: "Zoë’s afternoon charter",
    });
    // One that cannot be read hides no money.
    await harness.services.table.update(eventKey(named), { set: [[["title"], 7]] });
    const day = await show(admin, "2026-05-09");
    expect(day.titles?.[named]).toBe("Nora’s afternoon charter");
    expect([day.lines.length, day.broken]).toEqual([2, []]);
  });

  it("shows the crew their own, and admins everybody's", async () => {
    const slug = await createCharter(admin, { title: "own" });
    await log(crew, slug, "d2-a", "2026-05-02");
    await log(admin, slug, "d2-b", "2026-05-02");
    expect((await show(crew, "2026-05-02")).lines.map(({ entry }) => entry.id)).toEqual([idOf("d2-a")]);
    expect((await show(admin, "2026-05-02")).crew).toHaveLength(2);
    await close("2026-05-02", "d2-close", [count(12_000, 12_000, "", "ada@example.com"), count(12_000)]);
    expect((await show(crew, "2026-05-02")).closeouts[0]?.crew.map((line) => line.crew)).toEqual(["cody@example.com"]);
  });

  it("of an unknown day is empty, and of no day not found", async () => {
    expect(await show(crew, "2026-02-01")).toMatchObject({ crew: [], methods: [], lines: [], closeouts: [] });
    expect((await crew.send("GET", "/api/closeouts/2026-02-30")).status).toBe(404);
  });
});

describe("A day that names a charter that cannot be", () => {
  it("shows the money of all others, in the closeout and in the month's file, and says that it is not whole", async () => {
    const slug = await createCharter(admin, { period: "evening" });
    const day = "2026-05-23";
    await log(admin, slug, "beside", day);
    await harness.services.table.update(
      { event_id: PARTITIONS.closeouts, timestamp: day },
      { add: [["charters", new Set(["garbage slug"])]] },
    );
    const book = await admin.send("GET", `/api/closeouts/${day}`);
    expect(book.text).toContain(slug);
    expect(book.text).toContain("Which charters have money of the day: 1 entry cannot be read.");
    const csv = await admin.send("GET", "/api/payments.csv?month=2026-05");
    expect(csv.text).toContain(slug);
    expect(csv.text).toContain("Not all of it can be read");
  });
});

describe("A device that says another day than the server", () => {
  it("files its money on the server's, keeps its word, and is found by the version before as well", async () => {
    const slug = await createCharter(admin, { title: "claimed" });
    harness.clock.now = new Date("2026-05-12T18:00:00.000Z");
    const timestamp = "2016-01-01T12:00:00.000Z";
    const answer = await crew.send("POST", "/api/payment/log", payment(slug, "d9-a", { timestamp }));
    expect(answer.status).toBe(201);
    expect(read(LedgerResponse, answer).entry).toMatchObject({ timestamp, day: "2026-05-12" });
    expect((await show(admin, "2026-05-12")).crew).toMatchObject([{ expected_cents: 12_000 }]);
    expect((await show(admin, "2016-01-01")).lines).toEqual([]);
    const claimed = await harness.services.table.get({ event_id: PARTITIONS.closeouts, timestamp: "2016-01-01" });
    expect(claimed).toMatchObject({ charters: new Set([slug]) });
    harness.clock.now = new Date("2026-05-13T18:00:00.000Z");
    const again = await crew.send("POST", "/api/payment/log", payment(slug, "d9-a", { timestamp }));
    expect([again.status, again.text]).toEqual([200, answer.text]);
  });

  it.each([
    ["before midnight at the dock in summer", "2026-05-14T03:59:00.000Z", "2026-05-13"],
    ["after it", "2026-05-14T04:01:00.000Z", "2026-05-14"],
    ["before midnight in winter, an hour later in UTC", "2026-12-02T04:59:00.000Z", "2026-12-01"],
    ["in the hour that comes twice", "2026-11-01T06:30:00.000Z", "2026-11-01"],
    ["on the evening of a leap day", "2028-03-01T04:00:00.000Z", "2028-02-29"],
  ])("has money of the server's day: %s", async (_, now, day) => {
    const slug = await createCharter(admin, { title: now });
    harness.clock.now = new Date(now);
    await admin.signIn("ada@example.com");
    const answer = await admin.send("POST", "/api/payment/log", payment(slug, now, { method: "card" }));
    expect(read(LedgerResponse, answer).entry.day).toBe(day);
    expect((await show(admin, day)).lines.map(({ entry }) => entry.id)).toEqual([idOf(now)]);
  });

  it("leaves an entry from before on the day that its device said", async () => {
    const slug = await createCharter(admin, { title: "older" });
    const entry: Record<string, unknown> = {
      kind: "payment",
      purpose: "charter",
      currency: "USD",
      ...payment(slug, "d10", { timestamp: "2026-05-15T18:00:00.000Z" }),
    };
    delete entry["event"];
    const recorded = { recorded_by: "cody@example.com", recorded_at: "2026-05-16T18:00:00.000Z" };
    await harness.services.table.update(eventKey(slug), { append: [["payment_log", [{ ...entry, ...recorded }]]] });
    await noteCharter(harness.services.table, "2026-05-15", slug);
    await noteCharter(harness.services.table, "2026-05-16", slug);
    expect((await show(admin, "2026-05-15")).lines).toHaveLength(1);
    expect((await show(admin, "2026-05-16")).lines).toEqual([]);
  });
});

describe("Closing a day", () => {
  it("keeps the count, once however often it is sent, and takes a second count beside it", async () => {
    const slug = await createCharter(admin, { title: "close" });
    await log(crew, slug, "d3-a", "2026-05-03");
    const first = await close("2026-05-03", "d3", [count(12_000, 11_900, "Change given wrong")]);
    const again = await close("2026-05-03", "d3", [count(12_000, 11_900, "Change given wrong")]);
    expect([first.status, again.status, again.text]).toEqual([201, 200, first.text]);
    expect((await close("2026-05-03", "d3", [count(12_000)])).status).toBe(409);
    await close("2026-05-03", "d3-second", [count(12_000)]);
    expect(
      (await show(admin, "2026-05-03")).closeouts.map(({ crew: lines, closed_by }) => [
        lines[0]?.counted_cents,
        closed_by,
      ]),
    ).toEqual([
      [11_900, "ada@example.com"],
      [12_000, "ada@example.com"],
    ]);
  });

  it("asks for the reason of a difference", async () => {
    const slug = await createCharter(admin, { title: "why" });
    await log(crew, slug, "d4-a", "2026-05-04");
    const answer = await close("2026-05-04", "d4", [count(12_000, 1, "  ")]);
    expect(readProblem(answer).errors).toEqual([{ field: "crew.0.reason", message: "must say why the cash differs" }]);
  });

  it("is refused when money was logged since the count, for the crew, and for days to come", async () => {
    const slug = await createCharter(admin, { title: "moved" });
    await log(crew, slug, "d5-a", "2026-05-05");
    await log(crew, slug, "d5-b", "2026-05-05");
    expect(readProblem(await close("2026-05-05", "d5", [count(12_000)])).code).toBe("stale-revision");
    expect((await close("2026-05-05", "d5", [count(24_000)], crew)).status).toBe(403);
    expect((await close("2026-06-30", "d5-future", [])).status).toBe(400);
    expect((await show(admin, "2026-05-05")).closeouts).toEqual([]);
  });

  it("lets one of two at the same moment through", async () => {
    const slug = await createCharter(admin, { title: "race" });
    await log(crew, slug, "d6-a", "2026-05-06");
    const answers = await Promise.all(["d6-a", "d6-b"].map((id) => close("2026-05-06", id, [count(12_000)])));
    const kept = (await show(admin, "2026-05-06")).closeouts;
    expect(kept).toHaveLength(answers.filter(({ status }) => status === 201).length);
  });
});

describe("Money logged after the closeout", () => {
  it("is marked on the ledger and on the day, with the new difference", async () => {
    const slug = await createCharter(admin, { title: "late" });
    await log(crew, slug, "d7-a", "2026-05-07");
    await close("2026-05-07", "d7", [count(12_000)]);
    await log(crew, slug, "d7-b", "2026-05-07", { amount_cents: 500 });
    const [first, second] = (await readCharter(crew, slug)).ledger;
    expect([first?.after_closeout, second?.after_closeout]).toEqual([undefined, true]);
    const day = await show(admin, "2026-05-07");
    expect(day.lines.map(({ after_closeout }) => after_closeout).sort()).toEqual([false, true]);
    expect(day.crew[0]?.expected_cents).toBe(12_500);
    const replayed = await log(crew, slug, "d7-a", "2026-05-07");
    expect(replayed.status).toBe(200);
  });

  it("is seen in a reversal too, on whichever day that came", async () => {
    const slug = await createCharter(admin, { title: "undone" });
    await log(crew, slug, "d8-a", "2026-05-08");
    await close("2026-05-08", "d8", [count(12_000)]);
    harness.clock.now = new Date("2026-05-10T18:00:00.000Z");
    await crew.send("POST", "/api/payment/reversal", {
      id: idOf("d8-r"),
      event: slug,
      entry: idOf("d8-a"),
      timestamp: "2026-05-10T18:00:00.000Z",
      reason: "wrong charter",
    });
    expect((await readCharter(crew, slug)).ledger[1]?.after_closeout).toBe(true);
    const day = await show(admin, "2026-05-08");
    expect(day.lines).toMatchObject([{ after_closeout: true, counts_cents: 0, reversal: { reason: "wrong charter" } }]);
    expect(day.crew).toEqual([{ crew: "cody@example.com", expected_cents: 0, tip_cents: 0 }]);
  });
});
