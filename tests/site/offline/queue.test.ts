import { describe, expect, it } from "vitest";

import type { Entry, Write } from "../../../site/offline/entry.ts";
import { delayAfter, judge, nextEntry, placesOf } from "../../../site/offline/queue.ts";
import { addPatronsWrite, changePatronWrite, departureWrite, type Author } from "../../../site/offline/writes.ts";
import { idOf } from "../../lambda/support/harness.ts";
import { NOW } from "../support.ts";
import { DONE, entryOf, LOST, ME, OTHER_AUTHOR, problem, SLUG } from "./support.ts";

const ROUND = { account: ME, resting: new Set<string>() };

describe("what is sent next", () => {
  it("is the oldest, whatever order the list has", () => {
    expect(nextEntry([entryOf(3), entryOf(1), entryOf(2)], ROUND)?.seq).toBe(1);
    expect(nextEntry([], ROUND)).toBeUndefined();
  });

  it("passes by a refused write and the later ones about the same, and no other", () => {
    const about = (patron: number) => ({ subjects: [`patron:${patron}`] });
    const entries = [
      entryOf(1, about(7), true),
      entryOf(2, about(7)),
      entryOf(3, { subjects: ["patron:7", "patron:8"] }),
      entryOf(4, about(8)),
      entryOf(5, about(9)),
    ];

    expect(nextEntry(entries, ROUND)?.seq).toBe(5);
    expect(
      nextEntry([entryOf(1, { ...about(7), slug: "2026-05-24-jane-afternoon" }, true), entryOf(2, about(7))], ROUND)
        ?.seq,
    ).toBe(2);
  });

  describe("of what says what it needs", () => {
    const author: Author = { by: ME, by_name: "Cody", currency: "USD", newId: () => idOf("w") };
    const at = NOW;
    const departed = (id: string) =>
      departureWrite(SLUG, { kind: "departed", id: idOf(id), at, aboard: [], override: null }, author);
    const back = (of: string) =>
      departureWrite(SLUG, { kind: "back", id: idOf(`back ${of}`), at, count: 0, reason: "" }, author, {
        departed: { id: idOf(of), aboard: [] },
      });
    const undo = (of: string) =>
      departureWrite(SLUG, { kind: "correction", id: idOf(`undo ${of}`), at, entry: idOf(of), reason: "Slip" }, author);
    const add = addPatronsWrite(SLUG, { patrons: [{ id: idOf("Mia"), name: "Mia" }], at }, author);
    const check = changePatronWrite(SLUG, { id: idOf("Mia"), name: "Mia" }, { at, aboard: true }, author);
    const refused = (number: number, write: Write) => entryOf(number, write, true);
    const held = (...entries: readonly Entry[]) =>
      placesOf(entries, ME).map(({ hold }) => (hold?.kind === "behind" ? hold.first.seq : hold?.kind));

    it("holds a return back behind its own departure, and a departure behind nothing", () => {
      expect(
        held(refused(1, departed("a")), entryOf(2, back("a")), entryOf(3, departed("b")), entryOf(4, back("b"))),
      ).toEqual(["refused", 1, undefined, undefined]);
      expect(held(refused(1, back("a")), entryOf(2, undo("back a")), entryOf(3, back("a")))).toEqual([
        "refused",
        1,
        undefined,
      ]);
    });

    it("holds a check back only until its patron is known", () => {
      expect(held(refused(1, add), entryOf(2, check))).toEqual(["refused", 1]);
      expect(held(refused(1, check), entryOf(2, check))).toEqual(["refused", undefined]);
      expect(held(entryOf(1, { ...check, by: "ada@example.com" }), entryOf(2, check))).toEqual(["author", undefined]);
    });

    it("takes what an older build left as that build does", () => {
      const older = { subjects: ["departure"] };
      expect(held(entryOf(1, older, true), entryOf(2, back("a")), entryOf(3, departed("b")))).toEqual([
        "refused",
        1,
        1,
      ]);
    });
  });

  it("leaves what another person did to that person, and sends for nobody only what needs no account", () => {
    const entries = [entryOf(1, { by: "ada@example.com" }), entryOf(2, { by: "" }), entryOf(3)];

    expect(nextEntry(entries, ROUND)?.seq).toBe(2);
    expect(nextEntry(entries.slice(0, 1), { ...ROUND, account: null })).toBeUndefined();
    expect(nextEntry(entries, { ...ROUND, account: null })?.seq).toBe(2);
  });

  it("rests a whole charter, so that nothing in it is overtaken", () => {
    const entries = [entryOf(1), entryOf(2), entryOf(3, { slug: "2026-05-24-omar-sunset" })];

    expect(nextEntry(entries, { ...ROUND, resting: new Set([entries[0]?.write.slug ?? ""]) })?.seq).toBe(3);
  });
});

describe("an answer", () => {
  it.each([
    ["2xx", DONE, "sent"],
    ["2xx that says nothing readable", { ok: false, kind: "written" } as const, "sent"],
    ["no network", LOST, "later"],
    ["no answer", { ok: false, kind: "timeout" } as const, "later"],
    ["a guest Wi-Fi's page", { ok: false, kind: "garbled" } as const, "later"],
    ["500", problem(500), "later"],
    ["503", problem(503), "later"],
    ["429", problem(429), "later"],
    ["401", problem(401), "signed-out"],
    ["400", problem(400), "refused"],
    ["404", problem(404), "refused"],
    ["409", problem(409), "refused"],
    ["413", problem(413), "refused"],
    ["409 for another author", OTHER_AUTHOR, "not-theirs"],
  ] as const)("of %s: %s is %s", (_name, result, verdict) => {
    expect(judge(result).kind).toBe(verdict);
  });

  it("of a refusal carries the server's own words", () => {
    expect(judge(problem(409, "The charter is canceled"))).toEqual({
      kind: "refused",
      refusal: { title: "The charter is canceled", detail: "Not like this." },
    });
  });
});

it("waits longer after each failure, and never longer than a minute", () => {
  expect([1, 2, 3, 6, 40].map(delayAfter)).toEqual([2_000, 4_000, 8_000, 60_000, 60_000]);
});
