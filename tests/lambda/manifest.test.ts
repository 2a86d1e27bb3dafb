import { describe, expect, it } from "vitest";

import type { EventDetail } from "../../rules/contract/api/event.ts";
import { EventResponse } from "../../rules/contract/api/event.ts";
import { eventKey } from "../../lambda/charter/stored.ts";
import { historyOf } from "../../rules/charter/history.ts";
import { createCharter, readCharter } from "./support/charter.ts";
import { idOf, read, readProblem, type Answer } from "./support/harness.ts";
import { useHarness } from "./support/useHarness.ts";

const AT = "2026-05-23T18:00:00.000Z";
/** So many seconds after AT, by a device's clock. */
const later = (seconds: number): string => new Date(Date.parse(AT) + seconds * 1000).toISOString();

const { harness, admin, crew } = useHarness({ now: AT });
let made = 0;

async function newCharter(...names: readonly string[]): Promise<string> {
  made += 1;
  const slug = await createCharter(admin, { date: `2026-06-${String(made).padStart(2, "0")}` });
  if (names.length > 0)
    await add(
      slug,
      names.map((name) => ({ id: idOf(name), name })),
    );
  return slug;
}

function add(slug: string, patrons: readonly object[]): Promise<Answer> {
  return crew.send("POST", `/api/event/${slug}/patrons`, { patrons, at: AT });
}

function change(slug: string, name: string, body: object, client = crew): Promise<Answer> {
  return client.send("PATCH", `/api/event/${slug}/patrons/${idOf(name)}`, body);
}

const namesOf = (event: EventDetail): string[] => event.manifest.map(({ name }) => name);

describe("Adding patrons", () => {
  it("keeps the order of a pasted list, with addresses, in one request", async () => {
    const names = Array.from({ length: 90 }, (_, n) => `Patron ${n}`);
    const slug = await newCharter();
    const answer = await add(
      slug,
      names.map((name) => ({ id: idOf(name), name, email: "Pat@Example.com" })),
    );
    const { event } = read(EventResponse, answer);
    expect(namesOf(event)).toEqual(names);
    expect(event.manifest[0]?.email).toBe("pat@example.com");
  });

  it("sent again changes nothing, and completes what arrived in part", async () => {
    const slug = await newCharter("Zoe", "Adam");
    await change(slug, "Zoe", { at: later(1), name: "Zoë" });
    await add(
      slug,
      ["Zoe", "Adam", "Kim"].map((name) => ({ id: idOf(name), name })),
    );
    const event = await readCharter(crew, slug);
    expect(namesOf(event)).toEqual(["Zoë", "Adam", "Kim"]);
    expect(event.history.filter(({ kind }) => kind === "added")).toHaveLength(2);
  });

  it("puts a walk-up on the list and aboard at once", async () => {
    const slug = await newCharter();
    await add(slug, [{ id: idOf("Walk-up"), name: "Walk-up", aboard: true }]);
    const event = await readCharter(crew, slug);
    expect(event.manifest[0]).toMatchObject({
      aboard_at: AT,
      checked: { at: AT, received_at: AT, by: "cody@example.com" },
    });
    expect(event.history.at(-1)).toMatchObject({ kind: "added-aboard", names: ["Walk-up"], name: "Cody" });
  });

  it("is refused whole when the list would grow too long, and names each wrong field", async () => {
    const slug = await newCharter();
    expect(readProblem(await add(slug, [{ id: idOf("x"), name: "y".repeat(81) }])).errors?.[0]?.field).toBe(
      "patrons.0.name",
    );
    expect((await add(slug, [])).status).toBe(400);
    expect(
      (
        await crew.send("POST", "/api/event/2026-05-23-nobody-night/patrons", {
          patrons: [{ id: idOf("x"), name: "y" }],
          at: AT,
        })
      ).status,
    ).toBe(404);
  });

  it("never puts back who was taken off, however late it is sent again", async () => {
    const slug = await newCharter("Gone");
    await change(slug, "Gone", { at: later(5), listed: false });
    await add(slug, [{ id: idOf("Gone"), name: "Gone" }]);
    expect((await readCharter(crew, slug)).manifest).toEqual([]);
  });
});

describe("Checking aboard and ashore", () => {
  it("keeps device time, server time and who, and the first time of going aboard", async () => {
    const slug = await newCharter("Kim");
    harness.clock.advance(60_000);
    const server = harness.clock.now.toISOString();
    await change(slug, "Kim", { at: later(2), aboard: true });
    await change(slug, "Kim", { at: later(9), aboard: true }, admin);
    expect((await readCharter(crew, slug)).manifest[0]).toMatchObject({
      aboard_at: later(2),
      checked: { at: later(9), received_at: server, by: "ada@example.com" },
    });
    await change(slug, "Kim", { at: later(10), aboard: false });
    expect((await readCharter(crew, slug)).manifest[0]?.aboard_at).toBeNull();
  });

  it("lets the later instant count, in whatever order two phones are heard", async () => {
    for (const order of [
      [0, 1, 2],
      [2, 1, 0],
      [1, 2, 0],
      [2, 0, 1],
      [0, 1, 2, 0, 1, 2],
    ]) {
      const slug = await newCharter("Lee");
      const checks = [
        { at: later(1), aboard: true },
        { at: later(2), aboard: false },
        { at: later(3), aboard: true },
      ];
      for (const index of order) expect((await change(slug, "Lee", checks[index] ?? {})).status).toBe(200);
      expect((await readCharter(crew, slug)).manifest[0]?.checked?.at, order.join()).toBe(later(3));
      expect((await readCharter(crew, slug)).aboard, order.join()).toBe(1);
    }
  });

  it("tells once of a check that came too late, also where it arrives twice at a time", async () => {
    const slug = await newCharter("Ida");
    await change(slug, "Ida", { at: later(9), aboard: true });
    const late = { at: later(3), aboard: false };
    const twice = Array.from({ length: 4 }, () => change(slug, "Ida", late));
    expect((await Promise.all(twice)).map(({ status }) => status)).toEqual([200, 200, 200, 200]);
    const { history } = await readCharter(crew, slug);
    expect(history.filter((line) => "late" in line)).toHaveLength(1);
  });

  it("tells in the history, once, of a check that came too late to count", async () => {
    const slug = await newCharter("Max");
    await change(slug, "Max", { at: later(8), aboard: true });
    for (let time = 0; time < 2; time += 1) await change(slug, "Max", { at: later(7), aboard: false }, admin);
    const { history } = await readCharter(crew, slug);
    expect(history.filter((line) => "late" in line && line.late)).toEqual([
      expect.objectContaining({ kind: "ashore", patron: "Max", done_at: later(7), name: "Ada" }),
    ]);
  });

  it("is told once when it is sent twice", async () => {
    const slug = await newCharter("Noa");
    for (let time = 0; time < 3; time += 1) await change(slug, "Noa", { at: later(1), aboard: true });
    expect((await readCharter(crew, slug)).history.filter(({ kind }) => kind === "aboard")).toHaveLength(1);
  });

  it("takes changes of several people at once without losing one", async () => {
    const names = Array.from({ length: 12 }, (_, n) => `Patron ${n}`);
    const slug = await newCharter(...names);
    await Promise.all(
      names.map((name, n) =>
        change(slug, name, { at: later(1), ...(n % 2 === 0 ? { aboard: true } : { listed: false }) }),
      ),
    );
    const event = await readCharter(crew, slug);
    expect(event).toMatchObject({ patrons: 6, aboard: 6 });
    expect(event.history).toHaveLength(14);
  });
});

describe("Changing the list", () => {
  it("takes a patron off and puts them back as they were", async () => {
    const slug = await newCharter("Ann", "Bo");
    await change(slug, "Ann", { at: later(1), aboard: true });
    await change(slug, "Ann", { at: later(2), listed: false });
    expect(await readCharter(crew, slug)).toMatchObject({ patrons: 1, aboard: 0 });
    await change(slug, "Ann", { at: later(3), listed: true });
    await change(slug, "Ann", { at: later(2), listed: false });
    const event = await readCharter(crew, slug);
    expect(namesOf(event)).toEqual(["Ann", "Bo"]);
    expect(event.aboard).toBe(1);
  });

  it("says so when a patron was taken off meanwhile", async () => {
    const slug = await newCharter("Off");
    await change(slug, "Off", { at: later(1), listed: false });
    expect(readProblem(await change(slug, "Off", { at: later(2), aboard: true }))).toMatchObject({
      status: 404,
      title: "This patron is not on the list",
    });
    expect((await change(slug, "Off", { at: later(3) })).status).toBe(400);
    expect((await change(slug, "Nobody", { at: later(3), aboard: true })).status).toBe(404);
  });

  it("keeps the later name and the later address, whatever comes last, and tells of both when and by whom", async () => {
    const slug = await newCharter("Mia");
    await change(slug, "Mia", { at: later(9), name: "Mia Chen", email: "mia@example.com" });
    await change(slug, "Mia", { at: later(4), name: "Mya Chen", email: null });
    const { manifest, history } = await readCharter(crew, slug);
    expect(manifest[0]).toMatchObject({ name: "Mia Chen", email: "mia@example.com", name_at: later(9) });
    expect(
      historyOf({ history, ledger: [], signatures: [], departures: [] }).map(({ text, claimed_at }) => [
        text,
        claimed_at,
      ]),
    ).toEqual(
      expect.arrayContaining([
        ["Cody wanted to call Mia Mya Chen, but somebody’s later change counts.", later(4)],
        ["Cody changed the e-mail of Mia Chen, but somebody’s later change counts.", later(4)],
      ]),
    );
  });

  it("changes what the version before has named, which said no instant", async () => {
    const slug = await newCharter("Old");
    await change(slug, "Old", { at: later(4), name: "Older" });
    const key = ["patrons", idOf("Old")] as const;
    await harness.services.table.update(eventKey(slug), {
      set: [[[...key, "name"], "Oldest"]],
      remove: [[...key, "name_at"]],
    });
    await change(slug, "Old", { at: later(2), name: "Eldest" });
    expect((await readCharter(crew, slug)).manifest[0]?.name).toBe("Eldest");
  });

  it("sets and clears an address, and writes no address into the history", async () => {
    const slug = await newCharter("Eva");
    await change(slug, "Eva", { at: later(1), email: "Eva@example.com" });
    const event = await readCharter(crew, slug);
    expect(event.manifest[0]?.email).toBe("eva@example.com");
    expect(JSON.stringify(event.history)).not.toContain("eva@");
    await change(slug, "Eva", { at: later(2), email: null });
    expect((await readCharter(crew, slug)).manifest[0]?.email).toBeNull();
  });

  it("has a number to call, set, changed and cleared like an address, which the history does not quote", async () => {
    const slug = await createCharter(admin);
    const patrons = [{ id: idOf("Eva"), name: "Eva", phone: " (305) 555-0142 " }];
    await crew.send("POST", `/api/event/${slug}/patrons`, { patrons, at: later(0) });
    expect((await readCharter(crew, slug)).manifest[0]).toMatchObject({ phone: "(305) 555-0142", phone_at: null });
    await change(slug, "Eva", { at: later(3), phone: "+44 20 7946 0958" });
    await change(slug, "Eva", { at: later(2), phone: "305 555 0100" });
    const { manifest, history } = await readCharter(crew, slug);
    expect(manifest[0]).toMatchObject({ phone: "+44 20 7946 0958", phone_at: later(3), email: null });
    expect(history.slice(-2)).toMatchObject([
      { kind: "phone", patron: "Eva" },
      { kind: "phone", patron: "Eva", late: true },
    ]);
    expect(JSON.stringify(history)).not.toContain("7946");
    await change(slug, "Eva", { at: later(4), phone: null });
    expect((await readCharter(crew, slug)).manifest[0]?.phone).toBeNull();
    const wrong = { patrons: [{ id: idOf("Bo"), name: "Bo", phone: "none" }], at: later(5) };
    expect((await crew.send("POST", `/api/event/${slug}/patrons`, wrong)).status).toBe(400);
  });
});

describe("A device that is set to the year 2100", () => {
  const NEVER = "2100-01-01T00:00:00.000Z";
  const one = async (slug: string) => (await readCharter(crew, slug)).manifest[0];

  it("says what is so until somebody says otherwise, and its word sent again changes nothing", async () => {
    const slug = await newCharter("Zoe");
    harness.clock.advance(10_000);
    await change(slug, "Zoe", { at: NEVER, aboard: true });
    expect((await one(slug))?.aboard_at).toBe(NEVER);
    harness.clock.advance(10_000);
    await change(slug, "Zoe", { at: harness.clock.now.toISOString(), aboard: false });
    expect((await one(slug))?.aboard_at).toBeNull();
    harness.clock.advance(10_000);
    await change(slug, "Zoe", { at: NEVER, aboard: true });
    expect((await one(slug))?.aboard_at).toBeNull();
  });

  it("takes nobody off the list for good, also where a version before has kept its claim", async () => {
    const slug = await newCharter("Zoe");
    harness.clock.advance(10_000);
    await change(slug, "Zoe", { at: NEVER, listed: false });
    const back = await change(slug, "Zoe", { at: harness.clock.now.toISOString(), listed: true });
    expect(namesOf(read(EventResponse, back).event)).toEqual(["Zoe"]);
    const kept = { set: [[["patrons", idOf("Zoe"), "listed_at"], NEVER]] } as const;
    await harness.services.table.update(eventKey(slug), kept);
    expect((await one(slug))?.listed_at).toBe(NEVER);
    await change(slug, "Zoe", { at: harness.clock.now.toISOString(), listed: false });
    expect(await one(slug)).toBeUndefined();
  });
});
