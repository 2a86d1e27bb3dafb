import { describe, expect, it } from "vitest";

import { partyToTell, tellParty } from "../../rules/mail/party.ts";
import { mayTellBooker, reachedByReminders, remindersAsked, remindersDue } from "../../rules/mail/reminders.ts";

const ZONE = "America/New_York";
const CHARTER = {
  date: "2026-05-23",
  period: "afternoon",
  starts_at: "14:00",
  status: "open",
  departed: false,
} as const;
const NOW = new Date("2026-05-22T20:00:00.000Z");
const person = (name: string, email: string | null = null) => ({ id: name, name, email, reminded: {} });
const JANE = person("Jane", "jane@example.com");
const facts = (
  manifest: readonly ReturnType<typeof person>[],
  signed: readonly string[],
  party: number | null = null,
) => ({
  manifest,
  signatures: signed.map((participant) => ({ participant })),
  optedOut: new Set<string>(),
  booker: "Jane",
  party,
});
const told = (...asked: Parameters<typeof facts>) => {
  const news = partyToTell(facts(...asked));
  return news && tellParty(news);
};

describe("The booker of a party", () => {
  it("is told who has not signed, by name as far as there is one", () => {
    const six = [JANE, person("Ben"), person("Cara"), person("Dee"), person("Eve")];
    expect(told(six, ["Jane", "Dee", "Eve"], 6)).toBe(
      "3 of your party of 6 have not signed: Ben, Cara and one more whose name we do not have",
    );
    expect(told([JANE], ["Jane"], 2)).toBe("1 of your party of 2 has not signed: one whose name we do not have");
    expect(told([JANE], [], 6)).toBe("Besides you, 5 of your party of 6 have not signed: 5 whose names we do not have");
    expect(told([JANE, person("Ben")], ["Jane"])).toBe("1 of your party of 2 has not signed: Ben");
    const many = [JANE, ...Array.from({ length: 13 }, (_, one) => person(`P${String(one)}`))];
    expect(told(many, ["Jane"])).toMatch(/^13 of your party of 14 .*P9 and 3 more on the list$/);
  });

  it("is told nothing where mail reaches all who have not signed, or everybody has, or nobody is known to have booked", () => {
    expect(told([JANE, person("Ben", "ben@example.com")], ["Jane"], 2)).toBeUndefined();
    expect(told([JANE, person("Ben")], ["Jane", "Ben"], 2)).toBeUndefined();
    expect(told([JANE], [], null)).toBeUndefined();
    expect(partyToTell({ ...facts([JANE], [], 6), booker: undefined })).toBeUndefined();
    expect(partyToTell({ ...facts([JANE], [], 6), optedOut: new Set([JANE.email ?? ""]) })).toBeUndefined();
    expect(told([person("Jane")], [], 6)).toBeUndefined();
  });

  it("gets one mail a day before, signed or not, and none two hours before for the others' sake", () => {
    const due = (signed: readonly string[], reminded: object, now = NOW) =>
      remindersDue(CHARTER, facts([{ ...JANE, reminded }, person("Ben")], signed, 6), ZONE, now).map(
        ({ patron, kind }) => `${patron.id} ${kind}`,
      );
    expect(due([], {})).toEqual(["Jane day"]);
    expect(due(["Jane"], {})).toEqual(["Jane day"]);
    expect(due(["Jane"], { day: "2026-05-22T18:30:00.000Z" })).toEqual([]);
    expect(due(["Jane"], {}, new Date("2026-05-23T17:00:00.000Z"))).toEqual([]);
  });

  it("gets it on request where they are asked for, and not again within ten minutes", () => {
    const list = facts([JANE, person("Ben", "ben@example.com")], ["Jane"], 6);
    const asked = (ids: readonly string[], reminded = {}) =>
      remindersAsked({ ...list, manifest: [{ ...JANE, reminded }, ...list.manifest.slice(1)] }, ids, NOW).map(
        ({ patron }) => patron.id,
      );
    expect(asked(["Ben"])).toEqual(["Ben"]);
    expect(asked(["Ben", "Jane"])).toEqual(["Jane", "Ben"]);
    expect(asked(["Ben", "Jane"], { asked: "2026-05-22T19:55:00.000Z" })).toEqual(["Ben"]);
    expect(reachedByReminders(list)).toEqual(["jane@example.com", "ben@example.com"]);
  });

  it("may have to be told as long as who is first on the list has an address and no reminder of the day before", () => {
    const may = (first: object, now = NOW) => mayTellBooker(CHARTER, { manifest: [{ ...JANE, ...first }] }, ZONE, now);
    expect([may({}), may({ email: null }), may({ reminded: { day: "2026-05-22T18:30:00.000Z" } })]).toEqual([
      true,
      false,
      false,
    ]);
    expect(may({}, new Date("2026-05-23T17:00:00.000Z"))).toBe(false);
    expect(mayTellBooker(CHARTER, { manifest: [] }, ZONE, NOW)).toBe(false);
  });
});
