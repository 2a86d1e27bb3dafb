import fc from "fast-check";
import { describe, expect, it } from "vitest";

import { tellBroken } from "../../rules/charter/partNames.ts";
import { assessDeparture } from "../../rules/departure/goNoGo.ts";
import type { DepartureFacts } from "../../rules/departure/reasons.ts";
import { matchSignatures } from "../../rules/manifest/whoHasSigned.ts";

const NOW = "2026-05-23T18:00:00.000Z";
const briefing = { given: true, at: NOW, received_at: NOW, by: "finn@example.com", name: "Finn" };
const aboard = (name: string) => ({ name, aboard_at: NOW });
const signed = (participant: string, part: object = {}) => ({ participant, minor: false, guardian: null, ...part });

/** A charter that may go: two aboard, both signed, all told. */
function facts(part: Partial<DepartureFacts> = {}): DepartureFacts {
  return {
    status: "open",
    manifest: [aboard("Ann"), aboard("Bo")],
    signatures: [signed("Ann"), signed("Bo")],
    capacity: 6,
    required_crew: 2,
    crew: ["a@example.com", "b@example.com"],
    briefing,
    price_cents: 100,
    paid_cents: 100,
    currency: "USD",
    ...part,
  };
}

const reasons = (part: Partial<DepartureFacts>): readonly string[] =>
  assessDeparture(facts(part)).reasons.map(({ text }) => text);

describe("Go or no go", () => {
  it("is a go when everybody listed has signed, is aboard, and nothing is open", () => {
    expect(assessDeparture(facts())).toEqual({
      verdict: "go",
      booked: 2,
      signed: 2,
      aboard: 2,
      capacity: 6,
      reasons: [],
    });
  });

  it("never waits for the unnamed of a party, and warns of one that the vessel cannot carry as of a list", () => {
    expect(reasons({ party: 3 })).toEqual(["1 of 3 places has no name yet."]);
    expect(assessDeparture(facts({ party: 6 })).verdict).toBe("caution");
    for (const party of [null, 1, 2]) expect(reasons({ party })).toEqual([]);
    expect(reasons({ party: 7 })).toEqual(["5 of 7 places have no name yet.", "7 come, and the limit is 6."]);
    const broken_parts = [{ part: "party", entries: null, text: tellBroken({ part: "party", entries: null }) }];
    expect(reasons({ broken_parts })).toEqual(["The size of the party cannot be read."]);
    expect(assessDeparture(facts({ broken_parts })).verdict).toBe("caution");
  });

  it("stops for what concerns safety or the law", () => {
    const stops: readonly (readonly [Partial<DepartureFacts>, string])[] = [
      [{ signatures: [signed("Ann")] }, "Bo has not signed."],
      [{ signatures: [signed("Ann"), signed("Bo", { minor: true, guardian: " " })] }, "Bo: no guardian is named."],
      [{ capacity: 1 }, "2 are aboard, and the limit is 1."],
      [{ crew: ["a@example.com"] }, "1 of 2 crew are assigned."],
      [{ briefing: null }, "The safety briefing is not recorded."],
      [{ briefing: { ...briefing, given: false } }, "The safety briefing is not recorded."],
      [{ status: "canceled" }, "The charter is canceled."],
      [{ manifest: [], signatures: [] }, "Nobody is checked aboard."],
    ];
    for (const [part, text] of stops) {
      expect(reasons(part), text).toEqual([text]);
      expect(assessDeparture(facts(part)).verdict, text).toBe("no-go");
    }
  });

  it("says of what cannot be read that it cannot, and counts nothing of it", () => {
    const told: readonly (readonly [Partial<DepartureFacts>, string, number | null, string, string])[] = [
      [{}, "patrons", 1, "no-go", "The list of patrons: 1 entry cannot be read."],
      [{ crew: [] }, "crew", null, "no-go", "The crew cannot be read."],
      [{ briefing: null }, "briefing", null, "no-go", "The safety briefing cannot be read."],
      [{}, "departures", 2, "no-go", "The departure record: 2 entries cannot be read."],
      [{ capacity: null }, "capacity", null, "caution", "The capacity cannot be read."],
      [{ paid_cents: 10 }, "payment_log", 1, "caution", "The ledger: 1 entry cannot be read."],
      [{ paid_cents: 0 }, "paid_cents", null, "caution", "The total that is paid cannot be read."],
    ];
    for (const [part, broken, entries, verdict, text] of told) {
      const known = { ...part, broken_parts: [{ part: broken, entries, text: tellBroken({ part: broken, entries }) }] };
      expect(reasons(known), text).toEqual([text]);
      expect(assessDeparture(facts(known)).verdict, text).toBe(verdict);
    }
    expect(reasons({ broken_parts: [{ part: "title", entries: null, text: "" }] })).toEqual([]);
  });

  it("only cautions for money and open questions", () => {
    const cautions: readonly (readonly [Partial<DepartureFacts>, string])[] = [
      [{ paid_cents: 40 }, "$0.60 is still due."],
      [{ capacity: null }, "The legal maximum is not set."],
      [{ signatures: [signed("Ann"), signed("Bo"), signed("Cy")] }, "Cy signed but is not on the list."],
      [{ manifest: [aboard("Ann"), { name: "Bo", aboard_at: null }] }, "Bo is still ashore."],
    ];
    for (const [part, text] of cautions) {
      expect(reasons(part), text).toEqual([text]);
      expect(assessDeparture(facts(part)).verdict, text).toBe("caution");
    }
  });

  it("does not check what nobody has entered: required crew, price", () => {
    expect(assessDeparture(facts({ required_crew: null, crew: [], price_cents: null, paid_cents: 0 })).verdict).toBe(
      "go",
    );
  });

  it("takes a minor whose guardian is named", () => {
    expect(
      assessDeparture(facts({ signatures: [signed("Ann"), signed("Bo", { minor: true, guardian: "Ann" })] })).verdict,
    ).toBe("go");
  });

  it("counts one signature for one person, so that a doubled one hides nobody", () => {
    expect(reasons({ signatures: [signed("Ann"), signed("Ann")] })).toContain("Bo has not signed.");
    expect(
      assessDeparture(facts({ manifest: [aboard("Ann"), aboard("Ann")], signatures: [signed("Ann")] })).signed,
    ).toBe(1);
  });

  it("waits for nobody who stays ashore, signed or not: it only asks about them", () => {
    const ashore = (name: string) => ({ name, aboard_at: null });
    const left = facts({
      manifest: [aboard("Ann"), ashore("Bo"), ashore("Cy")],
      signatures: [signed("Ann"), signed("Cy", { minor: true })],
    });

    expect(assessDeparture(left)).toMatchObject({
      verdict: "caution",
      booked: 3,
      signed: 2,
      aboard: 1,
      reasons: [
        { weight: "caution", text: "Bo has not signed." },
        { weight: "caution", text: "Cy: no guardian is named." },
        { weight: "caution", text: "Bo and Cy are still ashore." },
      ],
    });
    expect(assessDeparture({ ...left, manifest: [aboard("Ann"), aboard("Bo"), ashore("Cy")] })).toMatchObject({
      verdict: "no-go",
      reasons: [{ weight: "stop", text: "Bo has not signed." }, {}, {}],
    });
  });

  it("is never a go with somebody aboard unsigned, too many aboard or no briefing; and always has a reason for less than a go", () => {
    const person = fc.record({
      name: fc.constantFrom("Ann", "Bo", "Cy", "Zoë"),
      aboard_at: fc.constantFrom(null, NOW),
    });
    fc.assert(
      fc.property(
        fc.array(person),
        fc.array(fc.constantFrom("Ann", "bo", "Zoe")),
        fc.option(fc.integer({ min: 1, max: 4 })),
        fc.boolean(),
        (manifest, names, capacity, given) => {
          const signatures = names.map((name) => signed(name));
          const unsigned = matchSignatures(manifest, signatures).lines.some(
            ({ patron, signature }) => patron.aboard_at !== null && signature === undefined,
          );
          const found = assessDeparture(
            facts({
              manifest,
              signatures,
              capacity,
              briefing: { ...briefing, given },
            }),
          );
          const unsafe = unsigned || (capacity !== null && found.aboard > capacity) || !given || found.aboard === 0;
          expect(found.verdict === "no-go").toBe(unsafe);
          expect(found.verdict === "go").toBe(found.reasons.length === 0);
        },
      ),
    );
  });
});
