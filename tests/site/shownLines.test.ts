import { describe, expect, it } from "vitest";

import { ALL_LINES, boardable, countByFilter, shownLines, type View } from "../../site/manifest/shownLines.ts";
import type { ManifestLine } from "../../rules/manifest/whoHasSigned.ts";
import { idOf, NOW, patron } from "./support.ts";

function line(name: string, { aboard = false, signed = false } = {}): ManifestLine {
  return {
    patron: patron(name, name, { aboard_at: aboard ? NOW : null }),
    signature: signed ? { ...SIGNATURE, participant: name } : undefined,
  };
}

const SIGNATURE = {
  id: idOf(9),
  minor: false,
  guardian: null,
  emergency_contact: null,
  signed_at: NOW,
  received_at: NOW,
  waiver_version: "2026-05-01",
  language: "en",
  place: "own-device",
  record_sha256: "a",
} as const;

const LINES = [
  line("José Rivera", { signed: true, aboard: true }),
  line("Ann Park", { signed: true }),
  line("Bo Parker"),
  line("Cy Stone", { aboard: true }),
];
const shown = (view: Partial<View>): readonly string[] =>
  shownLines(LINES, { ...ALL_LINES, ...view }).map(({ patron }) => patron.name);

describe("A long list of patrons", () => {
  it("is shown whole and in its order until somebody asks for a part of it", () => {
    expect(shown({})).toEqual(["José Rivera", "Ann Park", "Bo Parker", "Cy Stone"]);
  });

  it("finds a name by any part of it, however it is typed", () => {
    expect(shown({ search: " PARK" })).toEqual(["Ann Park", "Bo Parker"]);
    expect(shown({ search: "jose" })).toEqual(["José Rivera"]);
    expect(shown({ search: "park", filter: "unsigned" })).toEqual(["Bo Parker"]);
    expect(shown({ search: "nobody" })).toEqual([]);
  });

  it("is filtered by what is still to do, and each filter says how many it shows", () => {
    expect(shown({ filter: "ashore" })).toEqual(["Ann Park", "Bo Parker"]);
    expect(shown({ filter: "aboard" })).toEqual(["José Rivera", "Cy Stone"]);
    expect(shown({ filter: "unsigned" })).toEqual(["Bo Parker", "Cy Stone"]);
    expect(countByFilter(LINES)).toEqual({ all: 4, ashore: 2, aboard: 2, unsigned: 2 });
  });

  it("keeps who was just tapped where they are: the next tap must not hit another", () => {
    expect(shown({ filter: "aboard", held: new Set(["Ann Park"]) })).toEqual(["José Rivera", "Ann Park", "Cy Stone"]);
  });

  it("offers to check aboard together who has signed and is ashore, and nobody else", () => {
    expect(boardable(LINES).map(({ patron }) => patron.name)).toEqual(["Ann Park"]);
  });
});
