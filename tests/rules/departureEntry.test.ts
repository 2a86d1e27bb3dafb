import { describe, expect, it } from "vitest";

import type { DepartureRequest } from "../../rules/contract/api/departing.ts";
import type { DepartureEntry } from "../../rules/contract/api/departure.ts";
import { decideDeparture, type DepartingCharter } from "../../rules/departure/entry.ts";

const AT = "2026-05-23T18:00:00.000Z";
const BYLINE = { at: "2026-05-23T20:00:00.000Z", by: "cody@example.com", name: "Cody" };
const AUTHOR = { byline: BYLINE, nameOf: (email: string) => (email === BYLINE.by ? "Cody" : email) };
const RECORDED = { at: AT, received_at: BYLINE.at, by: BYLINE.by, name: "Cody" };
const CONTACT = { name: "Ed", phone: "555 010 0199" };

const patron = (id: string, name: string, aboard_at: string | null) => ({
  id,
  name,
  name_at: null,
  email: null,
  email_at: null,
  phone: null,
  phone_at: null,
  aboard_at,
  checked: null,
  listed_at: null,
  reminded_at: null,
  opted_out: false,
});
const CHARTER: DepartingCharter = {
  slug: "2026-05-23-jane-afternoon",
  status: "open",
  vessel: "Heron",
  manifest: [patron("1", "Ann", AT), patron("2", "Bo", null), patron("3", "Cy", AT)],
  signatures: ["Ann", "Bo"].map((participant) => ({
    id: participant,
    participant,
    minor: false,
    guardian: null,
    emergency_contact: CONTACT,
    signed_at: AT,
    received_at: AT,
    waiver_version: "1",
    language: "en",
    place: "own-device",
    record_sha256: "",
  })),
  capacity: 6,
  required_crew: null,
  crew: [BYLINE.by, "gone@example.com"],
  briefing: { given: true, ...RECORDED },
  price_cents: null,
  paid_cents: 0,
  currency: "USD",
  departures: [],
};
const LEAVE: DepartureRequest = { kind: "departed", id: "d", at: AT, aboard: ["3", "1"], override: "Paper waivers" };
const RETURN: DepartureRequest = { kind: "back", id: "b", at: AT, count: 2, reason: "" };
const TAKE_BACK: DepartureRequest = { kind: "correction", id: "c", at: AT, entry: "d", reason: "Slip" };

/** Decides on one request after the other, each of which must be taken. */
function after(...requests: readonly DepartureRequest[]): DepartingCharter {
  return requests.reduce((charter, request) => {
    const outcome = decideDeparture(charter, request, AUTHOR);
    if (outcome.kind !== "changed") throw new Error(`A ${request.kind} is ${outcome.kind}.`);
    return { ...charter, departures: [...outcome.departures] };
  }, CHARTER);
}

describe("A departure", () => {
  it("keeps who was aboard, whom to call for them, the crew by name and the decision", () => {
    const outcome = decideDeparture(CHARTER, LEAVE, AUTHOR);

    expect(outcome).toMatchObject({ kind: "changed", dock: "departed", lines: [] });
    expect(outcome).toHaveProperty("entry", {
      kind: "departed",
      id: "d",
      vessel: "Heron",
      capacity: 6,
      booked: 3,
      signed: 2,
      aboard: [
        { id: "1", name: "Ann", signed: true, emergency_contact: CONTACT },
        { id: "3", name: "Cy", signed: false, emergency_contact: null },
      ],
      crew: [
        { id: BYLINE.by, name: "Cody" },
        { id: "gone@example.com", name: "gone@example.com" },
      ],
      briefing: CHARTER.briefing,
      verdict: "no-go",
      reasons: [
        expect.objectContaining({ weight: "stop", text: "Cy has not signed." }),
        expect.objectContaining({ weight: "caution", text: "Bo is still ashore." }),
      ],
      override: "Paper waivers",
      ...RECORDED,
    });
  });

  it("names everybody who had not signed and everybody ashore, where a screen names a few", () => {
    const aboard = ["Ann", "Cy", "Di", "Ed", "Flo"].map((name) => patron(name, name, AT));
    const ashore = ["Bo", "Gil", "Hal", "Ida"].map((name) => patron(name, name, null));
    const charter = { ...CHARTER, capacity: 9, manifest: [...aboard, ...ashore] };
    const leave = { ...LEAVE, aboard: aboard.map(({ id }) => id) };

    expect(decideDeparture(charter, leave, AUTHOR)).toMatchObject({
      entry: {
        aboard: [true, false, false, false, false].map((signed) => ({ signed })),
        reasons: [
          { text: "Cy, Di, Ed and Flo have not signed." },
          { text: "Gil, Hal and Ida have not signed." },
          { text: "Bo, Gil, Hal and Ida are still ashore." },
        ],
      },
    });
    expect(decideDeparture(charter, { ...leave, override: null }, AUTHOR)).toMatchObject({
      reasons: [
        { text: "Cy, Di and 2 others have not signed." },
        { text: "Gil, Hal and Ida have not signed." },
        { text: "Bo, Gil and 2 others are still ashore." },
      ],
    });
  });

  it("names two hundred, and marks each of those aboard however many they are; strangers who signed are named in short", () => {
    const names = Array.from({ length: 400 }, (_, n) => `Patron with a name ${n}`);
    const manifest = names.map((name) => patron(name, name, AT));
    const [signature] = CHARTER.signatures;
    const strangers = ["Una", "Val", "Wim", "Xan"].map((participant) => ({
      ...signature,
      id: participant,
      participant,
    }));
    const charter = { ...CHARTER, capacity: 400, manifest, signatures: strangers } as DepartingCharter;
    const outcome = decideDeparture(charter, { ...LEAVE, aboard: names }, AUTHOR);

    const entry = outcome.kind === "changed" ? outcome.entry : undefined;
    if (entry?.kind !== "departed") throw new Error("Nobody left.");
    expect(entry.aboard.filter(({ signed }) => signed === false)).toHaveLength(400);
    const [unsigned = "", unlisted = ""] = entry.reasons.map(({ text }) => text);
    expect(unsigned).toMatch(/^Patron with a name 0, .*, Patron with a name 1\d\d and 2\d\d others have not signed\.$/);
    expect(unsigned.length).toBeLessThan(4_500);
    expect(unlisted).toBe("Una, Val and 2 others signed but are not on the list.");
  });

  it("is refused at a no go that nobody answers for, with the reasons", () => {
    expect(decideDeparture(CHARTER, { ...LEAVE, override: null }, AUTHOR)).toMatchObject({
      kind: "refused",
      reason: "no-go",
      reasons: [{ text: "Cy has not signed." }, { text: "Bo is still ashore." }],
    });
  });

  it("is refused with others aboard than the screen showed", () => {
    for (const aboard of [["1"], ["1", "2"], ["1", "2", "3"], []])
      expect(decideDeparture(CHARTER, { ...LEAVE, aboard }, AUTHOR), aboard.join()).toEqual({
        kind: "refused",
        reason: "list-changed",
      });
  });

  describe("of the past, recorded as it was", () => {
    const seen = [
      { id: "1", name: "Ann" },
      { id: "9", name: "Zoe" },
    ];
    const first = { ...LEAVE, aboard: ["1", "9"] };
    const PAST = { ...first, as_it_was: seen };

    it("keeps whom the screen showed aboard, whatever the list says by now, and tells the difference", () => {
      const outcome = decideDeparture(CHARTER, PAST, AUTHOR);

      expect(outcome).toMatchObject({ kind: "changed", dock: "departed" });
      expect(outcome).toHaveProperty("entry.aboard", [
        { id: "1", name: "Ann", signed: true, emergency_contact: CONTACT },
        { id: "9", name: "Zoe", signed: false, emergency_contact: null },
      ]);
      expect(outcome).toMatchObject({
        entry: {
          booked: 4,
          verdict: "no-go",
          reasons: [
            {
              weight: "stop",
              text: "When this was received: Cy is aboard by the list, but not in the departure record.",
            },
            {
              weight: "stop",
              text: "When this was received: Zoe is in the departure record, but no longer on the list.",
            },
            { weight: "stop", text: "Zoe has not signed." },
            { weight: "caution", text: "Cy has not signed." },
            { weight: "caution", text: "Bo and Cy are still ashore." },
          ],
        },
      });
    });

    it("counts nobody as booked who came on the list after it", () => {
      const listed = (added_at: string) => ({
        ...CHARTER,
        manifest: [patron("1", "Ann", AT), { ...patron("2", "Bo", null), added_at }, patron("3", "Cy", AT)],
      });
      for (const [added_at, booked] of [
        ["2020-01-01T00:00:00.000Z", 4],
        ["2099-01-01T00:00:00.000Z", 3],
      ] as const)
        expect(decideDeparture(listed(added_at), PAST, AUTHOR)).toMatchObject({ entry: { booked } });
    });

    it("takes a reason where the list says otherwise, whoever of them has signed", () => {
      const alone = { ...LEAVE, aboard: ["1"], override: null, as_it_was: seen.slice(0, 1) };
      expect(decideDeparture(CHARTER, alone, AUTHOR)).toMatchObject({ kind: "refused", reason: "no-go" });
      expect(decideDeparture(CHARTER, { ...alone, override: "Cy jumped off" }, AUTHOR)).toMatchObject({
        entry: { verdict: "no-go" },
      });
    });

    it("takes none where somebody is only called otherwise by now", () => {
      const named = { ...LEAVE, aboard: ["1"], override: null, as_it_was: [{ id: "1", name: "Ann" }] };
      const renamed = {
        ...CHARTER,
        manifest: [patron("1", "Anna", AT)],
        signatures: CHARTER.signatures.slice(0, 1),
      };
      expect(decideDeparture(renamed, named, AUTHOR)).toMatchObject({
        entry: {
          verdict: "caution",
          reasons: [{ weight: "caution", text: "When this was received: Anna is Ann in the departure record." }],
        },
      });
    });

    it("knows by name, with their signature, who was taken off the list and listed anew", () => {
      for (const aboard_at of [AT, null]) {
        const anew = { ...CHARTER, manifest: [patron("7", "ann ", aboard_at), patron("3", "Cy", AT)] };
        const outcome = decideDeparture(
          anew,
          { ...LEAVE, as_it_was: [...seen.slice(0, 1), { id: "3", name: "Cy" }] },
          AUTHOR,
        );
        expect(outcome).toMatchObject({
          entry: { booked: 2, aboard: [{ id: "1", name: "Ann", signed: true }, { id: "3" }] },
        });
      }
    });

    it("is a no go as any other: somebody answers for it", () => {
      expect(decideDeparture(CHARTER, { ...PAST, override: null }, AUTHOR)).toMatchObject({ reason: "no-go" });
    });

    it("is the same entry sent again with that word or without", () => {
      const out = after(PAST);
      expect(decideDeparture(out, PAST, AUTHOR)).toEqual({ kind: "same" });
      expect(decideDeparture(out, first, AUTHOR)).toEqual({ kind: "same" });
      expect(decideDeparture(after(LEAVE), { ...LEAVE, as_it_was: [] }, AUTHOR)).toEqual({ kind: "same" });
    });

    it("names everybody whom the screen showed, or is refused", () => {
      expect(decideDeparture(CHARTER, { ...PAST, as_it_was: seen.slice(0, 1) }, AUTHOR)).toMatchObject({
        reason: "list-changed",
      });
    });
  });

  it("comes once, until it is taken back", () => {
    const out = after(LEAVE);
    expect(decideDeparture(out, { ...LEAVE, id: "d2" }, AUTHOR)).toMatchObject({ reason: "departed-already" });
    expect(decideDeparture(after(LEAVE, TAKE_BACK), { ...LEAVE, id: "d2" }, AUTHOR).kind).toBe("changed");
  });
});

describe("A return and a correction", () => {
  it("follow from the entries before them, and say where the charter is", () => {
    const out = after(LEAVE);
    expect(decideDeparture(out, RETURN, AUTHOR)).toMatchObject({
      dock: "back",
      entry: { kind: "back", id: "b", departure: "d", count: 2, expected: 2, reason: "", ...RECORDED },
    });
    expect(decideDeparture(out, { ...RETURN, count: 1, reason: "Cy swam" }, AUTHOR)).toMatchObject({ dock: "short" });
    const undone = decideDeparture(out, TAKE_BACK, AUTHOR);
    expect(undone).toMatchObject({ entry: { kind: "correction", id: "c", entry: "d", reason: "Slip", ...RECORDED } });
    expect(undone).toHaveProperty("dock", undefined);
  });

  it("are refused where they do not, with how many departed", () => {
    const back = after(LEAVE, RETURN);
    const refusals: readonly (readonly [DepartingCharter, DepartureRequest, object])[] = [
      [CHARTER, RETURN, { reason: "not-departed", departed: 0 }],
      [CHARTER, TAKE_BACK, { reason: "unknown-entry" }],
      [after(LEAVE), { ...RETURN, count: 1 }, { reason: "count-differs", departed: 2 }],
      [back, { ...RETURN, id: "b2" }, { reason: "back-already" }],
      [back, TAKE_BACK, { reason: "back-first" }],
    ];
    for (const [charter, request, refusal] of refusals)
      expect(decideDeparture(charter, request, AUTHOR)).toMatchObject({ kind: "refused", ...refusal });
  });
});

describe("The same id again", () => {
  it("is the same entry, whoever is named first among those aboard; anything else is refused", () => {
    const full = after(LEAVE, RETURN);
    const entries: readonly DepartureEntry[] = full.departures;
    expect(entries).toHaveLength(2);
    expect(decideDeparture(full, { ...LEAVE, aboard: ["1", "3"] }, AUTHOR)).toEqual({ kind: "same" });
    expect(decideDeparture(full, RETURN, AUTHOR)).toEqual({ kind: "same" });
    for (const other of [
      { ...LEAVE, override: null },
      { ...RETURN, count: 1 },
      { ...TAKE_BACK, id: "d" },
    ])
      expect(decideDeparture(full, other, AUTHOR)).toEqual({ kind: "refused", reason: "id-taken" });
  });
});
