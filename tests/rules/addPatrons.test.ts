import { describe, expect, it } from "vitest";

import { PATRONS_MAX } from "../../rules/contract/api/event.ts";
import { decideAddedPatrons } from "../../rules/manifest/addPatrons.ts";
import type { Manifest, PatronState } from "../../rules/manifest/patronState.ts";

const AT = "2026-05-23T18:00:00.000Z";
const BYLINE = { at: "2026-05-23T20:00:00.000Z", by: "cody@example.com", name: "Cody" };

const ashore = (name: string, part: Partial<PatronState> = {}): PatronState => ({
  name,
  name_at: null,
  email: null,
  email_at: null,
  phone: null,
  phone_at: null,
  aboard_at: null,
  checked: null,
  listed_at: null,
  listed: true,
  ...part,
});
const manifest = (...patrons: readonly PatronState[]): Manifest =>
  new Map(patrons.map((patron) => [patron.name, patron]));
const request = (names: readonly string[], aboard: readonly string[] = []) => ({
  at: AT,
  patrons: names.map((name) => ({ id: name, name, email: null, aboard: aboard.includes(name) })),
});

describe("Adding patrons", () => {
  it("keeps the order of the request, and puts a walk-up aboard by both clocks", () => {
    expect(decideAddedPatrons(manifest(), request(["Ann", "Bo"], ["Bo"]), BYLINE)).toEqual({
      kind: "changed",
      more: false,
      added: [
        { id: "Ann", place: 0, patron: ashore("Ann") },
        {
          id: "Bo",
          place: 1,
          patron: ashore("Bo", { aboard_at: AT, checked: { at: AT, received_at: BYLINE.at, by: BYLINE.by } }),
        },
      ],
      lines: [{ kind: "added", names: ["Ann", "Bo"], more: 0, done_at: AT, ...BYLINE }],
    });
  });

  it("says that all who came were aboard already only where they were", () => {
    const kinds = [["Ann", "Bo"], ["Ann"]].map((aboard) => {
      const outcome = decideAddedPatrons(manifest(), request(["Ann", "Bo"], aboard), BYLINE);
      return outcome.kind === "changed" ? outcome.lines.map(({ kind }) => kind) : [];
    });
    expect(kinds).toEqual([["added-aboard"], ["added"]]);
  });

  it("leaves who is on the list, or was taken off it, as they are", () => {
    const known = manifest(ashore("Ann"), ashore("Bo", { listed: false, listed_at: AT }));
    expect(decideAddedPatrons(known, request(["Ann", "Bo"]), BYLINE)).toEqual({ kind: "same" });
    expect(decideAddedPatrons(known, request(["Ann", "Cy"]), BYLINE)).toMatchObject({
      added: [{ id: "Cy", place: 1 }],
    });
  });

  it("adds one id once, the first that carries it", () => {
    const twice = {
      at: AT,
      patrons: [...request(["Ann"]).patrons, { id: "Ann", name: "Anna", email: null, aboard: true }],
    };
    expect(decideAddedPatrons(manifest(), twice, BYLINE)).toMatchObject({ added: [{ patron: { name: "Ann" } }] });
  });

  it("takes turns where not all fit one, and leaves nobody out", () => {
    const names = Array.from({ length: 7 }, (_, n) => `Patron ${n}`);
    let known = manifest();
    const turns: number[] = [];
    for (let more = true; more; ) {
      const outcome = decideAddedPatrons(known, request(names), BYLINE, 3);
      if (outcome.kind !== "changed") throw new Error("Somebody is left out.");
      turns.push(outcome.added.length);
      known = new Map([...known, ...outcome.added.map(({ id, patron }) => [id, patron] as const)]);
      more = outcome.more;
    }
    expect(turns).toEqual([3, 3, 1]);
    expect([...known.keys()]).toEqual(names);
  });

  it("refuses the whole request where the list would grow too long, also with those who were taken off", () => {
    const full = manifest(...Array.from({ length: PATRONS_MAX - 1 }, (_, n) => ashore(String(n), { listed: n > 0 })));
    expect(decideAddedPatrons(full, request(["Ann"]), BYLINE).kind).toBe("changed");
    expect(decideAddedPatrons(full, request(["Ann", "Bo"]), BYLINE, 1)).toEqual({
      kind: "refused",
      reason: "list-full",
    });
  });
});
