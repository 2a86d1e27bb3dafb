import { describe, expect, it } from "vitest";

import { EventResponse } from "../../rules/contract/api/event.ts";
import { EventsResponse } from "../../rules/contract/api/month.ts";
import { eventKey } from "../../lambda/charter/stored.ts";
import { createCharter, readCharter } from "./support/charter.ts";
import { idOf, read, readProblem } from "./support/harness.ts";
import { useHarness } from "./support/useHarness.ts";

const { harness, admin, crew } = useHarness();

describe("Creating a charter", () => {
  it("derives the slug from date, first name and period, and numbers namesakes", async () => {
    const slugs = [];
    for (const first_name of ["Jane", "jane", "JANÉ"])
      slugs.push(await createCharter(admin, { first_name, date: "2026-06-01" }));
    expect(slugs).toEqual(["2026-06-01-jane-afternoon", "2026-06-01-jane2-afternoon", "2026-06-01-jane3-afternoon"]);
  });

  it("puts who booked on the list from the start, to be reached and reminded", async () => {
    const booker = { id: idOf("Jane"), name: "Jane Doe", email: "Jane@Example.com", phone: "(305) 555-0142" };
    const slug = await createCharter(admin, { date: "2026-06-20", booker });
    const event = await readCharter(crew, slug);
    const { id, name, phone } = booker;
    expect(event.manifest).toMatchObject([{ id, name, phone, email: "jane@example.com" }]);
    expect(event.history.map(({ kind }) => kind)).toEqual(["created", "added"]);
    // Reminders come of no request that would tell whose site their links start with.
    expect(await harness.services.table.get(eventKey(slug))).toMatchObject({ origin: "https://charters.example" });
    // The same again finds the same.
    expect(await createCharter(admin, { date: "2026-06-20", booker })).toBe(slug);
    const nobody = { date: "2026-06-20", booker: { ...booker, name: " " } };
    const refused = await admin.send("POST", "/api/events", {
      id: idOf("x"),
      first_name: "Jane",
      period: "night",
      ...nobody,
    });
    expect(refused.status).toBe(400);
  });

  it("gives everyone a slug of their own when several are created at once", async () => {
    const slugs = await Promise.all(
      [1, 2, 3, 4].map((n) => createCharter(admin, { date: "2026-06-02", title: `${n}` })),
    );
    expect(slugs.sort()).toEqual([
      "2026-06-02-jane-afternoon",
      "2026-06-02-jane2-afternoon",
      "2026-06-02-jane3-afternoon",
      "2026-06-02-jane4-afternoon",
    ]);
  });

  it("answers a retry with the charter created first, and refuses its id for another one", async () => {
    const body = { id: idOf("once"), date: "2026-06-03", first_name: "Ann", period: "sunset" };
    const first = await admin.send("POST", "/api/events", body);
    const second = await admin.send("POST", "/api/events", body);
    expect([first.status, second.status]).toEqual([201, 200]);
    expect(second.text).toBe(first.text);
    const other = await admin.send("POST", "/api/events", { ...body, title: "Other" });
    expect(readProblem(other)).toMatchObject({ status: 409, code: "conflict" });
  });

  it("asks for Latin letters where a first name has none", async () => {
    const answer = await admin.send("POST", "/api/events", {
      id: idOf("li"),
      date: "2026-06-03",
      first_name: "李",
      period: "night",
    });
    expect(readProblem(answer).errors?.[0]?.field).toBe("first_name");
  });
});

describe("The month list", () => {
  it("shows each charter of the month by date and time of day, with its counts", async () => {
    await createCharter(admin, { date: "2026-07-31", period: "night" });
    await createCharter(admin, { date: "2026-07-04", period: "evening" });
    const slug = await createCharter(admin, { date: "2026-07-04", period: "morning" });
    await createCharter(admin, { date: "2026-08-01", period: "morning" });
    await crew.send("POST", `/api/event/${slug}/patrons`, {
      patrons: [{ id: idOf("p1"), name: "Jane Doe", aboard: true }],
      at: harness.clock.now.toISOString(),
    });
    const answer = read(EventsResponse, await crew.send("GET", "/api/events?month=2026-07"));
    expect(answer.events.map((event) => event.slug)).toEqual([
      "2026-07-04-jane-morning",
      "2026-07-04-jane-evening",
      "2026-07-31-jane-night",
    ]);
    expect(answer.events[0]).toEqual({
      slug,
      date: "2026-07-04",
      period: "morning",
      first_name: "Jane",
      title: "",
      starts_at: "",
      vessel: "",
      capacity: null,
      required_crew: null,
      crew: [],
      status: "open",
      patrons: 1,
      signed: 0,
      signed_listed: 0,
      aboard: 1,
      price_cents: 60_000,
      paid_cents: 0,
      currency: "USD",
      mail_failed: 0,
      standing: "no-go",
    });
  });

  it("pages through more than one answer of the table holds", async () => {
    const month = { month: "2027-01", note: "x".repeat(10), title: "y".repeat(60_000) };
    await Promise.all(
      Array.from({ length: 31 }, (_, n) => {
        const slug = `2027-01-${String(n + 1).padStart(2, "0")}-big-night`;
        return harness.services.table.putNew({ ...eventKey(slug), ...month });
      }),
    );
    const answer = read(EventsResponse, await crew.send("GET", "/api/events?month=2027-01"));
    expect(answer.events).toHaveLength(31);
  });

  it("refuses what is no month", async () => {
    for (const month of ["2026-13", "2026-7", ""]) {
      expect((await crew.send("GET", `/api/events?month=${month}`)).status).toBe(400);
    }
  });
});

describe("Changing a charter", () => {
  it("changes what is named, raises the revision and leaves the rest", async () => {
    const slug = await createCharter(admin, { date: "2026-06-05", vessel: "Heron" });
    const { revision } = await readCharter(crew, slug);
    const answer = await admin.send("PATCH", `/api/event/${slug}`, {
      revision,
      status: "canceled",
      crew: ["Cody@example.com"],
    });
    expect(read(EventResponse, answer).event).toMatchObject({
      revision: revision + 1,
      status: "canceled",
      crew: ["cody@example.com"],
      vessel: "Heron",
    });
  });

  it("lets one of two people at once win and tells the other", async () => {
    const slug = await createCharter(admin, { date: "2026-06-06" });
    const { revision } = await readCharter(crew, slug);
    const answers = await Promise.all(
      ["A", "B"].map((title) => admin.send("PATCH", `/api/event/${slug}`, { revision, title })),
    );
    expect(answers.map(({ status }) => status).sort()).toEqual([200, 409]);
    const loser = answers.find(({ status }) => status === 409);
    expect(loser === undefined ? "" : readProblem(loser).code).toBe("stale-revision");
  });

  it("that does not exist, or has no slug, is a 404", async () => {
    for (const slug of ["2026-05-23-nobody-night", "2026-02-30-jane-night", "x"]) {
      expect((await admin.send("PATCH", `/api/event/${slug}`, { revision: 1 })).status).toBe(404);
      expect((await crew.send("GET", `/api/event/${slug}`)).status).toBe(404);
    }
  });
});

describe("A stored item that is broken", () => {
  it("tells the crew and the log what is wrong, and nobody the data", async () => {
    await harness.services.table.putNew({ ...eventKey("2026-06-11-bad-night"), capacity: "private words" });
    const answer = await crew.send("GET", "/api/event/2026-06-11-bad-night");
    expect(answer.status).toBe(200);
    expect(answer.text).toContain('"text":"The capacity cannot be read."');
    expect(answer.text).not.toContain("private words");
    const logged = harness.logs.join("\n");
    expect(logged).toContain("Part of a stored charter is broken: capacity");
    expect(logged).not.toContain("private words");
  });
});
