import { beforeEach, describe, expect, it } from "vitest";

import { sweepOutbox } from "../../lambda/outbox/sweep.ts";
import type { EventDetail } from "../../rules/contract/api/event.ts";
import { EventsResponse } from "../../rules/contract/api/month.ts";
import { createCharter, readCharter, signature } from "./support/charter.ts";
import { idOf, read, readProblem, type Answer } from "./support/harness.ts";
import { useHarness } from "./support/useHarness.ts";
import { readMails, type ReadMail } from "./support/mime.ts";

const AT = "2026-05-23T18:00:00.000Z";
const later = (seconds: number): string => new Date(Date.parse(AT) + seconds * 1000).toISOString();

const { harness, admin, crew } = useHarness({ now: AT });
let made = 0;

/** A charter with Ann and Bo aboard, unsigned: a no go. */
async function boarded(): Promise<string> {
  made += 1;
  const slug = await createCharter(admin, {
    date: `2026-07-${String(made).padStart(2, "0")}`,
    vessel: "Heron",
    capacity: 6,
    crew: ["cody@example.com", "gone@example.com"],
  });
  const patrons = ["Ann", "Bo"].map((name) => ({ id: idOf(name), name, aboard: true }));
  await crew.send("POST", `/api/event/${slug}/patrons`, { patrons, at: AT });
  return slug;
}

function send(slug: string, body: object): Promise<Answer> {
  return crew.send("POST", `/api/event/${slug}/departures`, body);
}

const leave = (id: string, part: object = {}): object => ({
  kind: "departed",
  id: idOf(id),
  at: later(60),
  aboard: [idOf("Ann"), idOf("Bo")],
  override: "Paper waivers on board",
  ...part,
});

async function departed(): Promise<string> {
  const slug = await boarded();
  expect((await send(slug, leave(slug))).status).toBe(200);
  return slug;
}

describe("The briefing", () => {
  const brief = (slug: string, given: boolean, at: string): Promise<Answer> =>
    crew.send("POST", `/api/event/${slug}/briefing`, { given, at });

  it("keeps who, device time and server time, and can be taken back until the departure", async () => {
    const slug = await boarded();
    await brief(slug, true, later(1));
    expect((await readCharter(crew, slug)).briefing).toEqual({
      given: true,
      at: later(1),
      received_at: AT,
      by: "cody@example.com",
      name: "Cody",
      seal: expect.stringMatching(/^[\w-]{43}$/) as string,
    });
    await brief(slug, false, later(2));
    expect((await readCharter(crew, slug)).briefing?.given).toBe(false);
    await brief(slug, true, later(1));
    expect((await readCharter(crew, slug)).briefing?.given).toBe(false);
    await brief(slug, true, later(3));
    await send(slug, leave(slug));
    expect(readProblem(await brief(slug, false, later(4))).status).toBe(409);
  });

  it("is told once in the history, however often it is sent", async () => {
    const slug = await boarded();
    for (let time = 0; time < 3; time += 1) await brief(slug, true, later(1));
    expect((await readCharter(crew, slug)).history.filter(({ kind }) => kind === "briefed")).toHaveLength(1);
  });
});

describe("Departing", () => {
  it("is refused at a no go that nobody answers for, with the reasons", async () => {
    const slug = await boarded();
    const problem = readProblem(await send(slug, leave(slug, { override: null })));
    expect(problem).toMatchObject({ status: 409, code: "no-go" });
    expect(problem.detail).toContain("Ann and Bo have not signed. The safety briefing is not recorded.");
    expect((await readCharter(crew, slug)).departures).toEqual([]);
  });

  it("keeps who was aboard, the crew by name, and the decision with its reasons, whatever changes later", async () => {
    const slug = await departed();
    await crew.send("PATCH", `/api/event/${slug}/patrons/${idOf("Ann")}`, { at: later(90), name: "Anna" });
    const event = await readCharter(crew, slug);
    expect(event.departures).toEqual([
      expect.objectContaining({
        kind: "departed",
        vessel: "Heron",
        capacity: 6,
        booked: 2,
        signed: 0,
        verdict: "no-go",
        override: "Paper waivers on board",
        aboard: [
          { id: idOf("Ann"), name: "Ann", signed: false, emergency_contact: null },
          { id: idOf("Bo"), name: "Bo", signed: false, emergency_contact: null },
        ],
        crew: [
          { id: "cody@example.com", name: "Cody" },
          { id: "gone@example.com", name: "gone@example.com" },
        ],
        at: later(60),
        received_at: AT,
        by: "cody@example.com",
        name: "Cody",
        briefing: null,
      }),
    ]);
    expect(event.standing).toBe("departed");
  });

  it("keeps whom to call for each aboard, as the waiver had it then", async () => {
    const slug = await boarded();
    await crew.send("POST", `/g/${slug}/waiver`, signature("Ann"));
    await send(slug, leave(slug));
    const newer = { name: "Ben Ashore", phone: "(305) 555-0199" };
    await crew.send("POST", `/g/${slug}/waiver`, signature("Bo", { emergency_contact: newer }));

    const event = await readCharter(crew, slug);
    const [entry] = event.departures;
    expect(
      entry?.kind === "departed" && entry.aboard.map(({ name, emergency_contact }) => [name, emergency_contact]),
    ).toEqual([
      ["Ann", { name: "Ana Ashore", phone: "+1 (305) 555-0142" }],
      ["Bo", null],
    ]);
    expect(
      event.signatures.map(({ participant, emergency_contact }) => [participant, emergency_contact?.phone]),
    ).toEqual([
      ["Ann", "+1 (305) 555-0142"],
      ["Bo", "(305) 555-0199"],
    ]);
    expect(harness.logs.join("\n")).not.toMatch(/Ashore|555-01/);
  });

  it("is recorded once: sent again it answers the same, and its id takes nothing else", async () => {
    const slug = await departed();
    expect((await send(slug, leave(slug, { aboard: [idOf("Bo"), idOf("Ann")] }))).status).toBe(200);
    expect(readProblem(await send(slug, leave(slug, { override: "Other" }))).code).toBe("conflict");
    const second = readProblem(await send(slug, leave("second")));
    expect(second.title).toBe("This charter has departed already");
    expect(second.detail).toContain("undo that departure there, and depart again");
    expect((await readCharter(crew, slug)).departures).toHaveLength(1);
  });

  it("asks to look again when others are aboard than the screen showed", async () => {
    const slug = await boarded();
    expect(readProblem(await send(slug, leave(slug, { aboard: [idOf("Ann")] }))).code).toBe("list-changed");
    expect(readProblem(await send(slug, leave(slug, { aboard: [idOf("Ann"), idOf("Cy")] }))).code).toBe("list-changed");
  });

  it("is recorded as it was once somebody says so, with its own time, and its return follows", async () => {
    const slug = await boarded();
    await crew.send("POST", `/g/${slug}/waiver`, signature("Ann", { id: idOf(`${slug} Ann`) }));
    await crew.send("PATCH", `/api/event/${slug}/patrons/${idOf("Ann")}`, { at: later(90), listed: false });
    await crew.send("POST", `/api/event/${slug}/patrons`, {
      patrons: [{ id: idOf("Ann anew"), name: "Ann", aboard: true }],
      at: later(91),
    });
    expect(readProblem(await send(slug, leave(slug))).code).toBe("list-changed");

    const as_it_was = ["Ann", "Bo"].map((name) => ({ id: idOf(name), name }));
    expect((await send(slug, leave(slug, { as_it_was }))).status).toBe(200);
    expect((await send(slug, leave(slug))).status).toBe(200);
    const back = { kind: "back", id: idOf(`back ${slug}`), at: later(7200), count: 2, reason: "" };
    expect((await send(slug, back)).status).toBe(200);
    expect(await readCharter(crew, slug)).toMatchObject({
      standing: "back",
      departures: [
        { at: later(60), aboard: [{ name: "Ann", signed: true }, { name: "Bo" }] },
        { count: 2, expected: 2 },
      ],
    });
  });

  it("of two phones at once is recorded by one", async () => {
    const slug = await boarded();
    const answers = await Promise.all([leave("one"), leave("two")].map((body) => send(slug, body)));
    expect(answers.map(({ status }) => status).sort()).toEqual([200, 409]);
  });
});

describe("A departure at no go", () => {
  beforeEach(() => {
    harness.sender.away = true;
  });

  async function mailed(): Promise<readonly ReadMail[]> {
    harness.gmail.mails.splice(0);
    await sweepOutbox(harness.services);
    return (await readMails(harness.gmail.mails)).filter(({ subject }) => subject.startsWith("Departed at no go"));
  }

  it("is mailed to the admin, once: which charter, who decided, over what, and why", async () => {
    await mailed();
    const slug = await boarded();
    for (let time = 0; time < 2; time += 1) await send(slug, leave(slug, { override: "Paper waivers <on> board" }));
    const [mail, ...others] = await mailed();
    expect(others).toEqual([]);
    expect(mail?.headers.get("to")).toBe("owner@example.com");
    expect(mail?.subject).toBe(`Departed at no go: Jane’s afternoon charter, ${slug.slice(0, 10)}`);
    for (const part of [
      "Cody departed at no go, with 2 aboard",
      "Cody (cody@example.com)",
      "2:01 PM EDT",
      "Ann and Bo have not signed.",
      "The safety briefing is not recorded.",
      "$600.00 is still due.",
      "Paper waivers <on> board",
      `https://charters.example/charters/${slug}/departure`,
    ])
      expect(mail?.text).toContain(part);
    expect(mail?.html).toContain("Paper waivers &lt;on&gt; board");
    expect(mail?.text).not.toContain("Undone");
    expect(await mailed()).toEqual([]);
  });

  it("says so if it was taken back before the mail went out", async () => {
    const slug = await departed();
    await send(slug, {
      kind: "correction",
      id: idOf("undo"),
      at: later(120),
      entry: idOf(slug),
      reason: "Turned back at the mole",
    });
    expect((await mailed()).map(({ text }) => /Undone: .*/.exec(text)?.[0])).toEqual([
      expect.stringContaining("Cody: Turned back at the mole"),
    ]);
  });

  it("alone is mailed: one that is a go with a caution is not", async () => {
    const slug = await boarded();
    for (const name of ["Ann", "Bo"])
      await crew.send("POST", `/g/${slug}/waiver`, signature(name, { id: idOf(`${slug} ${name}`) }));
    await crew.send("POST", `/api/event/${slug}/briefing`, { given: true, at: later(1) });
    expect((await send(slug, leave(slug, { override: null }))).status).toBe(200);
    expect(await mailed()).toEqual([]);
  });
});

describe("All back", () => {
  const back = (slug: string, part: object = {}): Promise<Answer> =>
    send(slug, { kind: "back", id: idOf(`back ${slug}`), at: later(7200), count: 2, reason: "", ...part });
  const standing = async (slug: string): Promise<EventDetail["standing"] | undefined> =>
    read(EventsResponse, await crew.send("GET", "/api/events?month=2026-07")).events.find(
      (event) => event.slug === slug,
    )?.standing;

  it("needs the number that departed", async () => {
    const slug = await departed();
    expect(readProblem(await back(slug, { count: 1 }))).toMatchObject({ code: "count-differs", title: "2 departed" });
    expect((await back(slug)).status).toBe(200);
    expect((await back(slug)).status).toBe(200);
    expect(await readCharter(crew, slug)).toMatchObject({
      standing: "back",
      departures: [{}, { kind: "back", count: 2, expected: 2 }],
    });
    expect(await standing(slug)).toBe("back");
  });

  it("records another number with its reason, and stays loud in the month", async () => {
    const slug = await departed();
    await back(slug, { count: 1, reason: "Bo took the ferry" });
    expect((await readCharter(crew, slug)).departures[1]).toMatchObject({
      count: 1,
      expected: 2,
      reason: "Bo took the ferry",
    });
    expect(await standing(slug)).toBe("short");
  });

  it("is refused before a departure", async () => {
    expect(readProblem(await back(await boarded())).title).toBe("This charter has not departed");
  });

  it("and the departure are taken back by a correction, in that order, and stay to be read", async () => {
    const slug = await departed();
    await back(slug);
    const correct = (entry: string, id: string): Promise<Answer> =>
      send(slug, { kind: "correction", id: idOf(id), at: later(7300), entry: idOf(entry), reason: "Counted wrong" });
    expect(readProblem(await correct(slug, "c0")).title).toBe("All are recorded as back");
    expect((await correct(`back ${slug}`, "c1")).status).toBe(200);
    expect((await readCharter(crew, slug)).standing).toBe("departed");
    expect(readProblem(await correct(`back ${slug}`, "c2")).title).toBe("That entry was taken back already");
    await correct(slug, "c3");
    expect((await readCharter(crew, slug)).standing).toBe("no-go");
    expect((await send(slug, leave("again"))).status).toBe(200);
    expect((await readCharter(crew, slug)).departures).toHaveLength(5);
  });
});
