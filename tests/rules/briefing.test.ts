import fc from "fast-check";
import { describe, expect, it } from "vitest";

import type { Briefing, DepartureEntry } from "../../rules/contract/api/departure.ts";
import type { HistoryLine } from "../../rules/contract/api/history.ts";
import { decideBriefing } from "../../rules/departure/briefing.ts";
import { arrivals, latestOf } from "./support/words.ts";

const AT = "2026-05-23T18:00:00.000Z";
const LATER = "2026-05-23T18:00:01.000Z";
const BYLINE = { at: "2026-05-23T20:00:00.000Z", by: "cody@example.com", name: "Cody" };
const GIVEN = { given: true, at: AT, received_at: BYLINE.at, by: BYLINE.by, name: "Cody" };
const DEPARTED: DepartureEntry = {
  kind: "departed",
  id: "d",
  vessel: "",
  capacity: null,
  booked: 0,
  signed: 0,
  aboard: [],
  crew: [],
  briefing: GIVEN,
  verdict: "go",
  reasons: [],
  override: null,
  at: AT,
  received_at: AT,
  by: "",
  name: "",
};

describe("A briefing", () => {
  it("is recorded with both clocks and who, and taken back", () => {
    expect(decideBriefing({ briefing: null, departures: [], history: [] }, { given: true, at: AT }, BYLINE)).toEqual({
      kind: "changed",
      briefing: GIVEN,
      lines: [{ kind: "briefed", done_at: AT, ...BYLINE }],
    });
    expect(
      decideBriefing({ briefing: GIVEN, departures: [], history: [] }, { given: false, at: LATER }, BYLINE),
    ).toEqual({
      kind: "changed",
      briefing: { ...GIVEN, given: false, at: LATER },
      lines: [{ kind: "briefing-undone", done_at: LATER, ...BYLINE }],
    });
  });

  it("stays as it is where a later word counts", () => {
    const same = { kind: "same" };
    expect(decideBriefing({ briefing: GIVEN, departures: [], history: [] }, { given: false, at: AT }, BYLINE)).toEqual(
      same,
    );
    expect(
      decideBriefing(
        { briefing: { ...GIVEN, at: LATER }, departures: [], history: [] },
        { given: false, at: AT },
        BYLINE,
      ),
    ).toEqual(same);
  });

  it("remembers a later word that it is so already, and tells nobody", () => {
    expect(
      decideBriefing({ briefing: GIVEN, departures: [DEPARTED], history: [] }, { given: true, at: LATER }, BYLINE),
    ).toEqual({
      kind: "changed",
      briefing: { ...GIVEN, at: LATER },
      lines: [],
    });
  });

  it("ends with the latest word, in whatever order they come", () => {
    const word = fc.record({ at: fc.constantFrom(AT, LATER, BYLINE.at), given: fc.boolean() });
    fc.assert(
      fc.property(fc.uniqueArray(word, { selector: ({ at }) => at, minLength: 1 }), (words) => {
        const end = words.reduce<Briefing | null>((briefing, request) => {
          const outcome = decideBriefing({ briefing, departures: [], history: [] }, request, BYLINE);
          return outcome.kind === "changed" ? outcome.briefing : briefing;
        }, null);
        expect(end).toMatchObject([...words].sort((a, b) => (a.at < b.at ? -1 : 1)).at(-1) ?? {});
      }),
    );
  });

  it("ends with the latest word of devices with any clocks, however often each is sent", () => {
    fc.assert(
      fc.property(arrivals, (all) => {
        const state = { briefing: null as Briefing | null, departures: [], history: [] as HistoryLine[] };
        for (const { says: given, at, heard } of all) {
          const outcome = decideBriefing(state, { given, at }, { ...BYLINE, at: heard });
          if (outcome.kind !== "changed") continue;
          state.briefing = outcome.briefing;
          state.history.push(...outcome.lines);
        }
        expect(state.briefing?.given).toBe(latestOf(all)?.says);
      }),
    );
  });

  it("stands once the charter has left with it, and may still be given then", () => {
    const departures = [DEPARTED];
    expect(decideBriefing({ briefing: GIVEN, departures, history: [] }, { given: false, at: LATER }, BYLINE)).toEqual({
      kind: "refused",
      reason: "departed",
    });
    expect(decideBriefing({ briefing: null, departures, history: [] }, { given: true, at: LATER }, BYLINE).kind).toBe(
      "changed",
    );
  });
});
