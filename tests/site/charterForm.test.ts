import { describe, expect, it } from "vitest";

import { describeChanges } from "../../site/charter/changes.ts";
import { detailValues, readDetails, readNewCharter, slugPreview } from "../../site/charter/charterForm.ts";
import { changedOnly } from "../../site/forms/changedOnly.ts";
import { charter, idOf } from "./support.ts";

const TYPED = {
  date: "2026-05-23",
  first_name: "José",
  period: "sunset",
  title: "",
  starts_at: "18:30",
  vessel: " Windward ",
  capacity: "6",
  required_crew: "2",
  price: "450",
  note: "",
};

describe("the New charter form", () => {
  it("shows the slug the charter will live at", () => {
    expect(slugPreview(TYPED)).toBe("2026-05-23-jose-sunset");
    expect(slugPreview({ ...TYPED, first_name: "李" })).toBeUndefined();
    expect(slugPreview({ ...TYPED, date: "2026-02-30" })).toBeUndefined();
  });

  it("reads a full form, in cents and whole seats", () => {
    expect(readNewCharter(TYPED, idOf(1), "USD")).toEqual({
      ok: true,
      request: {
        id: idOf(1),
        date: "2026-05-23",
        first_name: "José",
        period: "sunset",
        title: "",
        starts_at: "18:30",
        vessel: "Windward",
        capacity: 6,
        required_crew: 2,
        price_cents: 45_000,
        note: "",
      },
    });
  });

  it("takes empty capacity, crew and price for not known yet", () => {
    expect(readNewCharter({ ...TYPED, capacity: "", required_crew: " ", price: "" }, idOf(1), "USD")).toMatchObject({
      ok: true,
      request: { capacity: null, required_crew: null, price_cents: null },
    });
  });

  it("names every bad field", () => {
    const read = readNewCharter(
      { ...TYPED, date: "", first_name: "李", period: "", capacity: "0", required_crew: "x", price: "free" },
      idOf(1),
      "USD",
    );

    expect(read.ok ? [] : Object.keys(read.errors).sort()).toEqual([
      "capacity",
      "date",
      "first_name",
      "period",
      "price_cents",
      "required_crew",
    ]);
  });
});

describe("the edit form", () => {
  it("sends only what was touched, so that nobody else's change is undone", () => {
    const event = charter();
    const read = readDetails({ ...detailValues(event), vessel: "Leeward" }, "USD");

    expect(read.ok && changedOnly(event, read.request)).toEqual({ vessel: "Leeward" });
  });

  it("tells what somebody else changed", () => {
    const theirs = charter({ price_cents: 65_000, vessel: "", starts_at: "15:30", crew: ["mate@example.com"] });

    const told = describeChanges(charter(), theirs).map((line) => line.replaceAll("\u202f", " "));

    expect(told).toEqual([
      "Start: 2:00 PM → 3:30 PM",
      "Vessel: Windward → none",
      "Price: $600.00 → $650.00",
      "Crew: none → mate@example.com",
    ]);
  });
});
