import fc from "fast-check";
import * as v from "valibot";
import { describe, expect, it } from "vitest";

import { DRAWN_BOX, DRAWN_MAX } from "../../rules/contract/api/signing.ts";
import { SignatureMark, SignRequest } from "../../rules/contract/api/waiver.ts";
import { attemptFor } from "../../site/waiver/attempt.ts";
import { wordsOf } from "../../lambda/waiver/words/wordsOf.ts";
import { findProblems } from "../../site/waiver/check.ts";
import { createDrafts, toDraft } from "../../site/waiver/draft.ts";
import {
  birthDateOf,
  isSignerMinor,
  toSignRequest,
  type WaiverFacts,
  type WaiverValues,
} from "../../site/waiver/form.ts";
import { begin, extend, toBox, toPath, undo, type Strokes } from "../../site/waiver/strokes.ts";
import { idOf, NOW } from "./support.ts";

const FACTS: WaiverFacts = {
  slug: "2026-05-23-jane-afternoon",
  date: "2026-05-23",
  version: "2026-05-01",
  textSha256: "a".repeat(64),
  language: "en",
  place: "own-device",
  participantsMax: 10,
  timeZone: "America/New_York",
};
const WORDS = wordsOf("en").script;
const ADULT: WaiverValues = {
  name: " Jane Doe ",
  sailing: true,
  birth: { month: "4", day: "7", year: "1990" },
  children: [],
  relationship: null,
  contactName: "Ana Ashore",
  contactPhone: "(305) 555-0142",
  email: "",
  method: "typed",
  typed: "Jane Doe",
  path: "",
  agree: true,
  consent: true,
};
const MIA = { key: 1, name: "Mia Doe", birth: { month: "1", day: "2", year: "2015" } };
const PARENT: WaiverValues = { ...ADULT, children: [MIA, { ...MIA, key: 4, name: "Max Doe" }], relationship: "Parent" };
const STAMP = { id: idOf(1), signed_at: NOW };

describe("a date of birth", () => {
  it("is read in the digits of the patron's own keyboard", () => {
    expect(birthDateOf({ day: "٣", month: " ١", year: "١٩٨٥" })).toBe("1985-01-03");
    expect(birthDateOf({ day: "３", month: "１", year: "１９８５" })).toBe("1985-01-03");
    expect(birthDateOf({ day: "٣٠", month: "٢", year: "١٩٨٥" })).toBeUndefined();
  });
});

describe("a drawn signature", () => {
  it("always becomes a path that the server takes, wherever the pen went", () => {
    const anywhere = fc.record({
      x: fc.double({ min: -50, max: 450, noNaN: true }),
      y: fc.double({ min: -50, max: 250, noNaN: true }),
    });
    fc.assert(
      fc.property(
        fc.array(fc.array(anywhere, { minLength: 1, maxLength: 40 }), { minLength: 1, maxLength: 8 }),
        (pens) => {
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
        },
      ),
    );
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
  it("makes a request that the server's own schema takes, for an adult, a family, and children without the parent", () => {
    const ashore: WaiverValues = {
      ...PARENT,
      sailing: false,
      method: "drawn",
      path: "M1 2L90 80",
      email: " Jane@Example.com ",
    };

    expect(v.parse(SignRequest, toSignRequest(ADULT, FACTS, STAMP))).toMatchObject({
      participants: [{ name: "Jane Doe", birth_date: "1990-04-07" }],
      signer: { name: "Jane Doe", relationship: null },
      email: null,
    });
    expect(v.parse(SignRequest, toSignRequest(PARENT, FACTS, STAMP)).participants.map(({ name }) => name)).toEqual([
      "Jane Doe",
      "Mia Doe",
      "Max Doe",
    ]);
    expect(v.parse(SignRequest, toSignRequest(ashore, FACTS, STAMP))).toMatchObject({
      participants: [{ name: "Mia Doe" }, { name: "Max Doe" }],
      signer: { name: "Jane Doe", relationship: "Parent" },
      email: "jane@example.com",
      signature: { method: "drawn", path: "M1 2L90 80" },
    });
  });

  it("sends no relationship when the children were taken off again", () => {
    expect(toSignRequest({ ...ADULT, relationship: "Parent" }, FACTS, STAMP).signer.relationship).toBeNull();
  });

  it("sees a minor until the eighteenth birthday, unless they stay ashore", () => {
    const born = (day: string, month = "05"): WaiverValues => ({ ...ADULT, birth: { month, day, year: "2008" } });
    expect(isSignerMinor(born("24"), FACTS.date)).toBe(true);
    expect(isSignerMinor(born("23"), FACTS.date)).toBe(false);
    expect(isSignerMinor(born("31", "02"), FACTS.date)).toBe(false);
    expect(isSignerMinor({ ...born("24"), sailing: false }, FACTS.date)).toBe(false);
    expect(findProblems(born("24"), FACTS, WORDS)).toEqual([{ field: "birth", message: WORDS.missing.adult }]);
  });

  it("finds everything that is missing, in the order of the page", () => {
    const empty: WaiverValues = {
      ...ADULT,
      name: "",
      birth: { ...ADULT.birth, month: "" },
      children: [{ ...MIA, name: "", birth: { ...MIA.birth, year: "15" } }],
      contactName: " ",
      contactPhone: "12345",
      email: "jane",
      method: null,
      agree: false,
      consent: false,
    };
    expect(findProblems(empty, FACTS, WORDS).map(({ field }) => field)).toEqual([
      "name",
      "birth",
      "child-1-name",
      "child-1-birth",
      "relationship",
      "contact_name",
      "contact_phone",
      "email",
      "signature",
      "agree",
      "consent",
    ]);
    expect(findProblems(ADULT, FACTS, WORDS)).toEqual([]);
    expect(findProblems(PARENT, FACTS, WORDS)).toEqual([]);
    expect(findProblems({ ...ADULT, sailing: false }, FACTS, WORDS)).toEqual([
      { field: "sailing", message: WORDS.missing.nobody },
    ]);
  });

  it("asks for more than a dot, as the server does, and says what to do", () => {
    const drawn = (path: string) => findProblems({ ...ADULT, method: "drawn", path }, FACTS, WORDS);
    const problem = { field: "signature", target: "method_drawn" };
    expect(drawn("")).toEqual([{ ...problem, message: WORDS.missing.drawn }]);
    expect(drawn(toPath(begin([], { x: 9, y: 9 })))).toEqual([
      { ...problem, message: WORDS.problems["drawn-too-little"] },
    ]);
    expect(drawn("M10 10L30 30M30 10L10 30")).toEqual([]);
  });

  it("holds the children against the server's own rules, each in its row", () => {
    const withChild = (child: Partial<typeof MIA>): unknown =>
      findProblems({ ...PARENT, children: [MIA, { ...MIA, key: 2, ...child }] }, FACTS, WORDS);

    expect(withChild({ name: "mia  doe" })).toEqual([
      { field: "child-2-name", message: expect.stringContaining("mia  doe is on this page twice") as unknown },
    ]);
    expect(withChild({ name: "Jane Doe" })).toMatchObject([{ field: "child-2-name" }]);
    expect(withChild({ name: "", birth: { month: "5", day: "23", year: "2008" } })).toEqual([
      { field: "child-2-name", message: WORDS.missing.child_name },
      { field: "child-2-birth", message: expect.stringContaining("Child 2 is 18 or older") as unknown },
    ]);
    expect(withChild({ name: "Max", birth: { month: "5", day: "24", year: "2026" } })).toEqual([
      { field: "child-2-birth", message: WORDS.problems["born-after-charter"] },
    ]);
  });

  it("keeps what was typed over a reload, but never a signature or an agreement", () => {
    const stored = new Map<string, string>();
    const drafts = createDrafts("a-slug", () => ({
      getItem: (key) => stored.get(key) ?? null,
      setItem: (key, text) => void stored.set(key, text),
      removeItem: (key) => void stored.delete(key),
    }));
    expect(drafts.load()).toBeUndefined();
    drafts.save(toDraft({ ...PARENT, method: "drawn", path: "M9 9L8 8", typed: "My Signature" }, 0));

    expect(drafts.load()).toMatchObject({
      name: " Jane Doe ",
      children: [{ name: "Mia Doe" }, { name: "Max Doe" }],
      relationship: 0,
    });
    expect([...stored.values()].join()).not.toMatch(/M9 9|My Signature|drawn|consent|agree/);
    stored.set([...stored.keys()][0] ?? "", "{broken");
    expect(drafts.load()).toBeUndefined();
    drafts.clear();
    expect(stored.size).toBe(0);
  });

  it("works where the browser forbids storage", () => {
    const drafts = createDrafts("a-slug", () => {
      throw new DOMException("no", "SecurityError");
    });

    expect(() => {
      drafts.save(toDraft(ADULT, -1));
      drafts.clear();
    }).not.toThrow();
    expect(drafts.load()).toBeUndefined();
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
