import { describe, expect, it } from "vitest";

import { EventResponse, type EventDetail } from "../../rules/contract/api/event.ts";
import { EventsResponse } from "../../rules/contract/api/month.ts";
import { findRecord } from "../../lambda/charter/signpost.ts";
import { eventKey } from "../../lambda/charter/stored.ts";
import { createCharter, payment, readCharter, signature } from "./support/charter.ts";
import { busyCharter } from "./support/busyCharter.ts";
import { dying } from "./support/dying.ts";
import { readMails } from "./support/mime.ts";
import { idOf, read, readProblem } from "./support/harness.ts";
import { useHarness } from "./support/useHarness.ts";

const used = useHarness({ for: "each" });
const { harness, admin, crew, nobody: patron } = used;

const OLD = "2026-05-23-jane-afternoon";
const NEW = "2026-06-01-jane-morning";

function move(changes: Record<string, unknown> = {}): Record<string, unknown> {
  return {
    id: idOf("a move"),
    revision: 1,
    date: "2026-06-01",
    period: "morning",
    signatures: "kept",
    reason: "Gale warning for the whole day.",
    ...changes,
  };
}

async function moved(changes: Record<string, unknown> = {}, client = admin): Promise<EventDetail> {
  return read(EventResponse, await client.send("POST", `/api/event/${OLD}/move`, move(changes))).event;
}

async function monthOf(month: string): Promise<readonly string[]> {
  const { events, broken } = read(EventsResponse, await crew.send("GET", `/api/events?month=${month}`));
  expect(broken).toEqual([]);
  return events.map(({ slug }) => slug);
}

function facts({ slug, date, manifest, signatures, ledger, paid_cents }: EventDetail) {
  return {
    slug,
    date,
    people: manifest.map(({ name }) => name),
    signed: signatures.map(({ participant }) => participant),
    paid: [ledger.length, paid_cents],
  };
}

const MOVED = {
  slug: NEW,
  date: "2026-06-01",
  people: ["Jane Doe", "Sam Okafor", "Lou Marsh"],
  signed: ["Jane Doe"],
  paid: [1, 12_000],
};

describe("A charter that is moved", () => {
  it("goes by its new slug with people, signatures, money and history, and is listed once, where it is", async () => {
    await busyCharter(used);
    const event = await moved({ starts_at: "09:00", vessel: "Petrel" });
    expect(facts(event)).toEqual(MOVED);
    expect([event.starts_at, event.vessel, event.period]).toEqual(["09:00", "Petrel", "morning"]);
    expect(event.history.at(-2)).toMatchObject({ kind: "moved", from: OLD, to: NEW, by: "ada@example.com" });
    expect(event.history.at(-1)).toMatchObject({
      changes: [
        { field: "starts_at", from: "14:00", to: "09:00" },
        { field: "vessel", from: "Windward", to: "Petrel" },
      ],
    });
    expect(facts(await readCharter(crew, NEW))).toEqual(MOVED);
    expect(facts(await readCharter(crew, OLD))).toEqual(MOVED);
    expect([await monthOf("2026-05"), await monthOf("2026-06")]).toEqual([[], [NEW]]);
  });

  it("takes whatever is sent to either slug: money, people, checks, briefing, details, signatures", async () => {
    await busyCharter(used);
    await moved();
    const at = harness.clock.now.toISOString();
    for (const slug of [OLD, NEW]) {
      harness.clock.advance(1_000);
      const answers = [
        await admin.send("POST", "/api/payment/log", payment(slug, `to ${slug}`)),
        await crew.send("POST", `/api/event/${slug}/patrons`, {
          patrons: [{ id: idOf(`walk-up ${slug}`), name: `Walk ${slug}` }],
          at,
        }),
        await crew.send("PATCH", `/api/event/${slug}/patrons/${idOf("sam")}`, { at, aboard: slug === NEW }),
        await crew.send("POST", `/api/event/${slug}/briefing`, { given: slug === NEW, at }),
        await patron.send("POST", `/g/${slug}/waiver`, signature(`Signer of ${slug}`)),
      ];
      expect(answers.map(({ status }) => Math.floor(status / 100))).toEqual([2, 2, 2, 2, 2]);
    }
    const event = await readCharter(crew, NEW);
    const names = event.signatures.map(({ participant, given_for }) => [participant, given_for]);
    expect(names).toEqual([
      ["Jane Doe", OLD],
      [`Signer of ${OLD}`, OLD],
      [`Signer of ${NEW}`, undefined],
    ]);
    expect([event.ledger.length, event.paid_cents, event.manifest.length]).toEqual([3, 36_000, 5]);
    const { revision } = event;
    const noted = await admin.send("PATCH", `/api/event/${OLD}`, { revision, note: "Bring jackets." });
    expect(read(EventResponse, noted).event).toMatchObject({ note: "Bring jackets.", slug: NEW });
    const departure = { kind: "departed", id: idOf("leave"), at, aboard: [], override: "Everybody is late." };
    expect((await crew.send("POST", `/api/event/${OLD}/departures`, departure)).status).toBeLessThan(500);
  });

  it("sends its old links to the new one at once and for good, with what they ask for", async () => {
    await busyCharter(used);
    await moved();
    const answer = await patron.send("GET", `/g/${OLD}/waiver?lang=es&kiosk`);
    expect([answer.status, answer.headers.get("location")]).toEqual([301, `/g/${NEW}/waiver?lang=es&kiosk`]);
    // A move back must not be caught in what a browser remembers.
    expect(answer.headers.get("cache-control")).toMatch(/no-store/);
    expect((await patron.send("GET", `/g/${NEW}/waiver`)).status).toBe(200);
    await moved({ id: idOf("on"), revision: 2, date: "2026-06-09" });
    for (const slug of [OLD, NEW])
      expect((await patron.send("GET", `/g/${slug}/waiver`)).headers.get("location")).toBe(
        "/g/2026-06-09-jane-morning/waiver",
      );
    expect([await monthOf("2026-05"), await monthOf("2026-06")]).toEqual([[], ["2026-06-09-jane-morning"]]);
  });

  it("comes back to where it was, and on again", async () => {
    await busyCharter(used);
    await moved();
    const back = await moved({ id: idOf("back"), revision: 2, date: "2026-05-23", period: "afternoon" });
    expect(facts(back)).toEqual({ ...MOVED, slug: OLD, date: "2026-05-23" });
    expect([await monthOf("2026-05"), await monthOf("2026-06")]).toEqual([[OLD], []]);
    expect((await patron.send("GET", `/g/${NEW}/waiver`)).headers.get("location")).toBe(`/g/${OLD}/waiver`);
    expect(facts(await moved({ id: idOf("again"), revision: 3 }))).toEqual(MOVED);
    expect([await monthOf("2026-05"), await monthOf("2026-06")]).toEqual([[], [NEW]]);
  });

  it("keeps both slugs to itself", async () => {
    await busyCharter(used);
    await moved();
    expect(await createCharter(admin, { note: "another Jane" })).toBe("2026-05-23-jane2-afternoon");
    expect(await createCharter(admin, { date: "2026-06-01", period: "morning" })).toBe("2026-06-01-jane2-morning");
  });

  it("is called jane2 where there is a Jane", async () => {
    await busyCharter(used);
    expect(await createCharter(admin, { date: "2026-06-01", period: "morning" })).toBe(NEW);
    expect((await moved()).slug).toBe("2026-06-01-jane2-morning");
    expect(await monthOf("2026-06")).toEqual([NEW, "2026-06-01-jane2-morning"]);
  });

  it("carries another first name, and opens again where it was called off", async () => {
    await busyCharter(used);
    await admin.send("PATCH", `/api/event/${OLD}`, { revision: 1, status: "canceled" });
    const event = await moved({ revision: 2, first_name: "José" });
    expect([event.slug, event.first_name, event.status]).toEqual(["2026-06-01-jose-morning", "José", "open"]);
    expect(event.history.at(-1)).toMatchObject({
      kind: "details",
      changes: [
        { field: "first_name", from: "Jane", to: "José" },
        { field: "status", from: "canceled", to: "open" },
      ],
    });
  });
});

describe("Who has signed a charter that is moved", () => {
  it("signs again where the admin says so: under the new slug alone, and what was given stays on record", async () => {
    await busyCharter(used);
    const event = await moved({ signatures: "again" });
    expect([event.signatures, event.signed, event.signed_listed]).toEqual([[], 0, 0]);
    expect(event.signatures_lapsed).toMatchObject([{ participant: "Jane Doe", given_for: OLD }]);
    const late = await patron.send("POST", `/g/${OLD}/waiver`, signature("Sam Okafor"));
    expect(readProblem(late)).toMatchObject({
      status: 409,
      detail: expect.stringContaining("Monday, June 1, 2026") as string,
    });
    // What was recorded before is answered as it was then, whoever asks again.
    expect((await patron.send("POST", `/g/${OLD}/waiver`, signature("Jane Doe"))).status).toBe(200);
    await patron.send("POST", `/g/${NEW}/waiver`, signature("Sam Okafor"));
    const after = await readCharter(crew, NEW);
    expect([after.signed, after.signed_listed]).toEqual([1, 1]);
    const [lapsed] = after.signatures_lapsed;
    const paper = await admin.send(
      "GET",
      `/api/event/${OLD}/signatures/${idOf("Jane Doe")}?signed_at=${lapsed?.signed_at ?? ""}`,
    );
    expect(paper.status).toBe(200);
  });
});

describe("A charter that was to be signed again", () => {
  it("is not signed by what came before, wherever it is moved from there, and back", async () => {
    await busyCharter(used);
    harness.clock.advance(1_000);
    await moved({ signatures: "again" });
    harness.clock.advance(1_000);
    for (const signatures of ["kept", "again"]) {
      const { revision } = await readCharter(crew, OLD);
      const there = await moved({ id: idOf(`there ${signatures}`), revision, date: "2026-07-01", signatures: "kept" });
      harness.clock.advance(1_000);
      const back = { id: idOf(`back ${signatures}`), date: "2026-05-23", period: "afternoon", signatures };
      const event = await moved({ ...back, revision: there.revision });
      expect([event.slug, event.signed, event.signatures]).toEqual([OLD, 0, []]);
      harness.clock.advance(1_000);
    }
    await patron.send("POST", `/g/${OLD}/waiver`, signature("Sam Okafor"));
    expect((await readCharter(crew, OLD)).signatures.map(({ participant }) => participant)).toEqual(["Sam Okafor"]);
  });
});

describe("What was done for the day that a charter is moved from", () => {
  it("is not done for the new one: nobody is aboard, nobody briefed, and a departure that comes late is told", async () => {
    await busyCharter(used);
    const at = harness.clock.now.toISOString();
    await crew.send("PATCH", `/api/event/${OLD}/patrons/${idOf("jane")}`, { at, aboard: true });
    await crew.send("POST", `/api/event/${OLD}/briefing`, { given: true, at });
    harness.clock.advance(60_000);
    const event = await moved();
    expect([event.aboard, event.briefing]).toEqual([0, null]);
    const leave = { kind: "departed", id: idOf("leave"), at, aboard: [], override: "Nobody was told." };
    const late = readProblem(await crew.send("POST", `/api/event/${OLD}/departures`, leave));
    expect(late.title).toBe("This charter was moved to another day meanwhile");
    const now = harness.clock.now.toISOString();
    await crew.send("PATCH", `/api/event/${NEW}/patrons/${idOf("jane")}`, { at: now, aboard: true });
    await crew.send("POST", `/api/event/${NEW}/briefing`, { given: true, at: now });
    const boarded = await readCharter(crew, NEW);
    expect([boarded.aboard, boarded.briefing?.given]).toEqual([1, true]);
    // Back on its day, what was done for that counts.
    harness.clock.advance(60_000);
    const back = { id: idOf("back"), revision: boarded.revision, date: "2026-05-23", period: "afternoon" };
    expect((await moved(back)).aboard).toBe(0);
  });

  it("hears anew who is aboard and whether all are briefed, also where that was said for the day before", async () => {
    await busyCharter(used);
    const at = harness.clock.now.toISOString();
    await crew.send("PATCH", `/api/event/${OLD}/patrons/${idOf("jane")}`, { at, aboard: true });
    await crew.send("POST", `/api/event/${OLD}/briefing`, { given: true, at });
    harness.clock.advance(60_000);
    await moved();
    const now = harness.clock.now.toISOString();
    await crew.send("PATCH", `/api/event/${NEW}/patrons/${idOf("jane")}`, { at: now, aboard: false });
    await crew.send("POST", `/api/event/${NEW}/briefing`, { given: true, at: now });
    const heard = await readCharter(crew, NEW);
    const [jane] = heard.manifest;
    expect([heard.aboard, jane?.aboard_at, jane?.checked?.at, heard.briefing?.given]).toEqual([0, null, now, true]);
    expect(heard.history.filter(({ kind }) => kind === "briefed")).toHaveLength(2);
  });
});

describe("Everybody on a charter that is moved", () => {
  it("is told by one mail: when it sails now, what it was, why, and what to do, with their calendar's entry", async () => {
    await busyCharter(used);
    harness.gmail.mails.length = 0;
    await moved({ starts_at: "09:00" });
    await harness.settled();
    const sent = await readMails(harness.gmail.mails);
    const to = new Map(sent.map((mail) => [mail.headers.get("to"), mail]));
    expect([...to.keys()].sort()).toEqual(["cody@example.com", "jane@example.com", "sam@example.com"]);
    expect(to.get("cody@example.com")?.subject).toBe("Moved: Jane’s morning charter, 2026-06-01");
    const [jane, sam] = [to.get("jane@example.com"), to.get("sam@example.com")];
    for (const mail of [jane, sam]) {
      expect(mail?.subject).toBe("New date for your charter: Mon, Jun 1, 2026, 9:00 AM EDT");
      for (const said of ["Gale warning for the whole day.", "Sat, May 23, 2026, 2:00 PM EDT"])
        expect(mail?.text).toContain(said);
      expect(mail?.files.map(({ name }) => name)).toEqual([`${NEW}.ics`]);
    }
    expect(jane?.text).toContain("you have signed the waiver, and it still counts");
    expect(sam?.text).toContain(`https://charters.example/g/${NEW}/waiver`);
    // The same request again tells nobody twice.
    await moved({ starts_at: "09:00" });
    await harness.settled();
    expect(harness.gmail.mails).toHaveLength(3);
  });

  it("is all of a list that one update does not hold, each once", async () => {
    await busyCharter(used);
    const patrons = Array.from({ length: 60 }, (_, index) => ({
      id: idOf(`p${String(index)}`),
      name: `Patron ${String(index)}`,
      email: `p${String(index)}@example.com`,
    }));
    await crew.send("POST", `/api/event/${OLD}/patrons`, { patrons, at: harness.clock.now.toISOString() });
    const [entry] = (await moved()).moves;
    expect(entry).toMatchObject({ rest_told: true });
    await harness.settled();
    const told = (await readMails(harness.gmail.mails)).filter(({ subject }) => subject.startsWith("New date"));
    expect(told.map(({ headers }) => headers.get("to")).sort()).toEqual(
      [...new Set(told.map(({ headers }) => headers.get("to")))].sort(),
    );
    expect(told.length).toBe(62);
  });
});

describe("A move", () => {
  it.each([
    ["where the charter is", { date: "2026-05-23", period: "afternoon" }, 409],
    [
      "where the charter is, by another writing of its name",
      { date: "2026-05-23", period: "afternoon", first_name: "JANE" },
      409,
    ],
    ["to a name that starts no link", { first_name: "李" }, 400],
    ["onto a boat of two lines", { vessel: "Windward\r\nTo pay: 5\u202e" }, 400],
    ["for half a character", { reason: "Gale \ud800" }, 400],
    ["on an older reading", { revision: 0 }, 409],
    ["without a reason", { reason: " " }, 400],
    ["to a day that does not exist", { date: "2026-02-30" }, 400],
  ])("%s is refused, and nothing is moved", async (_, changes, status) => {
    await busyCharter(used);
    expect(readProblem(await admin.send("POST", `/api/event/${OLD}/move`, move(changes))).status).toBe(status);
    expect((await readCharter(crew, OLD)).moves).toEqual([]);
  });

  it("of a charter that has sailed is refused", async () => {
    await busyCharter(used);
    const at = harness.clock.now.toISOString();
    await crew.send("PATCH", `/api/event/${OLD}/patrons/${idOf("jane")}`, { at, aboard: true });
    const departure = {
      kind: "departed",
      id: idOf("leave"),
      at,
      aboard: [idOf("jane")],
      override: "All else is well.",
    };
    expect((await crew.send("POST", `/api/event/${OLD}/departures`, departure)).status).toBe(200);
    expect(readProblem(await admin.send("POST", `/api/event/${OLD}/move`, move())).title).toBe(
      "This charter has sailed",
    );
  });

  it("is an admin's", async () => {
    await busyCharter(used);
    expect((await crew.send("POST", `/api/event/${OLD}/move`, move())).status).toBe(403);
  });

  it("of two at the same moment is one: the other is told", async () => {
    await busyCharter(used);
    const answers = await Promise.all([
      admin.send("POST", `/api/event/${OLD}/move`, move()),
      admin.send("POST", `/api/event/${OLD}/move`, move({ id: idOf("other"), date: "2026-06-02" })),
    ]);
    expect(answers.map(({ status }) => status).sort()).toEqual([200, 409]);
    const event = await readCharter(crew, OLD);
    expect(event.moves).toHaveLength(1);
    expect(await monthOf("2026-06")).toEqual([event.slug]);
    // The slug that was taken in vain leads nowhere.
    const [vain] = ["2026-06-01-jane-morning", "2026-06-02-jane-morning"].filter((slug) => slug !== event.slug);
    expect((await crew.send("GET", `/api/event/${vain ?? ""}`)).status).toBe(404);
    expect((await patron.send("GET", `/g/${vain ?? ""}/waiver`)).status).toBe(404);
    expect((await admin.send("POST", "/api/payment/log", payment(vain ?? "", "in vain"))).status).toBe(404);
    expect((await patron.send("POST", `/g/${vain ?? ""}/waiver`, signature("In Vain"))).status).toBe(404);
  });
});

describe("A move that dies", () => {
  it.each([1, 2, 3].flatMap((nth) => (["before", "after"] as const).map((when) => [nth, when] as const)))(
    "at write %i, %s it, has moved all or nothing, and the same request again ends it",
    async (nth, when) => {
      await busyCharter(used);
      await dying(used, nth, when)
        .send("POST", `/api/event/${OLD}/move`, move())
        .catch(() => undefined);
      const between = await readCharter(crew, OLD);
      expect([{ ...MOVED, slug: OLD, date: "2026-05-23" }, MOVED]).toContainEqual(facts(between));
      const listed = [...(await monthOf("2026-05")), ...(await monthOf("2026-06"))];
      expect(listed).toEqual([between.slug]);
      // Somebody pays and somebody signs while nobody knows.
      expect((await admin.send("POST", "/api/payment/log", payment(OLD, "between"))).status).toBe(201);
      expect((await patron.send("POST", `/g/${OLD}/waiver`, signature("Sam Okafor"))).status).toBe(201);
      expect(facts(await moved())).toEqual({ ...MOVED, signed: ["Jane Doe", "Sam Okafor"], paid: [2, 24_000] });
      expect([await monthOf("2026-05"), await monthOf("2026-06")]).toEqual([[], [NEW]]);
      expect((await readCharter(crew, NEW)).moves).toHaveLength(1);
    },
  );
});

describe("At the same instant as a move", () => {
  it("a payment, a signature, a check and a walk-up are all taken, once", async () => {
    await busyCharter(used);
    harness.clock.advance(1_000);
    const at = harness.clock.now.toISOString();
    const answers = await Promise.all([
      admin.send("POST", `/api/event/${OLD}/move`, move()),
      admin.send("POST", "/api/payment/log", payment(OLD, "then")),
      patron.send("POST", `/g/${OLD}/waiver`, signature("Sam Okafor")),
      crew.send("PATCH", `/api/event/${OLD}/patrons/${idOf("lou")}`, { at, aboard: true }),
      crew.send("POST", `/api/event/${OLD}/patrons`, { patrons: [{ id: idOf("walk"), name: "Walk Up" }], at }),
    ]);
    expect(answers.map(({ status }) => Math.floor(status / 100))).toEqual([2, 2, 2, 2, 2]);
    const event = await readCharter(crew, NEW);
    expect(facts(event)).toEqual({
      ...MOVED,
      people: [...MOVED.people, "Walk Up"],
      signed: ["Jane Doe", "Sam Okafor"],
      paid: [2, 24_000],
    });
    expect(event.manifest.find(({ name }) => name === "Lou Marsh")?.aboard_at).toBe(at);
  });
});

describe("The day on which a charter that is moved was paid", () => {
  it("names it as it goes by now, and knows its ledger by where it lies", async () => {
    await busyCharter(used);
    const day = "2026-05-23";
    await admin.send("POST", `/api/closeouts/${day}`, {
      id: idOf("count"),
      counted_at: `${day}T21:00:00.000Z`,
      crew: [],
    });
    await moved();
    const { text } = await admin.send("GET", `/api/closeouts/${day}`);
    expect(text).toContain(`"slug":"${NEW}"`);
    expect(text).toContain("Jane’s morning charter");
    const csv = await admin.send("GET", "/api/payments.csv?month=2026-05");
    expect(csv.text).toContain(NEW);
  });
});

describe("A signpost that is broken", () => {
  it.each([{ leads_to: 1 }, { leads_to: "nope" }, { leads_to: "2026-05-23-nobody-night" }])(
    "as %o is shown where its charter would have stood",
    async (part) => {
      await busyCharter(used);
      await moved();
      await harness.services.table.update(eventKey(NEW), { set: Object.entries(part) });
      const { events, broken } = read(EventsResponse, await crew.send("GET", "/api/events?month=2026-06"));
      expect([events, broken.map(({ slug }) => slug)]).toEqual([[], [NEW]]);
    },
  );
});

describe("A version that knows no moves", () => {
  it("reads nothing of what lies under a new slug, and writes nothing there", async () => {
    await busyCharter(used);
    await moved();
    const { table } = harness.services;
    const post = (await table.get(eventKey(NEW))) as Record<string, unknown>;
    for (const part of ["patrons", "payment_log", "departures", "history", "revision"])
      expect(post[part]).toBe("moved");
    expect(await findRecord(table, NEW)).toEqual(await table.get(eventKey(OLD)));
  });
});
