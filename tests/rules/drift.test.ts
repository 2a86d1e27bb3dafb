import { describe, expect, it } from "vitest";

import type { DepartureEntry } from "../../rules/contract/api/departure.ts";
import { departureDrift } from "../../rules/departure/drift.ts";

const AT = "2026-05-23T18:00:00.000Z";
const recorded = { at: AT, received_at: AT, by: "finn@example.com", name: "Finn" };
const departed: DepartureEntry = {
  kind: "departed",
  id: "d",
  vessel: "",
  capacity: null,
  booked: 3,
  signed: 3,
  crew: [],
  briefing: null,
  verdict: "go",
  reasons: [],
  override: null,
  aboard: [
    { id: "1", name: "Ann", emergency_contact: null },
    { id: "2", name: "Bo", emergency_contact: null },
  ],
  ...recorded,
};
const back: DepartureEntry = { kind: "back", id: "b", departure: "d", count: 2, expected: 2, reason: "", ...recorded };
const correction: DepartureEntry = { kind: "correction", id: "c", entry: "d", reason: "Slip", ...recorded };
const ANN = { id: "1", name: "Ann", aboard_at: AT };
const BO = { id: "2", name: "Bo", aboard_at: AT };
const CEM = { id: "3", name: "Cem", aboard_at: AT };
const ashore = <T extends typeof ANN>(patron: T) => ({ ...patron, aboard_at: null });

describe("What the list says otherwise than the departure record", () => {
  const texts = (...manifest: Parameters<typeof departureDrift>[1]): readonly string[] =>
    departureDrift([departed], manifest).map(({ text }) => text);

  it("is nothing while both name the same people, whoever else is listed and ashore", () => {
    expect(texts(ANN, BO, ashore(CEM))).toEqual([]);
  });

  it("names who is aboard, ashore, gone or called otherwise since", () => {
    expect(texts(ANN, BO, CEM)).toEqual(["Cem is aboard by the list, but not in the departure record."]);
    expect(texts(ashore(ANN), ashore(BO))).toEqual(["Ann and Bo are in the departure record, but ashore by the list."]);
    expect(texts(BO)).toEqual(["Ann is in the departure record, but no longer on the list."]);
    expect(texts({ ...ANN, name: "Anna" }, BO)).toEqual(["Anna is Ann in the departure record."]);
  });

  it("takes whoever was taken off and listed anew for the one who sailed, by name", () => {
    expect(texts({ ...ANN, id: "7" }, BO)).toEqual([]);
    expect(texts(ashore({ ...ANN, id: "7" }), BO)).toEqual(["Ann is in the departure record, but ashore by the list."]);
    expect(texts(ANN, BO, { ...ANN, id: "7" })).toEqual([
      "Ann is aboard by the list, but not in the departure record.",
    ]);
  });

  it("tells each kind, and last the way to put it right", () => {
    const drift = departureDrift([departed], [ashore(BO), CEM]);
    expect(drift.map(({ text }) => text)).toEqual([
      "Cem is aboard by the list, but not in the departure record.",
      "Bo is in the departure record, but ashore by the list.",
      "Ann is in the departure record, but no longer on the list.",
    ]);
    expect(drift.map(({ todo }) => todo !== "")).toEqual([false, false, true]);
  });

  it("takes another name for no other person, and asks nobody to depart again for it", () => {
    expect(departureDrift([departed], [{ ...ANN, name: "Anna" }, BO])).toEqual([
      { weight: "caution", text: "Anna is Ann in the departure record.", todo: "The same person, under another name." },
    ]);
    expect(departureDrift([departed], [{ ...ANN, name: "Anna" }, BO, CEM])).toMatchObject([
      { weight: "stop", todo: "Put the list right, or undo the departure in its record and depart again." },
      { weight: "caution" },
    ]);
  });

  it("minds nobody going ashore once all are back, but who was never recorded", () => {
    expect(departureDrift([departed, back], [ashore(ANN), ashore(BO)])).toEqual([]);
    expect(departureDrift([departed, back], [ANN, BO, CEM])).toHaveLength(1);
  });

  it("is nothing before a departure, and after it was taken back", () => {
    expect(departureDrift([], [ANN])).toEqual([]);
    expect(departureDrift([departed, correction], [CEM])).toEqual([]);
  });
});
