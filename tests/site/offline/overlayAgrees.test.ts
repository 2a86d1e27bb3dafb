import fc from "fast-check";
import { afterAll, beforeAll, describe, expect, it } from "vitest";

import type { ChangePatronRequest, EventDetail } from "../../../rules/contract/api/event.ts";
import { addDays } from "../../../rules/time/dates.ts";
import type { Write } from "../../../site/offline/entry.ts";
import { withWaiting } from "../../../site/offline/overlay.ts";
import {
  addPatronsWrite,
  briefingWrite,
  changePatronWrite,
  departureWrite,
  type Author,
} from "../../../site/offline/writes.ts";
import { createCharter, readCharter } from "../../lambda/support/charter.ts";
import { idOf, startHarness, type Client, type Harness } from "../../lambda/support/harness.ts";
import { SLUG } from "./support.ts";

const AT = "2026-05-23T18:00:00.000Z";
const AUTHOR: Author = { by: "cody@example.com", by_name: "Cody", currency: "USD", newId: () => idOf("write") };
const LISTED = ["Ann", "Bo", "Cy"];
const EVERYBODY = [...LISTED, "Di", "Ed"];

let harness: Harness;
let admin: Client;
let crew: Client;
let made = 0;

beforeAll(async () => {
  // After all that the devices say: which of their words are ahead, only the server knows.
  harness = await startHarness("2026-05-23T18:01:00.000Z");
  admin = await harness.as("admin");
  crew = await harness.as("crew");
});
afterAll(() => harness.close());

/** Few instants, so that many are the same and as many come late. */
const instant = fc.integer({ min: 1, max: 9 }).map((seconds) => `2026-05-23T18:00:0${seconds}.000Z`);
const person = (names: readonly string[]) => fc.constantFrom(...names).map((name) => ({ id: idOf(name), name }));
const details = {
  name: fc.constantFrom("Anna", "Bo", "Cy"),
  email: fc.constantFrom(null, "a@example.com", "b@example.com"),
  aboard: fc.boolean(),
};

function change(names: readonly string[], parts: object): fc.Arbitrary<Write> {
  return fc
    .tuple(person(names), instant, fc.record<Omit<ChangePatronRequest, "at">>(parts, { requiredKeys: [] }))
    .map(([patron, at, part]) => changePatronWrite(SLUG, patron, { at, ...part }, AUTHOR));
}

const add = fc
  .tuple(
    fc.uniqueArray(fc.tuple(person(EVERYBODY), fc.boolean()), {
      selector: ([{ id }]) => id,
      minLength: 1,
      maxLength: 3,
    }),
    instant,
  )
  .map(([people, at]) => ({ patrons: people.map(([patron, aboard]) => ({ ...patron, aboard })), at }))
  .map((body) => addPatronsWrite(SLUG, body, AUTHOR));

const brief = fc.record({ given: fc.boolean(), at: instant }).map((body) => briefingWrite(SLUG, body, AUTHOR));

/** Who is aboard by one of three people; most do not fit what is so by then, and are refused. */
const leave = fc
  .record({
    id: fc.constantFrom(idOf("departure"), idOf("waiting"), idOf("other")),
    at: instant,
    aboard: fc.subarray(LISTED.map((name) => idOf(name))),
    override: fc.constantFrom(null, "Paper waivers"),
  })
  .map((body) => departureWrite(SLUG, { kind: "departed", ...body }, AUTHOR));
const comeBack = fc
  .record({ id: fc.constantFrom(idOf("back"), idOf("other")), at: instant, count: fc.nat({ max: 3 }) })
  .map((body) => departureWrite(SLUG, { kind: "back", reason: "Counted twice", ...body }, AUTHOR));
const correct = fc
  .record({ at: instant, entry: fc.constantFrom(idOf("departure"), idOf("waiting"), idOf("back")) })
  .map((body) => departureWrite(SLUG, { kind: "correction", id: idOf("slip"), reason: "Slip", ...body }, AUTHOR));

/** Whom the server took off the list a phone does not know, so nobody is taken off before it looks. */
const earlier = fc.oneof(change(LISTED, details), brief);
const waiting = fc.oneof(
  { weight: 4, arbitrary: change(EVERYBODY, { ...details, listed: fc.boolean() }) },
  { weight: 1, arbitrary: add },
  { weight: 1, arbitrary: brief },
  { weight: 1, arbitrary: leave },
  { weight: 1, arbitrary: comeBack },
  { weight: 1, arbitrary: correct },
);

/** Makes a charter with three people, one of them taken off and put back. */
async function newCharter(): Promise<string> {
  made += 1;
  const slug = await createCharter(admin, { date: addDays("2026-06-01", made) });
  const patrons = LISTED.map((name) => ({ id: idOf(name), name }));
  await send(slug, addPatronsWrite(SLUG, { patrons, at: AT }, AUTHOR));
  for (const [at, listed] of [
    ["2026-05-23T18:00:02.000Z", false],
    ["2026-05-23T18:00:04.000Z", true],
  ] as const)
    await send(slug, changePatronWrite(SLUG, { id: idOf("Cy"), name: "Cy" }, { at, listed }, AUTHOR));
  return slug;
}

/** Sends a write as it waits, to this very charter. A refusal is an answer too. */
async function send(slug: string, { method, path, body }: Write): Promise<void> {
  harness.clock.advance(1_000);
  expect((await crew.send(method, path.replace(SLUG, slug), body)).status).toBeLessThan(500);
}

async function depart(slug: string): Promise<void> {
  const { manifest } = await readCharter(crew, slug);
  const aboard = manifest.filter(({ aboard_at }) => aboard_at !== null).map(({ id }) => id);
  const body = { kind: "departed", id: idOf("departure"), at: AT, aboard, override: "Paper waivers" };
  expect((await crew.send("POST", `/api/event/${slug}/departures`, body)).status).toBe(200);
}

/** What a phone can know of the changes: all but when the server heard of them, and its seals. */
function seen({ manifest, patrons, aboard, briefing, departures, standing, history }: EventDetail) {
  return {
    standing,
    history: history.map((line) => ({ ...line, at: "" })),
    patrons,
    aboard,
    briefing: briefing && { ...briefing, received_at: "", seal: "" },
    departures: departures.map((entry) => ({
      ...entry,
      received_at: "",
      seal: "",
      ...("briefing" in entry ? { briefing: "" } : {}),
    })),
    manifest: manifest.map(({ checked, ...patron }) => ({
      ...patron,
      added_at: "",
      checked: checked && { ...checked, received_at: "" },
    })),
  };
}

describe("a charter with what waits", () => {
  it("shows what the server answers once it all is sent, whatever it is and in whatever order of the clocks", async () => {
    const queue = fc.array(waiting, { minLength: 1, maxLength: 8 });
    await fc.assert(
      fc.asyncProperty(fc.array(earlier, { maxLength: 3 }), fc.boolean(), queue, async (before, departed, writes) => {
        const slug = await newCharter();
        for (const write of before) await send(slug, write);
        if (departed) await depart(slug);
        const known = await readCharter(crew, slug);

        for (const write of writes) await send(slug, write);

        const entries = writes.map((write, seq) => ({ seq, write: { ...write, slug }, tries: 0, refusal: null }));
        expect(seen(withWaiting(known, entries))).toEqual(seen(await readCharter(crew, slug)));
      }),
      { numRuns: 5 },
    );
  });
});
