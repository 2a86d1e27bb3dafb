import fc from "fast-check";
import { describe, expect, it } from "vitest";

import type { Matches } from "../../rules/contract/api/event.ts";
import type { HistoryLine } from "../../rules/contract/api/history.ts";
import { assessDeparture } from "../../rules/departure/goNoGo.ts";
import { matchKey } from "../../rules/manifest/byHand.ts";
import { decidePatronChange } from "../../rules/manifest/changePatron.ts";
import type { PatronState } from "../../rules/manifest/patronState.ts";
import { whoTakesPlaces } from "../../rules/manifest/places.ts";
import { afterRenaming } from "../../rules/manifest/renaming.ts";
import { shownSignatures, UNLISTED_LINES_MAX } from "../../rules/manifest/shownSignatures.ts";
import { countListed, countsForWhom, matchSignatures } from "../../rules/manifest/whoHasSigned.ts";
import { patronsToRemind } from "../../rules/mail/reminders.ts";

const second = (number: number): string => `2026-05-23T18:00:0${String(number)}.000Z`;

/** A signature of a person: of those of one name, the number tells which. */
function signed(participant: string, seal: string, person = 1, nth = 0) {
  return { id: seal, participant, record_sha256: seal, nth, person, minor: false, guardian: null };
}

const yes = (at: number) => ({ counts: true, at: second(at) });
const no = (at: number) => ({ counts: false, at: second(at) });

/** The seals of those who count for each, in the order of the list, and of those who are not on it. */
function match(
  listed: readonly (readonly [name: string, matches?: Matches])[],
  signatures: readonly ReturnType<typeof signed>[],
) {
  const manifest = listed.map(([name, matches]) => ({ name, matches }));
  const { lines, unlisted } = matchSignatures(manifest, signatures);
  return [lines.map(({ signature }) => signature?.record_sha256), unlisted.map(({ record_sha256 }) => record_sha256)];
}

describe("A signature matched by hand", () => {
  it("counts under whatever name it was given, before all names", () => {
    const all = [signed("Jane M. Doe", "a"), signed("Ana", "b")];
    expect(match([["Jane Doe"], ["Ana"]], all)).toEqual([[undefined, "b"], ["a"]]);
    expect(match([["Jane Doe", { "a#0": yes(1) }], ["Ana"]], all)).toEqual([["a", "b"], []]);
    expect(match([["Jane Doe", { "b#0": yes(1) }], ["Ana"]], all)).toEqual([["b", undefined], ["a"]]);
  });

  it("is of a person: of one of a family, and of whoever signed twice", () => {
    const family = [signed("Ana", "f", 1, 0), signed("Leo", "f", 1, 1), signed("Leo", "later", 1, 0)];
    expect(match([["Leonard", { "f#1": yes(1) }], ["Ana"]], family)).toEqual([["f", "f"], []]);
    expect(match([["Leonard", { "later#0": yes(1) }], ["Leo"]], family)).toEqual([["f", undefined], ["f"]]);
    expect(match([["Leo", { "later#0": no(1) }]], family)).toEqual([[undefined], ["f", "f"]]);
  });

  it("that does not count for somebody never does so by names, and counts for a namesake", () => {
    const one = [signed("Ana", "a")];
    expect(match([["Ana", { "a#0": no(1) }]], one)).toEqual([[undefined], ["a"]]);
    expect(match([["Ana", { "a#0": no(1) }], ["Ana"]], one)).toEqual([[undefined, "a"], []]);
    expect(match([["Ana", { "a#0": no(1) }], ["Ana"]], [...one, signed("Ana", "b", 2)])).toEqual([["b", "a"], []]);
    expect(match([["Ana", { "a#0": yes(2) }]], one)).toEqual([["a"], []]);
  });

  it("serves one patron, by the word that was said last, and a patron has one", () => {
    const all = [signed("Ana", "a"), signed("Bo", "b")];
    expect(
      match(
        [
          ["X", { "a#0": yes(1) }],
          ["Y", { "a#0": yes(2) }],
        ],
        all,
      ),
    ).toEqual([[undefined, "a"], ["b"]]);
    expect(match([["X", { "a#0": yes(1), "b#0": yes(2) }]], all)).toEqual([["b"], ["a"]]);
    // What nobody took back holds once the later pair does not.
    expect(match([["X", { "a#0": yes(1), "b#0": no(3) }]], all)).toEqual([["a"], ["b"]]);
  });

  it("that is not there, or waits on a device without a seal, matches nobody", () => {
    expect(match([["Ana", { "gone#0": yes(1) }]], [signed("Ana", "")])).toEqual([[""], []]);
    expect(matchKey({ record_sha256: "", nth: 0 })).toBeUndefined();
    expect(matchKey({ record_sha256: "a" })).toBeUndefined();
  });

  it("pairs nobody twice and loses nobody, whatever was said", () => {
    const word = fc.record({ counts: fc.boolean(), at: fc.nat(9).map(second) });
    const said = fc.dictionary(fc.constantFrom("a#0", "b#0", "c#0", "d#1", "none#0"), word);
    const name = fc.constantFrom("Ana", "Bo", "Cy");
    const all = [signed("Ana", "a"), signed("Ana", "b", 2), signed("Bo", "c"), signed("Cy", "d", 1, 1)];
    fc.assert(
      fc.property(fc.array(fc.tuple(name, said), { maxLength: 5 }), (listed) => {
        const [lines = [], unlisted = []] = match(listed, all);
        const served = lines.filter((seal) => seal !== undefined);
        expect([...served, ...unlisted].sort()).toEqual(["a", "b", "c", "d"]);
        listed.forEach(([, matches], place) => {
          const seal = lines[place] ?? "";
          const word = matches[`${seal}#${seal === "d" ? "1" : "0"}`];
          expect(word?.counts).not.toBe(false);
        });
      }),
    );
  });
});

describe("What goes by who has signed follows what was said by hand", () => {
  const patron = (id: string, name: string, matches?: Matches) => ({
    id,
    name,
    email: `${id}@example.com`,
    aboard_at: null,
    reminded: {},
    ...(matches === undefined ? {} : { matches }),
  });
  const manifest = [patron("1", "Jane Doe", { "a#0": yes(1) }), patron("2", "Ana", { "b#0": no(1) })];
  const signatures = [signed("Jane M. Doe", "a"), signed("Ana", "b")];
  const charter = { manifest, signatures };

  it("for reminders, departures and the places of a party", () => {
    expect(patronsToRemind({ ...charter, optedOut: new Set() }).map(({ id }) => id)).toEqual(["2"]);
    const facts = { status: "open", capacity: null, required_crew: null, crew: [], briefing: null } as const;
    const money = { price_cents: null, paid_cents: 0, currency: "USD" };
    expect(assessDeparture({ ...facts, ...money, ...charter }).signed).toBe(1);
    const summaries = signatures.map((one) => ({ ...one, received_at: second(1) }));
    const places = { party: 4, manifest, removed: [], signatures: summaries as never };
    expect(whoTakesPlaces(places).map(({ name }) => name)).toEqual(["Ana"]);
  });

  it("for another name on the list, which changes nothing of it", () => {
    expect(afterRenaming(charter, "1", "Jay")).toBeUndefined();
    expect(countsForWhom(charter, "a#0")?.id).toBe("1");
    expect(countsForWhom(charter, "b#0")).toBeUndefined();
  });

  it("for what is shown of a flood: who has signed is the same by these lines as by all", () => {
    const flood = Array.from({ length: UNLISTED_LINES_MAX + 5 }, (_, one) =>
      signed(`S${String(one)}`, `s${String(one)}`),
    );
    const all = [signed("Ana", "b"), ...flood, signed("Ana", "b2")];
    for (const words of [{ "b#0": no(1) }, { "s0#0": yes(1) }]) {
      const listed = [patron("2", "Ana", words)];
      const { shown } = shownSignatures(listed, all);
      expect(shown.length).toBeLessThan(all.length);
      expect(countListed(matchSignatures(listed, shown))).toBe(countListed(matchSignatures(listed, all)));
    }
  });
});

describe("A word on a signature", () => {
  const BYLINE = { at: "2026-05-23T20:00:00.000Z", by: "cody@example.com", name: "Cody" };
  const SEAL = "a".repeat(64);
  const KEY = `${SEAL}#1`;
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
  const say = (patron: PatronState, counts: boolean, at: string, history: readonly HistoryLine[] = [], there = true) =>
    decidePatronChange(
      { manifest: new Map([["ann", patron]]), history, signatures: there ? [signed("Ann B.", SEAL, 1, 1)] : [] },
      "ann",
      { at, signature: { record_sha256: SEAL, nth: 1, counts } },
      BYLINE,
    );
  const SAID: PatronState = { ...ANN, matches: { [KEY]: yes(3) } };

  it("is kept by its signature, and told with who, whom and which", () => {
    expect(say(ANN, true, second(3))).toMatchObject({
      kind: "changed",
      saidOf: KEY,
      patron: { matches: { [KEY]: yes(3) } },
      lines: [{ kind: "matched", patron: "Ann", participant: "Ann B.", signature: KEY, name: "Cody" }],
    });
    expect(say(SAID, false, second(4))).toMatchObject({
      patron: { matches: { [KEY]: no(4) } },
      lines: [{ kind: "unmatched" }],
    });
  });

  it("is the same when it is sent again, also of a signature that counts no longer", () => {
    expect(say(SAID, true, second(3), [], false).kind).toBe("same");
    const ahead = say(ANN, true, "2026-05-24T00:00:00.000Z");
    if (ahead.kind !== "changed") throw new Error("It is news");
    expect(ahead.patron.matches?.[KEY]?.at).toBe(BYLINE.at);
    expect(say(ahead.patron, true, "2026-05-24T00:00:00.000Z", ahead.lines, false).kind).toBe("same");
  });

  it("that comes after a later one changes nothing, and is told once", () => {
    const late = say(SAID, false, second(2));
    expect(late).toMatchObject({ kind: "changed", patron: SAID, lines: [{ kind: "unmatched", late: true }] });
    if (late.kind === "changed") expect(say(SAID, false, second(2), late.lines).kind).toBe("same");
  });

  it("on a signature that the charter does not have, or on who is off the list, is refused", () => {
    expect(say(ANN, true, second(3), [], false)).toEqual({ kind: "refused", reason: "no-signature" });
    expect(say({ ...ANN, listed: false }, true, second(3))).toEqual({ kind: "refused", reason: "not-listed" });
  });
});
