import { describe, expect, it } from "vitest";

import { createAccount, disableAccount } from "../../lambda/accounts/store.ts";
import { createApp } from "../../lambda/app.ts";
import { eventKey } from "../../lambda/charter/stored.ts";
import { sealRecord, signatureKey } from "../../lambda/charter/signatureRecord.ts";
import { EventsResponse } from "../../rules/contract/api/month.ts";
import { assessDeparture } from "../../rules/departure/goNoGo.ts";
import { createCharter, payment, readCharter, signature } from "./support/charter.ts";
import { Client, idOf, read, readProblem, type Answer } from "./support/harness.ts";
import { useHarness } from "./support/useHarness.ts";

const { harness, admin, crew, nobody: patron } = useHarness();

/** The fields that a request was refused for. */
function refusedFields(answer: Answer): readonly string[] {
  const problem = readProblem(answer);
  expect([problem.status, problem.code]).toEqual([400, "invalid-request"]);
  return problem.errors?.map(({ field }) => field) ?? [];
}

const FAR = "+275760-09-13T00:00:00.000Z";

describe("An instant outside of our years is refused by name", () => {
  it.each([
    ["a signature", "POST", "/g/SLUG/waiver", "signed_at", (at: string) => signature("Far", { signed_at: at })],
    [
      "a payment",
      "POST",
      "/api/payment/log",
      "timestamp",
      (at: string, slug: string) => payment(slug, "far", { timestamp: at }),
    ],
    ["a briefing", "POST", "/api/event/SLUG/briefing", "at", (at: string) => ({ given: true, at })],
    [
      "a departure",
      "POST",
      "/api/event/SLUG/departures",
      "at",
      (at: string) => ({ kind: "departed", id: idOf("far"), at, aboard: [], override: "We go." }),
    ],
    [
      "patrons",
      "POST",
      "/api/event/SLUG/patrons",
      "at",
      (at: string) => ({ patrons: [{ id: idOf("far"), name: "Far" }], at }),
    ],
    ["a check-in", "PATCH", `/api/event/SLUG/patrons/${idOf("far")}`, "at", (at: string) => ({ at, aboard: true })],
    [
      "a closeout",
      "POST",
      "/api/closeouts/2026-05-22",
      "counted_at",
      (at: string) => ({ id: idOf("far"), counted_at: at, crew: [] }),
    ],
  ] as const)("in %s", async (name, method, path, field, body) => {
    const slug = await createCharter(admin, { first_name: `Far ${name}` });
    for (const at of [FAR, "1970-01-01T00:00:00.000Z", "1999-12-31T23:59:59.999Z", "2101-01-01T00:00:00.000Z"]) {
      expect(refusedFields(await admin.send(method, path.replace("SLUG", slug), body(at, slug)))).toEqual([field]);
    }
  });
});

describe("A day outside of our years is refused", () => {
  it.each([
    ["/api/crew/day/9999-12-31", "date"],
    ["/api/crew/day/0001-01-01", "date"],
    ["/api/events?month=9999-12", "month"],
    ["/api/events?month=0001-01", "month"],
    ["/api/availability?month=9999-12", "month"],
    ["/api/payments.csv?month=9999-12", "month"],
    ["/api/payments.csv?day=9999-12-31", "month"],
  ])("by %s", async (path, field) => {
    expect(refusedFields(await admin.send("GET", path))).toEqual([field]);
  });

  it("as a charter's, as a birth date, as a day of money", async () => {
    const charter = { id: idOf("late"), date: "2101-01-01", first_name: "Jane", period: "night" };
    expect(refusedFields(await admin.send("POST", "/api/events", charter))).toEqual(["date"]);
    const slug = await createCharter(admin, { first_name: "Old" });
    const born = (birth_date: string) => signature("Old", { participants: [{ name: "Old", birth_date }] });
    for (const date of ["1899-12-31", "0001-01-01", "9999-12-31"]) {
      const answer = await patron.send("POST", `/g/${slug}/waiver`, born(date));
      expect(refusedFields(answer)).toEqual(["participants.0.birth_date"]);
    }
    expect((await crew.send("GET", "/api/closeouts/9999-12-31")).status).toBe(404);
  });
});

describe("A date of birth that is still to come", () => {
  it("is refused in the page's words, and today's is taken wherever it is today already", async () => {
    const slug = await createCharter(admin, { date: "2026-07-01", first_name: "Baby" });
    const baby = (birth_date: string, id: string) =>
      signature("Ann", {
        id: idOf(id),
        language: "es",
        participants: [{ name: "Bea", birth_date }],
        signer: { name: "Ann", relationship: "Madre o padre" },
      });
    const answer = readProblem(await patron.send("POST", `/g/${slug}/waiver`, baby("2026-06-01", "unborn")));
    expect(answer.errors).toEqual([
      {
        field: "participants.0.birth_date",
        message: "Esta fecha de nacimiento todavía no ha llegado. Revise el año.",
      },
    ]);
    // It is 18:00 UTC on the 23rd, and the 24th on Kiritimati.
    expect((await patron.send("POST", `/g/${slug}/waiver`, baby("2026-05-24", "newborn"))).status).toBe(201);
  });
});

describe("A request that used to be a fault", () => {
  it("with one patron's id twice is refused for the second", async () => {
    const slug = await createCharter(admin, { first_name: "Twice" });
    const patrons = ["Ann", "Bo", "Cy"].map((name, index) => ({ id: idOf(index === 1 ? "other" : "same"), name }));
    const answer = await crew.send("POST", `/api/event/${slug}/patrons`, { patrons, at: "2026-05-23T17:00:00.000Z" });
    expect(refusedFields(answer)).toEqual(["patrons.2"]);
    expect((await readCharter(crew, slug)).manifest).toEqual([]);
  });

  it("with a revision that no number counts is refused wherever there is one", async () => {
    const slug = await createCharter(admin, { first_name: "Counted" });
    const texts = { en: { title: "", markdown: "" }, es: { title: "", markdown: "" } };
    for (const revision of [2 ** 53, 2 ** 53 - 1, -1]) {
      for (const [path, body] of [
        ["/api/waiver-texts/draft", { texts }],
        [`/api/event/${slug}`, { note: "More" }],
        [`/api/vessels/${idOf("vessel")}`, { name: "Windward" }],
      ] as const) {
        expect(refusedFields(await admin.send("PATCH", path, { revision, ...body }))).toEqual(["revision"]);
      }
    }
  });

  it("with a control character in what names a charter or a vessel is refused", async () => {
    for (const character of ["\u0000", "\u0007", "\u202e", "\u2028x"]) {
      const charter = { id: idOf("title"), date: "2026-05-23", first_name: "Jane", period: "night" };
      const text = `A${character}B`;
      expect(refusedFields(await admin.send("POST", "/api/events", { ...charter, title: text, vessel: text }))).toEqual(
        ["title", "vessel"],
      );
      expect(refusedFields(await admin.send("POST", "/api/events", { ...charter, first_name: text }))).toEqual([
        "first_name",
      ]);
    }
  });

  it("whose crew is the captain twice has one of two", async () => {
    const captain = "ada@example.com";
    const slug = await createCharter(admin, { first_name: "Captain", required_crew: 2, crew: [captain, captain] });
    const event = await readCharter(crew, slug);
    expect(event.standing).toBe("no-go");
    const answer = await crew.send("POST", `/api/event/${slug}/departures`, {
      kind: "departed",
      id: idOf("leave"),
      at: "2026-05-23T17:00:00.000Z",
      aboard: [],
      override: null,
    });
    expect(readProblem(answer).detail).toContain("1 of 2 crew are assigned.");
    const overridden = await crew.send("POST", `/api/event/${slug}/departures`, {
      kind: "departed",
      id: idOf("leave"),
      at: "2026-05-23T17:00:00.000Z",
      aboard: [],
      override: "The harbor master comes along.",
    });
    expect(overridden.status).toBe(200);
    const [departed] = (await readCharter(crew, slug)).departures;
    expect(departed).toMatchObject({ crew: [{ id: captain, name: "Ada" }] });
  });
});

describe("Somebody of the crew who has no account", () => {
  it("or a disabled one, does not count, and is named: on the charter, in the month, and to whoever leaves", async () => {
    const assigned = ["ada@example.com", "nobody@example.com", "left@example.com"];
    await createAccount(
      harness.services.table,
      { email: "left@example.com", name: "Lee", role: "crew" },
      harness.clock.now,
    );
    const slug = await createCharter(admin, { first_name: "Crewed", required_crew: 2, crew: assigned });
    expect(await readCharter(crew, slug)).toMatchObject({
      crew: assigned,
      crew_without_account: ["nobody@example.com"],
    });
    await disableAccount(harness.services.table, "left@example.com", harness.clock.now);
    const without = ["nobody@example.com", "left@example.com"];
    const event = await readCharter(crew, slug);
    expect(event).toMatchObject({ crew: assigned, crew_without_account: without, standing: "no-go" });
    const month = read(EventsResponse, await crew.send("GET", "/api/events?month=2026-05"));
    expect(month.events.find((one) => one.slug === slug)).toMatchObject({ crew_without_account: without });
    const leave = { kind: "departed", id: idOf("crewed"), at: "2026-05-23T17:00:00.000Z", aboard: [], override: null };
    const { detail } = readProblem(await crew.send("POST", `/api/event/${slug}/departures`, leave));
    expect(detail).toContain("1 of 2 crew are assigned.");
    expect(assessDeparture(event).reasons.map(({ text }) => text)).toContain(
      "Assigned without an account, so not counted: nobody@example.com and left@example.com.",
    );
  });

  it("is nobody's business where an account cannot be read: it may be theirs", async () => {
    const slug = await createCharter(admin, { first_name: "Unread", required_crew: 1, crew: ["torn@example.com"] });
    await harness.services.table.putNew({ event_id: "accounts", timestamp: "torn" });
    expect((await readCharter(crew, slug)).crew_without_account).toBeUndefined();
    await harness.services.table.remove({ event_id: "accounts", timestamp: "torn" });
    expect((await readCharter(crew, slug)).crew_without_account).toEqual(["torn@example.com"]);
  });
});

describe("An amount that no coin makes", () => {
  it("is refused by its field where the currency has none, and taken whole", async () => {
    const { config } = harness.services;
    const company = { ...config.company, currency: "JPY" };
    const japan = new Client({ app: createApp({ ...harness.services, config: { ...config, company } }) });
    await japan.signIn("ada@example.com");
    const slug = await createCharter(japan, { first_name: "Yen", price_cents: 1_000_000 });
    const odd = { amount_cents: 10_050 };
    expect(refusedFields(await japan.send("POST", "/api/payment/log", payment(slug, "yen", odd)))).toEqual([
      "amount_cents",
    ]);
    const whole = payment(slug, "yen", { amount_cents: 10_000 });
    expect((await japan.send("POST", "/api/payment/log", whole)).status).toBe(201);
    const refund = { id: idOf("back"), event: slug, payment: idOf("yen"), method: "cash", reason: "Rain" };
    const at = "2026-05-23T17:59:00.000Z";
    expect(
      refusedFields(await japan.send("POST", "/api/payment/refund", { ...refund, timestamp: at, amount_cents: 50 })),
    ).toEqual(["amount_cents"]);
    expect(
      refusedFields(await japan.send("PATCH", `/api/event/${slug}`, { revision: 1, price_cents: 1_000_001 })),
    ).toEqual(["price_cents"]);
    const counted = { crew: "ada@example.com", expected_cents: 10_000, counted_cents: 9_950, reason: "A coin" };
    const close = { id: idOf("close yen"), counted_at: at, crew: [counted] };
    expect(refusedFields(await japan.send("POST", "/api/closeouts/2026-05-23", close))).toEqual([
      "crew.0.counted_cents",
    ]);
    const csv = await japan.send("GET", "/api/payments.csv?day=2026-05-23");
    expect(csv.text).toContain(",100,JPY,");
  });
});

describe("A record that was taken before there were bounds", () => {
  it("is read with the charter that it lies beside", async () => {
    const slug = await createCharter(admin, { first_name: "Before" });
    const request = signature("Jane \u202eeod", { signed_at: FAR });
    const record = sealRecord({
      ...request,
      slug,
      address: "203.0.113.7",
      user_agent: "Test Browser",
      received_at: "2026-05-23T18:00:00.000Z",
    });
    await harness.services.table.putNew({ ...signatureKey(slug, request), ...record });
    await harness.services.table.update(eventKey(slug), {
      add: [["signed", new Set([`${request.id}#${request.signer.name}`])]],
    });
    const event = await readCharter(crew, slug);
    expect(event.signatures.map(({ participant, signed_at }) => [participant, signed_at])).toEqual([
      ["Jane \u202eeod", FAR],
    ]);
  });
});
