import fc from "fast-check";
import { describe, expect, it } from "vitest";

import type { ChangePatronRequest } from "../../rules/contract/api/event.ts";
import type { HistoryLine } from "../../rules/contract/api/history.ts";
import { decidePatronChange } from "../../rules/manifest/changePatron.ts";
import type { PatronState } from "../../rules/manifest/patronState.ts";
import { arrivals, latestOf } from "./support/words.ts";

const BYLINE = { at: "2026-05-23T20:00:00.000Z", by: "cody@example.com", name: "Cody" };
const second = (number: number): string => `2026-05-23T18:00:0${number}.000Z`;
const checkedAt = (at: string) => ({ at, received_at: BYLINE.at, by: BYLINE.by });
const ANN: PatronState = {
  name: "Ann",
  name_at: null,
  email: null,
  email_at: null,
  phone: null,
  phone_at: null,
  aboard_at: null,
  checked: null,
  listed_at: null,
  listed: true,
};
const ABOARD: PatronState = { ...ANN, aboard_at: second(3), checked: checkedAt(second(3)) };
const OFF: PatronState = { ...ANN, listed: false, listed_at: second(3) };

function decide(patron: PatronState, request: ChangePatronRequest, history: readonly HistoryLine[] = []) {
  return decidePatronChange({ manifest: new Map([["ann", patron]]), history }, "ann", request, BYLINE);
}

describe("Two people of one name", () => {
  /** Sends what a phone says at one instant of each of them, one after the other, and answers the history. */
  function sayOfBoth(request: ChangePatronRequest, patron: PatronState): readonly HistoryLine[] {
    const manifest = new Map([
      ["ann", patron],
      ["her daughter", patron],
    ]);
    let history: readonly HistoryLine[] = [];
    for (const id of manifest.keys()) {
      const outcome = decidePatronChange({ manifest, history }, id, request, BYLINE);
      expect([id, outcome.kind]).toEqual([id, "changed"]);
      if (outcome.kind === "changed") history = [...history, ...outcome.lines];
      // Sent again it is known, whatever was said since.
      expect(decidePatronChange({ manifest, history }, id, request, BYLINE).kind).toBe("same");
    }
    return history;
  }
  const ahead = "2026-05-23T20:00:07.000Z";

  it.each([
    ["aboard", { aboard: true }, ANN],
    ["ashore", { aboard: false }, ABOARD],
    ["off the list", { listed: false }, ANN],
    ["under another name", { name: "Anna" }, ANN],
    ["under another address", { email: "ann@example.com" }, ANN],
  ])("are both %s where a phone that is ahead says so of both at one instant", (_what, said, patron) => {
    expect(sayOfBoth({ ...said, at: ahead }, patron)).toMatchObject([
      { patron_id: "ann" },
      { patron_id: "her daughter" },
    ]);
  });

  it("are both told of where it comes late", () => {
    const late = { aboard: false, at: second(1) };
    expect(sayOfBoth(late, ABOARD)).toMatchObject([{ late: true }, { late: true, patron_id: "her daughter" }]);
  });
});

describe("A check", () => {
  it("tells when by both clocks and by whom, and was decided on the check before", () => {
    expect(decide(ANN, { at: second(1), aboard: true })).toEqual({
      kind: "changed",
      patron: { ...ANN, aboard_at: second(1), checked: checkedAt(second(1)) },
      decidedOn: ["checked"],
      lines: [{ kind: "aboard", patron: "Ann", done_at: second(1), ...BYLINE }],
    });
    expect(decide(ABOARD, { at: second(5), aboard: false })).toMatchObject({
      patron: { aboard_at: null, checked: checkedAt(second(5)) },
      lines: [{ kind: "ashore" }],
    });
  });

  it("of who is aboard already counts, and keeps when they went; the history has heard of it", () => {
    expect(decide(ABOARD, { at: second(5), aboard: true })).toEqual({
      kind: "changed",
      patron: { ...ABOARD, checked: checkedAt(second(5)) },
      decidedOn: ["checked"],
      lines: [],
    });
  });

  it("that comes late changes nothing and is told once, also where it was sent twice", () => {
    const outcome = decide(ABOARD, { at: second(1), aboard: false });
    const line = {
      kind: "ashore" as const,
      patron: "Ann",
      patron_id: "ann",
      done_at: second(1),
      late: true,
      ...BYLINE,
    };
    expect(outcome).toEqual({ kind: "changed", patron: ABOARD, decidedOn: ["checked"], lines: [line] });
    expect(decide(ABOARD, { at: second(1), aboard: false }, [line])).toEqual({ kind: "same" });
  });

  it("of the very instant that counts is the same one, sent twice", () => {
    expect(decide(ABOARD, { at: second(3), aboard: true })).toEqual({ kind: "same" });
    expect(decide(ABOARD, { at: second(3), aboard: false })).toEqual({ kind: "same" });
  });
});

describe("The list", () => {
  it("loses a patron and gets them back as they were", () => {
    const off = decide(ABOARD, { at: second(4), listed: false });
    if (off.kind !== "changed") throw new Error("Nobody is taken off.");
    expect(off).toMatchObject({ decidedOn: ["listed_at"], lines: [{ kind: "removed", patron: "Ann" }] });
    expect(decide(off.patron, { at: second(5), listed: true })).toMatchObject({
      patron: { ...ABOARD, listed_at: second(5) },
      lines: [{ kind: "restored" }],
    });
  });

  it("stays as it is where a later word counts, which the history tells", () => {
    expect(decide(OFF, { at: second(2), listed: true })).toMatchObject({
      patron: OFF,
      decidedOn: ["listed_at"],
      lines: [{ kind: "restored", late: true }],
    });
    expect(decide(OFF, { at: second(3), listed: true })).toEqual({ kind: "same" });
  });

  it("remembers a later word that it is so already, and tells nobody", () => {
    const told = { kind: "changed", decidedOn: ["listed_at"], lines: [] };
    expect(decide(ANN, { at: second(1), listed: true })).toEqual({ ...told, patron: { ...ANN, listed_at: second(1) } });
    expect(decide(OFF, { at: second(9), listed: false })).toEqual({
      ...told,
      patron: { ...OFF, listed_at: second(9) },
    });
  });

  it("refuses what is asked of somebody who is not on it, unless it is to put them back", () => {
    const refused = { kind: "refused", reason: "not-listed" };
    expect(decide(OFF, { at: second(9), aboard: true })).toEqual(refused);
    expect(decide(OFF, { at: second(9), name: "Anna" })).toEqual(refused);
    expect(
      decidePatronChange({ manifest: new Map(), history: [] }, "ann", { at: second(9), listed: true }, BYLINE),
    ).toEqual(refused);
    expect(decide(OFF, { at: second(9), listed: true, aboard: true })).toMatchObject({
      patron: { listed: true, aboard_at: second(9) },
      decidedOn: ["checked", "listed_at"],
    });
  });
});

describe("A name and an address", () => {
  const told = { done_at: second(1), ...BYLINE };
  const NAMED: PatronState = { ...ANN, name: "Anna", name_at: second(3) };
  const MAILED: PatronState = { ...ANN, email: "ann@example.com", email_at: second(3) };

  it("change by themselves, each decided on the word before", () => {
    expect(decide(ANN, { at: second(1), name: "Anna", email: "anna@example.com" })).toEqual({
      kind: "changed",
      patron: { ...ANN, name: "Anna", name_at: second(1), email: "anna@example.com", email_at: second(1) },
      decidedOn: ["name", "name_at", "email_at"],
      lines: [
        { kind: "renamed", from: "Ann", patron: "Anna", ...told },
        { kind: "email", patron: "Ann", ...told },
      ],
    });
    expect(decide(ANN, { at: second(1), email: "anna@example.com" })).toMatchObject({ decidedOn: ["email_at"] });
  });

  it("that come late change nothing, and are told once by whom and from when they are", () => {
    const renamed = { kind: "renamed" as const, from: "Anna", patron: "Annie", patron_id: "ann", late: true, ...told };
    const name = { at: second(1), name: "Annie" };
    expect(decide(NAMED, name)).toEqual({
      kind: "changed",
      patron: NAMED,
      decidedOn: ["name", "name_at"],
      lines: [renamed],
    });
    expect(decide(NAMED, name, [renamed])).toEqual({ kind: "same" });

    const readdressed = { kind: "email" as const, patron: "Ann", patron_id: "ann", late: true, ...told };
    const email = { at: second(1), email: null };
    expect(decide(MAILED, email)).toEqual({
      kind: "changed",
      patron: MAILED,
      decidedOn: ["email_at"],
      lines: [readdressed],
    });
    expect(decide(MAILED, email, [readdressed])).toEqual({ kind: "same" });
  });

  it("that come late quote the name that they were to replace, and none that came since", () => {
    const from = (history: readonly HistoryLine[]) => {
      const outcome = decide({ ...ANN, name: "Anne", name_at: second(5) }, { at: second(2), name: "Annie" }, history);
      return outcome.kind === "changed" && outcome.lines[0]?.kind === "renamed" ? outcome.lines[0].from : undefined;
    };
    const renamed = (from: string, patron: string, at: number) => ({
      kind: "renamed" as const,
      from,
      patron,
      ...BYLINE,
      done_at: second(at),
    });
    const [first, next, third] = [renamed("A", "Ann", 1), renamed("Ann", "Anna", 3), renamed("Anna", "Anne", 5)];
    expect(from([first, next, third])).toBe("Ann");
    expect(from([first, next, { ...renamed("X", "Anne", 2), late: true }, third])).toBe("Ann");
    expect(from([])).toBe("Anne");
  });

  it("count one by one: a late name takes no address along", () => {
    expect(decide(NAMED, { at: second(1), name: "Annie", email: "ann@example.com" })).toMatchObject({
      patron: { name: "Anna", name_at: second(3), email: "ann@example.com", email_at: second(1) },
      lines: [{ kind: "renamed", late: true }, { kind: "email" }],
    });
  });

  it("said again later are as late as that, and told to nobody", () => {
    expect(decide(NAMED, { at: second(5), name: "Anna" })).toMatchObject({ patron: { name_at: second(5) }, lines: [] });
    expect(decide(MAILED, { at: second(5), email: "ann@example.com" })).toMatchObject({
      patron: { email_at: second(5) },
      lines: [],
    });
    expect(decide(NAMED, { at: second(3), name: "Anna" })).toEqual({ kind: "same" });
  });

  it("are told before the rest of their request, which is told under the new name", () => {
    expect(decide(ANN, { at: second(1), name: "Anna", aboard: true, listed: false })).toMatchObject({
      lines: [
        { kind: "renamed", patron: "Anna" },
        { kind: "aboard", patron: "Anna" },
        { kind: "removed", patron: "Anna" },
      ],
    });
  });
});

describe("Words about one patron", () => {
  const at = fc.integer({ min: 0, max: 9 }).map(second);
  const check = fc.record({ at, aboard: fc.boolean() });
  const word = fc.record({ at, listed: fc.boolean() });
  const fold = (checks: readonly ChangePatronRequest[]): PatronState =>
    checks.reduce((patron, request) => {
      const outcome = decide(patron, request);
      return outcome.kind === "changed" ? outcome.patron : patron;
    }, ANN);

  it("sent again in their order change nothing", () => {
    fc.assert(
      fc.property(fc.array(fc.oneof(check, word)), (words) => {
        expect(fold([...words, ...words.filter((one) => "listed" in one)])).toEqual(fold(words));
      }),
    );
    fc.assert(
      fc.property(fc.array(check), (checks) => {
        expect(fold([...checks, ...checks])).toEqual(fold(checks));
      }),
    );
  });

  it("end with the latest one, in whatever order they come", () => {
    fc.assert(
      fc.property(fc.uniqueArray(check, { selector: ({ at }) => at, minLength: 1 }), (checks) => {
        const latest = [...checks].sort((a, b) => (a.at < b.at ? -1 : 1)).at(-1);
        const { checked, aboard_at } = fold(checks);
        expect([checked?.at, aboard_at !== null]).toEqual([latest?.at, latest?.aboard]);
      }),
    );
  });

  it("call them and write to them as the latest one says, in whatever order they come", () => {
    const name = fc.record({ at, name: fc.constantFrom("Ann", "Anna", "Annie") });
    const email = fc.record({ at, email: fc.constantFrom(null, "a@example.com", "b@example.com") });
    fc.assert(
      fc.property(
        fc.uniqueArray(name, { selector: (one) => one.at, minLength: 1 }),
        fc.uniqueArray(email, { selector: (one) => one.at, minLength: 1 }),
        (names, emails) => {
          const { name, name_at, email, email_at } = fold([...names, ...emails]);
          expect({ name, at: name_at }).toEqual([...names].sort((a, b) => (a.at < b.at ? -1 : 1)).at(-1));
          expect({ email, at: email_at }).toEqual([...emails].sort((a, b) => (a.at < b.at ? -1 : 1)).at(-1));
        },
      ),
    );
  });

  it("leave them on the list or off it as the latest one says, in whatever order they come", () => {
    fc.assert(
      fc.property(fc.uniqueArray(word, { selector: (one) => one.at, minLength: 1 }), (words) => {
        const latest = [...words].sort((a, b) => (a.at < b.at ? -1 : 1)).at(-1);
        const { listed, listed_at } = fold(words);
        expect([listed_at, listed]).toEqual([latest?.at, latest?.listed]);
      }),
    );
  });

  it("end with the latest one of devices with any clocks, however often each is sent and whatever they are called meanwhile", () => {
    fc.assert(
      fc.property(arrivals, fc.constantFrom("aboard", "listed"), fc.boolean(), (all, what, renamed) => {
        const state = { patron: ANN, history: [] as HistoryLine[] };
        const say = (request: ChangePatronRequest, heard: string): void => {
          const manifest = new Map([["ann", state.patron]]);
          const outcome = decidePatronChange({ manifest, history: state.history }, "ann", request, {
            ...BYLINE,
            at: heard,
          });
          if (outcome.kind !== "changed") return;
          state.patron = outcome.patron;
          state.history.push(...outcome.lines);
        };
        for (const { says, at, heard } of all) {
          say({ at, [what]: says }, heard);
          if (renamed) say({ at, name: `${state.patron.name}a` }, heard);
        }
        expect(what === "listed" ? state.patron.listed : state.patron.aboard_at !== null).toBe(latestOf(all)?.says);
      }),
    );
  });
});
