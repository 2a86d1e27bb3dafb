import { describe, expect, it } from "vitest";

import { howLong, waitingSince, waitsForSignal } from "../../site/waiting/howLong.ts";
import { runsOf } from "../../site/waiting/runs.ts";
import type { Entry } from "../../site/offline/entry.ts";

function entryOf(seq: number, slug: string): Entry {
  const write = {
    id: crypto.randomUUID(),
    slug,
    subjects: [],
    kind: "briefing",
    method: "POST" as const,
    path: "/",
    body: {},
    sentence: "Record the safety briefing",
    by: "",
    by_name: "",
    at: "2026-05-23T14:00:00.000Z",
  };
  return { seq, write, tries: 0, refusal: null };
}

describe("what waits to be sent", () => {
  it("is grouped by charter, in the order in which it is sent", () => {
    const entries = ["jane", "jane", "omar", "jane"].map((name, seq) => entryOf(seq, `2026-05-23-${name}-afternoon`));
    expect(runsOf(entries).map((run) => run.map(({ seq }) => seq))).toEqual([[0, 1], [2], [3]]);
    expect(runsOf([])).toEqual([]);
  });

  it("has waited since its oldest was done, by the device's clock, whatever the order", () => {
    const entries = ["16:00", "14:30", "15:00"].map((clock, seq) => {
      const entry = entryOf(seq, "2026-05-23-jane-afternoon");
      return { ...entry, write: { ...entry.write, at: `2026-05-23T${clock}:00.000Z` } };
    });
    expect(waitingSince(entries)).toBe("2026-05-23T14:30:00.000Z");
    expect(waitingSince([])).toBeUndefined();
  });

  it("waits for a signal unless it waits for somebody: for its author, or for a word about a refusal", () => {
    const entry = entryOf(1, "2026-05-23-jane-afternoon");
    const theirs = { ...entry, write: { ...entry.write, by: "ben@example.com" } };
    const refused = { ...entry, refusal: { title: "No", detail: "Not like this." } };
    expect(waitsForSignal([theirs, refused], "ada@example.com")).toBe(false);
    expect(waitsForSignal([theirs], "ben@example.com")).toBe(true);
    expect(waitsForSignal([theirs, entry], "ada@example.com")).toBe(true);
  });

  it.each([
    [true, { webkit: true, installed: false }, "promised"],
    [false, { webkit: true, installed: false }, "week"],
    [undefined, { webkit: true, installed: false }, "week"],
    [false, { webkit: true, installed: true }, "while-room"],
    [false, { webkit: false, installed: false }, "while-room"],
    [true, { webkit: false, installed: true }, "promised"],
  ] as const)("lasts, promised %s in %o: %s", (lasts, browser, expected) => {
    expect(howLong(lasts, { ...browser, ios: browser.webkit })).toBe(expected);
  });
});
