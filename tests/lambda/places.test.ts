import { beforeEach, describe, expect, it } from "vitest";

import { detailsPlace, revisedDetails } from "../../lambda/charter/sealed.ts";
import { eventKey, parseEvent } from "../../lambda/charter/stored.ts";
import { retally } from "../../lambda/charter/tally.ts";
import type { Table } from "../../lambda/dynamodb/table.ts";
import { recordDeparture } from "../../lambda/departures/record.ts";
import { changeEvent } from "../../lambda/events/change.ts";
import { sweepOutbox } from "../../lambda/outbox/sweep.ts";
import { addPatrons, changePatron } from "../../lambda/patrons/write.ts";
import { judgeRevision } from "../../lambda/seals/revisionSeal.ts";
import { historyOf } from "../../rules/charter/history.ts";
import type { EventDetail } from "../../rules/contract/api/event.ts";
import { EventResponse } from "../../rules/contract/api/event.ts";
import { patronIdOf } from "../../rules/manifest/whoHasSigned.ts";
import { createCharter, readCharter, signature } from "./support/charter.ts";
import { idOf, read } from "./support/harness.ts";
import { startMemoryHarness, type MemoryHarness } from "./support/memoryHarness.ts";

const AT = "2026-05-23T17:40:00.000Z";
const LATER = "2026-05-23T17:50:00.000Z";

let harness: MemoryHarness;
let slug: string;

beforeEach(async () => {
  harness = await startMemoryHarness();
  slug = await book(3);
});

/** Books for so many, of whom Jane Doe is on the list. */
function book(party: number | null, changes: object = {}): Promise<string> {
  const booker = { id: idOf("Jane Doe"), name: "Jane Doe" };
  return createCharter(harness.admin, { booker, ...(party === null ? {} : { party }), ...changes });
}

/** Signs for somebody and, as their parent, for so many children. */
const sign = async (name: string, children: readonly string[] = []): Promise<void> => {
  const minors = children.map((child) => ({ name: child, birth_date: "2018-02-28" }));
  const participants = [{ name, birth_date: "1990-02-28" }, ...minors];
  const relationship = children.length === 0 ? null : "Parent";
  const body = signature(name, { participants, signer: { name, relationship } });
  expect((await harness.nobody.send("POST", `/g/${slug}/waiver`, body)).status).toBe(201);
};
/** As the sender does, once a signature is put. */
const count = () => retally(harness.services, slug);
const stored = async () => parseEvent(await harness.table.get(eventKey(slug)));
/** What is on the item, without anybody's opening the charter. */
const storedNames = async (): Promise<readonly string[]> =>
  Object.values((await stored()).patrons).map(({ name }) => name);
const open = (): Promise<EventDetail> => readCharter(harness.crew, slug);
const namesOn = ({ manifest }: EventDetail) => manifest.map(({ name }) => name);
const add = (name: string) =>
  harness.crew.send("POST", `/api/event/${slug}/patrons`, { patrons: [{ id: idOf(name), name }], at: AT });
const patch = (id: string, body: object) =>
  harness.crew.send("PATCH", `/api/event/${slug}/patrons/${id}`, { at: AT, ...body });
const edit = async (change: object) =>
  harness.admin.send("PATCH", `/api/event/${slug}`, { revision: (await stored()).revision, ...change });

/** Does something once, between the reading of a count and its writing. */
function inBetween(act: () => Promise<unknown>): Table {
  let done = false;
  const { table } = harness;
  return {
    ...table,
    update: async (key, update) => {
      if (!done) {
        done = true;
        await act();
      }
      return table.update(key, update);
    },
  };
}

describe("A party", () => {
  it("is kept as it was booked, changed and taken away again, and the history says so", async () => {
    expect((await open()).party).toBe(3);
    expect(read(EventResponse, await edit({ party: 8 })).event.party).toBe(8);
    const { event } = read(EventResponse, await edit({ party: null }));
    expect(event.party).toBeNull();
    expect(historyOf(event).map(({ text }) => text)).toContain("Ada changed the size of the party from 3 to 8.");
    for (const party of [0, 501, 2.5, "6"]) expect((await edit({ party })).status).toBe(400);
  });

  it("is said nowhere on a charter of which nobody said it: nobody comes on the list by themselves", async () => {
    slug = await book(null, { period: "night" });
    expect(await harness.table.get(eventKey(slug))).not.toHaveProperty("party");
    await sign("Bo Lee");
    await count();
    const event = await open();
    expect([event.party, namesOn(event)]).toEqual([null, ["Jane Doe"]]);
  });

  it("is outside of what is sealed: without it, as the version before reads the item, the seal is sound", async () => {
    await edit({ party: 8, vessel: "Windward" });
    const { party, ...before } = (await harness.table.get(eventKey(slug))) as Record<string, unknown>;
    expect(party).toBe(8);
    const seal = String(before["details_seal"]);
    expect(judgeRevision(detailsPlace(slug), revisedDetails(before), seal)).toBe("sound");
  });

  it("smaller than the list takes nobody off it", async () => {
    for (const name of ["Bo Lee", "Cy Lee", "Dee Lee"]) await add(name);
    expect(namesOn(await open())).toHaveLength(4);
  });
});

describe("Signing into a party's places", () => {
  it("puts on the list by the count that follows, with the id of adding by hand, and says it in the history", async () => {
    await sign("Bo Lee");
    expect(await storedNames()).toEqual(["Jane Doe"]);
    await count();
    expect(await storedNames()).toEqual(["Jane Doe", "Bo Lee"]);
    expect((await stored()).signed.size).toBe(1);
    const event = await open();
    const [bo] = event.signatures;
    if (bo === undefined) throw new Error("Bo has signed");
    expect(event.manifest[1]).toMatchObject({ id: patronIdOf(bo, event.signatures), name: "Bo Lee", aboard_at: null });
    expect(historyOf(event).map(({ text }) => text)).toContain("Bo Lee took a place of the party by signing.");
    // As the version before reads it.
    const before = event.history.map((line) => ("by_signing" in line ? { ...line, by_signing: undefined } : line));
    expect(historyOf({ ...event, history: before }).map(({ text }) => text)).toContain("The system added Bo Lee.");
    // A device that was slower.
    const again = { patrons: [{ id: patronIdOf(bo, event.signatures), name: "Bo Lee" }], at: AT };
    await harness.crew.send("POST", `/api/event/${slug}/patrons`, again);
    expect(namesOn(await open())).toEqual(["Jane Doe", "Bo Lee"]);
  });

  it("is healed by whoever opens the charter where the request died after its put, and answered at once", async () => {
    await sign("Bo Lee");
    expect(namesOn(await open())).toEqual(["Jane Doe", "Bo Lee"]);
    expect(await storedNames()).toEqual(["Jane Doe", "Bo Lee"]);
  });

  it("begins the list of a charter that was adopted without one", async () => {
    await harness.table.update(eventKey(slug), { remove: ["patrons", "outbox", "failed_mails"] });
    await sign("Bo Lee");
    await count();
    expect(await storedNames()).toEqual(["Bo Lee"]);
  });

  it("is done by the sweep, too", async () => {
    await sign("Bo Lee");
    await sweepOutbox(harness.services);
    expect(await storedNames()).toEqual(["Jane Doe", "Bo Lee"]);
  });

  it("fills as many as there are: of a family that is larger, and of strangers, the rest has signed and is not listed", async () => {
    await sign("Ana Lee", ["Bo Lee", "Cy Lee"]);
    await count();
    await sign("Mallory");
    await count();
    const event = await open();
    expect(namesOn(event)).toEqual(["Jane Doe", "Ana Lee", "Bo Lee"]);
    expect(event.signed).toBe(4);
    const { event: larger } = read(EventResponse, await edit({ party: 4 }));
    expect(namesOn(larger)).toEqual(["Jane Doe", "Ana Lee", "Bo Lee", "Cy Lee"]);
  });

  it("fills many places in several turns", async () => {
    const family = (of: string) => Array.from({ length: 9 }, (_, at) => `${of} ${String(at)}`);
    for (const of of ["A", "B", "C", "D", "E", "F"]) await sign(of, family(of));
    expect(namesOn(read(EventResponse, await edit({ party: 60 })).event)).toHaveLength(60);
    expect(await storedNames()).toHaveLength(60);
  });

  it("takes none that anything else has taken between the reading and the writing of a count", async () => {
    const by = {
      account: { email: "cody@example.com", name: "Cody", role: "crew" as const, permissions: [] },
      origin: "",
    };
    const walk = { id: idOf("Walk Upton"), name: "Walk Upton", email: null, aboard: false };
    const { services } = harness;
    // Each dies before it has counted itself.
    const come = () => addPatrons(services, slug, { patrons: [walk], at: AT }, by);
    const listed = (on: boolean) => changePatron(services, slug, walk.id, { at: on ? LATER : AT, listed: on }, by);
    const fewer = async () => changeEvent(services, slug, { revision: (await stored()).revision, party: 1 }, by);
    const leave = {
      kind: "departed" as const,
      id: idOf("left"),
      at: AT,
      aboard: [idOf("Jane Doe")],
      override: "The tide",
    };
    const cases = {
      "a walk-up": { first: [], between: come, then: ["Jane Doe", "Walk Upton"] },
      "who is put back": {
        first: [come, () => listed(false)],
        between: () => listed(true),
        then: ["Jane Doe", "Walk Upton"],
      },
      "another signature": { first: [], between: count, then: ["Jane Doe", "Bo Lee"] },
      "a smaller party": { first: [], between: fewer, then: ["Jane Doe"] },
      "a departure": {
        first: [() => changePatron(services, slug, idOf("Jane Doe"), { at: AT, aboard: true }, by)],
        between: () => recordDeparture(services, slug, leave, by),
        then: ["Jane Doe"],
      },
    };
    for (const [what, { first, between, then }] of Object.entries(cases)) {
      slug = await book(2, { title: what });
      for (const act of first) await act();
      await sign("Bo Lee");
      await retally({ ...services, table: inBetween(between) }, slug);
      expect([what, await storedNames()]).toEqual([what, then]);
    }
  });

  it("fills none that the item has no room for, nor where too many were taken off to be sure of each", async () => {
    await sign("Bo Lee");
    const plant = async (number: number, patron: object) => {
      const patrons = Array.from(
        { length: number },
        (_, at) => [`p${String(at)}`, { added_at: AT, ...patron }] as const,
      );
      await harness.table.update(eventKey(slug), {
        set: [
          ["patrons", Object.fromEntries(patrons)],
          ["party", 500],
        ],
      });
      await count();
      return (await storedNames()).includes("Bo Lee");
    };
    expect(await plant(101, { name: "Off", removed: true })).toBe(false);
    expect(await plant(100, { name: "Off", removed: true })).toBe(true);
    expect(await plant(470, { name: "Long".repeat(20) })).toBe(false);
    expect(await plant(470, { name: "On" })).toBe(true);
  });

  it("never puts back who was taken off the list, whether they took a place or were listed by hand", async () => {
    await sign("Bo Lee");
    const [, bo] = (await open()).manifest;
    const off = read(EventResponse, await patch(bo?.id ?? "", { listed: false })).event;
    await sign("Jane Doe");
    await patch(idOf("Jane Doe"), { listed: false });
    await count();
    const event = await open();
    expect([namesOn(off), namesOn(event), event.signed]).toEqual([["Jane Doe"], [], 2]);
  });

  it("leaves what place somebody has left to whoever signs afterwards, not to the next stranger of a flood", async () => {
    for (const name of ["Mallory", "Mallet", "Malloy"]) await sign(name);
    const [jane, one, other] = (await open()).manifest;
    const now = "2026-05-23T18:00:00.000Z";
    const { event } = read(EventResponse, await patch(one?.id ?? "", { at: now, listed: false }));
    for (const { manifest } of [event, await open()]) expect(manifest).toEqual([jane, other]);
  });

  it("ends when the charter is called off or has left, and while a part that decides cannot be read", async () => {
    const { revision } = await stored();
    const off = { id: idOf("off"), revision, money: "credit", reason: "No wind at all" };
    await sign("Bo Lee");
    await harness.admin.send("POST", `/api/event/${slug}/call-off`, off);
    expect(await storedNames()).toEqual(["Jane Doe"]);
    await edit({ status: "open" });
    expect(await storedNames()).toEqual(["Jane Doe", "Bo Lee"]);

    await patch(idOf("Jane Doe"), { aboard: true });
    await sign("Cy Lee");
    const leave = { kind: "departed", id: idOf("left"), at: AT, aboard: [idOf("Jane Doe")], override: "The tide" };
    expect((await harness.crew.send("POST", `/api/event/${slug}/departures`, leave)).status).toBe(200);
    await count();
    expect(await storedNames()).toEqual(["Jane Doe", "Bo Lee"]);

    slug = await book(4, { period: "night" });
    await sign("Dee Lee");
    await harness.table.update(eventKey(slug), { set: [["party", "many"]] });
    expect(namesOn(await open())).toEqual(["Jane Doe"]);
    await harness.table.update(eventKey(slug), { set: [["party", 4]] });
    expect(namesOn(await open())).toEqual(["Jane Doe", "Dee Lee"]);
  });
});
