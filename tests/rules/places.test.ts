import fc from "fast-check";
import { describe, expect, it } from "vitest";

import type { SignatureSummary } from "../../rules/contract/api/event.ts";
import { openPlaces, whoTakesPlaces } from "../../rules/manifest/places.ts";
import { numberPeople, patronIdOf } from "../../rules/manifest/whoHasSigned.ts";
import { idOf } from "../site/support.ts";

const AT = "2026-05-23T17:00:00.000Z";

/** The signatures of a charter, a record of so many names each, as the server tells of them. */
function signatures(...records: readonly (readonly string[])[]): readonly SignatureSummary[] {
  return numberPeople(
    records.flatMap((names, record) =>
      names.map((participant, nth) => ({
        signature: {
          id: idOf(16 * (record + 1)),
          participant,
          nth,
          minor: false,
          guardian: null,
          emergency_contact: null,
          signed_at: AT,
          received_at: AT,
          waiver_version: "1",
          language: "en" as const,
          place: "own-device" as const,
          record_sha256: "0",
        },
        birth_date: "1990-01-01",
      })),
    ),
  );
}

const listed = (...names: readonly string[]) => names.map((name, at) => ({ id: idOf(900 + at), name }));

/** Taken off the list, before anybody here has signed unless it is said otherwise. */
const off = (name: string, at = 0, listed_at: string | null = "2026-05-01T00:00:00.000Z") => ({
  id: idOf(800 + at),
  name,
  listed_at,
});

const names = (
  party: number | null,
  all: readonly SignatureSummary[],
  manifest = listed(),
  removed: readonly ReturnType<typeof off>[] = [],
) => whoTakesPlaces({ party, manifest, removed, signatures: all }).map(({ name }) => name);

describe("The places of a party", () => {
  it("are open as far as nobody on the list has them, and none where nobody said how many come", () => {
    expect(openPlaces({ party: 6, manifest: listed("Ann", "Bo") })).toBe(4);
    expect(openPlaces({ party: 1, manifest: listed("Ann", "Bo") })).toBe(0);
    for (const party of [null, undefined]) expect(openPlaces({ party, manifest: [] })).toBe(0);
  });

  it("go to whoever signed and is not on the list, first come first served, each person once", () => {
    const all = signatures(["ann LEE"], ["Cy"], ["Cy"], ["Dee", "Eve"], ["Flo"]);
    expect(names(4, all, listed("Ann Lee"))).toEqual(["Cy", "Dee", "Eve"]);
    expect(names(3, all, listed("Ann Lee"))).toEqual(["Cy", "Dee"]);
    expect(names(null, all, listed("Ann Lee"))).toEqual([]);
  });

  it("never go to who was taken off the list, under their id or under their name", () => {
    const all = signatures(["Ann"], ["Bo"]);
    const [ann] = all;
    if (ann === undefined) throw new Error("Ann has signed");
    expect(names(6, all, [], [{ ...off("Anna, renamed"), id: patronIdOf(ann, all) }])).toEqual(["Bo"]);
    expect(names(6, all, [], [off("ANN")])).toEqual(["Bo"]);
  });

  it("that somebody left who was taken off are for who signs afterwards: a flood fills none again", () => {
    const all = signatures(["Mallory"], ["Mallet"], ["Malloy"]);
    expect(names(3, all, listed("Ann"), [off("Mal", 0, AT)])).toEqual(["Mallory"]);
    expect(names(3, all, listed("Ann"), [off("Mal", 0, null)])).toEqual(["Mallory"]);
    expect(names(3, all, listed("Ann", "Bo"), [off("Mal", 0, AT)])).toEqual([]);
    const later = all.map((one) => ({ ...one, received_at: "2026-05-23T17:00:00.001Z" }));
    expect(names(3, later, listed("Ann", "Bo"), [off("Mal", 0, AT)])).toEqual(["Mallory"]);
  });

  it("do not double who has been renamed since they took one", () => {
    const all = signatures(["Ann"]);
    const [taken] = whoTakesPlaces({ party: 6, manifest: [], removed: [], signatures: all });
    expect(names(6, all, [{ id: taken?.id ?? "", name: "Ann Lee" }])).toEqual([]);
  });

  it("are filled no further than the party, whoever signs, and a second count fills none", () => {
    const name = fc.constantFrom("Ann", "Bo", "Cy", "Dee", "Eve", "Flo", "Gus");
    fc.assert(
      fc.property(
        fc.integer({ min: 1, max: 8 }),
        fc.array(name, { maxLength: 5 }),
        fc.array(fc.record({ name, listed_at: fc.constantFrom(null, "2026-05-01T00:00:00.000Z", AT) }), {
          maxLength: 3,
        }),
        fc.array(fc.array(name, { minLength: 1, maxLength: 3 }), { maxLength: 6 }),
        (party, here, gone, records) => {
          const [manifest, all] = [listed(...here), signatures(...records)];
          const removed = gone.map(({ name: one, listed_at }, at) => off(one, at, listed_at));
          const taken = whoTakesPlaces({ party, manifest, removed, signatures: all });
          expect(new Set(taken.map(({ id }) => id)).size).toBe(taken.length);
          expect(taken.filter((one) => removed.some(({ name: off }) => off === one.name))).toEqual([]);
          expect(manifest.length + taken.length).toBeLessThanOrEqual(Math.max(party, manifest.length));
          const after = [...manifest, ...taken];
          if (openPlaces({ party, manifest: after }) > 0)
            expect(whoTakesPlaces({ party, manifest: after, removed, signatures: all })).toEqual([]);
        },
      ),
    );
  });
});
