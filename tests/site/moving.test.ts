import { describe, expect, it } from "vitest";

import type { Move } from "../../rules/contract/api/move.ts";
import { goesBy } from "../../rules/charter/goesBy.ts";
import { validNames } from "../../rules/charter/moving.ts";
import { moveValues, readMove, startIn } from "../../site/charter/moveForm.ts";
import { unreachedBy, whoIsTold } from "../../site/charter/told.ts";
import { withWaiting } from "../../site/offline/overlay.ts";
import { addPatronsWrite } from "../../site/offline/writes.ts";
import { charter, idOf, NOW } from "./support.ts";

const [MAY, JUNE, JULY] = ["2026-05-23-jane-afternoon", "2026-06-01-jane-morning", "2026-07-01-jane-night"];

function move(from: string, to: string, part: Partial<Move> = {}): Move {
  const places = { starts_before: "14:00", starts_after: "", vessel_before: "", vessel_after: "" };
  const by = { at: NOW, by: "ada@example.com", name: "Ada" };
  return { id: idOf(1), from, to, ...places, signatures: "kept", reason: "Gale", untold: [], ...by, ...part };
}

function patron(number: number, name: string, email: string | null) {
  const none = {
    aboard_at: null,
    checked: null,
    listed_at: null,
    reminded_at: null,
    name_at: null,
    email_at: null,
    phone: null,
    phone_at: null,
  };
  return { id: idOf(number), name, email, opted_out: false, ...none };
}

const PEOPLE = [patron(1, "Jane Doe", "jane@example.com"), patron(2, "Sam", "sam@example.com"), patron(3, "Lou", null)];

describe("A charter that was moved", () => {
  it("goes by each of its slugs, and by no other", () => {
    const moved = { slug: JULY, moves: [move(MAY, JUNE), move(JUNE, JULY)] };
    expect([MAY, JUNE, JULY].map((slug) => goesBy(moved, slug))).toEqual([true, true, true]);
    expect(goesBy(moved, "2026-05-23-omar-sunset")).toBe(false);
  });

  it("keeps what is signed under each of its names, until all are to sign again", () => {
    const again = { signatures: "again" as const };
    expect(validNames(MAY, [])).toEqual([MAY]);
    expect(validNames(MAY, [move(MAY, JUNE), move(JUNE, JULY)])).toEqual([MAY, JUNE, JULY]);
    expect(validNames(MAY, [move(MAY, JUNE, again), move(JUNE, JULY)])).toEqual([JUNE, JULY]);
    expect(validNames(MAY, [move(MAY, JUNE), move(JUNE, JULY, again)])).toEqual([JULY]);
  });

  it("shows what a phone did to it under its old name", () => {
    const write = addPatronsWrite(
      MAY,
      { patrons: [{ id: idOf(7), name: "Walk Up" }], at: NOW },
      { by: "cody@example.com", by_name: "Cody", currency: "USD", newId: () => idOf(8) },
    );
    const event = charter({ slug: JUNE, date: "2026-06-01", moves: [move(MAY, JUNE)] });
    const { manifest } = withWaiting(event, [{ seq: 1, write, tries: 0, refusal: null }]);
    expect(manifest.map(({ name }) => name)).toEqual(["Walk Up"]);
  });

  it("names whom no mail has told: who has no address, and whose mail found no room", () => {
    const names = (told: { readonly untold: string[]; readonly told?: string[] }) =>
      unreachedBy({ at: NOW, ...told }, PEOPLE).map(({ name }) => name);
    expect(names({ untold: [] })).toEqual(["Lou"]);
    expect(names({ untold: [idOf(2)] })).toEqual(["Sam", "Lou"]);
    // The shorter of two lists tells.
    expect(names({ untold: [], told: [idOf(2).slice(-12)] })).toEqual(["Jane Doe", "Lou"]);
  });

  it("names who came on the list after it, and whose address is of after it", () => {
    const [before, after] = ["2026-05-23T17:00:00.000Z", "2026-05-23T19:00:00.000Z"];
    const seen = (part: Partial<(typeof PEOPLE)[number]> & { added_at?: string }) =>
      unreachedBy(move(MAY, JUNE), [{ ...patron(1, "Jane Doe", "jane@example.com"), ...part }]).map(({ name }) => name);
    for (const field of ["added_at", "email_at", "listed_at"]) {
      expect(seen({ [field]: before })).toEqual([]);
      expect(seen({ [field]: after })).toEqual(["Jane Doe"]);
    }
  });
});

describe("The form that moves a charter", () => {
  const event = charter({ crew: ["cody@example.com"], manifest: PEOPLE, revision: 4 });
  const typed = { ...moveValues(event), reason: " Gale " };

  it("begins a day later, and sends what was typed", () => {
    expect(readMove({ ...typed, vessel: " Petrel " }, event)).toEqual({
      ok: true,
      request: {
        revision: 4,
        date: "2026-05-24",
        period: "afternoon",
        starts_at: "14:00",
        vessel: "Petrel",
        signatures: "kept",
        reason: "Gale",
      },
    });
  });

  it.each([
    ["date", { date: "" }],
    ["date", { date: "2026-05-23" }],
    ["period", { period: "noon" }],
    ["reason", { reason: "  " }],
    ["vessel", { vessel: "x".repeat(81) }],
  ])("asks for another %s", (field, part) => {
    const read = readMove({ ...typed, ...part }, event);
    expect(read.ok ? [] : Object.keys(read.errors)).toEqual([field]);
  });

  it("asks for a new start in another part of the day, and keeps what was typed", () => {
    const values = moveValues(event);
    expect(startIn("sunset", values, event)).toBe("");
    expect(startIn("afternoon", { ...values, starts_at: "" }, event)).toBe("14:00");
    expect(startIn("sunset", { ...values, starts_at: "18:30" }, event)).toBe("18:30");
  });

  it("says before anything is sent who hears of it, and whom to call", () => {
    expect(whoIsTold(event)).toEqual({ crew: 1, patrons: 2, call: ["Lou"] });
  });
});
