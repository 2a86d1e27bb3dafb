import fc from "fast-check";
import * as v from "valibot";
import { describe, expect, it } from "vitest";

import { DRAWN_BOX, DRAWN_MAX, SignatureMark, SignRequest } from "../../rules/api/waiver.ts";
import { attemptFor } from "../../site/waiver/attempt.ts";
import { findProblems, needsGuardian, toSignRequest, type WaiverValues } from "../../site/waiver/form.ts";
import { begin, extend, toBox, toPath, undo, type Strokes } from "../../site/waiver/strokes.ts";
import { idOf, NOW } from "./support.ts";

const FACTS = { slug: "2026-05-23-jane-afternoon", date: "2026-05-23", version: "2026-05-01", textSha256: "a".repeat(64) };
const ADULT: WaiverValues = {
  participant: " Jane Doe ", month: "4", day: "7", year: "1990", guardianName: "", relationship: "", method: "typed", typed: "Jane Doe",
  path: "", consent: true,
};
const STAMP = { id: idOf(1), signed_at: NOW };

describe("a drawn signature", () => {
  it("always becomes a path that the server takes, wherever the pen went", () => {
    const anywhere = fc.record({ x: fc.double({ min: -50, max: 450, noNaN: true }), y: fc.double({ min: -50, max: 250, noNaN: true }) });
    fc.assert(fc.property(fc.array(fc.array(anywhere, { minLength: 1, maxLength: 40 }), { minLength: 1, maxLength: 8 }), (pens) => {
      const pad = { left: 10, top: 20, width: 340, height: 113 };
      let strokes: Strokes = [];
      for (const pen of pens) {
        for (const [index, at] of pen.entries()) {
          strokes = index === 0 ? begin(strokes, toBox(at, pad)) : extend(strokes, toBox(at, pad));
        }
      }
      expect(v.is(SignatureMark, { method: "drawn", path: toPath(strokes) })).toBe(true);
      for (const { x, y } of strokes.flat()) {
        expect(x >= 0 && x <= DRAWN_BOX.width && y >= 0 && y <= DRAWN_BOX.height).toBe(true);
      }
    }));
  });

  it("stops growing before it is too long to send", () => {
    let strokes = begin([], { x: 0, y: 0 });
    for (let step = 1; step < 4_000; step += 1) strokes = extend(strokes, { x: step % 600, y: (step * 7) % 200 });

    expect(toPath(strokes).length).toBeLessThanOrEqual(DRAWN_MAX);
    expect(toPath(strokes).length).toBeGreaterThan(DRAWN_MAX - 20);
  });

  it("loses its last stroke on undo", () => {
    const one = extend(begin([], { x: 1, y: 2 }), { x: 3, y: 4 });

    expect(toPath(undo(begin(one, { x: 600, y: 9 })))).toBe("M1 2L3 4");
    expect(toPath(begin([], { x: 600, y: 9 }))).toBe("M600 9L599 9");
    expect(toPath(undo(one))).toBe("");
  });
});

describe("the waiver form", () => {
  it("makes a request that the server's own schema takes, for an adult and for a minor", () => {
    const minor = { ...ADULT, year: "2015", guardianName: "Eva", relationship: "mother", method: "drawn", path: "M1 2L3 4" } as const;

    expect(v.parse(SignRequest, toSignRequest(ADULT, FACTS, STAMP))).toMatchObject({ birth_date: "1990-04-07", guardian: null, participant: "Jane Doe" });
    expect(v.parse(SignRequest, toSignRequest(minor, FACTS, STAMP))).toMatchObject({
      guardian: { name: "Eva", relationship: "mother" }, signature: { method: "drawn", path: "M1 2L3 4" },
    });
  });

  it("asks for a guardian until the eighteenth birthday", () => {
    const born = { ...ADULT, month: "05", year: "2008" };
    expect(needsGuardian({ ...born, day: "24" }, FACTS.date)).toBe(true);
    expect(needsGuardian({ ...born, day: "23" }, FACTS.date)).toBe(false);
    expect(needsGuardian({ ...born, day: "31", month: "02" }, FACTS.date)).toBe(false);
  });

  it("finds everything that is missing, in the order of the page", () => {
    const empty: WaiverValues = { ...ADULT, participant: "", month: "", typed: " ", consent: false };

    expect(Object.keys(findProblems(empty, FACTS))).toEqual(["participant", "birth_date", "signature", "consent"]);
    expect(findProblems(ADULT, FACTS)).toEqual({});
    expect(findProblems({ ...ADULT, year: "2027" }, FACTS)).toEqual({ birth_date: "The date of birth is after the charter." });
    expect(Object.keys(findProblems({ ...ADULT, year: "2015", method: "drawn" }, FACTS))).toEqual(["guardian_name", "guardian_relationship", "signature"]);
  });

  it("retries the same signature with the same id and time, and gives a changed one its own", () => {
    let made = 0;
    const maker = { newId: () => idOf((made += 1)), now: () => NOW };
    const build = (values: WaiverValues) => (stamp: typeof STAMP) => toSignRequest(values, FACTS, stamp);

    const first = attemptFor(undefined, build(ADULT), maker);
    const retry = attemptFor(first, build(ADULT), maker);
    const changed = attemptFor(retry, build({ ...ADULT, typed: "J. Doe" }), maker);

    expect(retry).toBe(first);
    expect([first.id, changed.id]).toEqual([idOf(1), idOf(2)]);
  });
});
