import { describe, expect, it } from "vitest";

import { howLong, waitingSince, waitsForSignal } from "../../site/waiting/howLong.ts";
import { whenSent } from "../../site/waiting/whenSent.ts";
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

  it("says truly when each kind of it is sent once nobody is signed in", () => {
    const ada = { by: "ada@example.com", by_name: "Ada Captain" };
    const finn = { by: "finn@example.com", by_name: "" };
    const entryBy = (author: { by: string; by_name: string }, refusal: Entry["refusal"] = null): Entry => {
      const entry = entryOf(0, "2026-05-23-jane-afternoon");
      return { ...entry, write: { ...entry.write, ...author }, refusal };
    };
    const signature = entryBy({ by: "", by_name: "" });
    const refused = entryBy(ada, { title: "No", detail: "Never." });

    expect(whenSent([entryBy(ada), entryBy(ada)])).toEqual([
      "What Ada Captain did is sent when they sign in here again.",
    ]);
    expect(whenSent([entryBy(finn), entryBy(ada), signature, refused])).toEqual([
      "What finn@example.com and Ada Captain did is sent as each signs in here again.",
      "Signatures are sent once there is a signal, whoever is signed in.",
      "What was refused stays until somebody tries it again or discards it.",
    ]);
    expect(whenSent([refused])).toHaveLength(1);
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
