import { describe, expect, it } from "vitest";

import { describeChanges } from "../../site/charter/changes.ts";
import {
  detailValues,
  duplicateValues,
  readDetails,
  readNewCharters,
  slugPreview,
} from "../../site/charter/charterForm.ts";
import { changedOnly } from "../../site/forms/changedOnly.ts";
import { charter, idOf } from "./support.ts";

const BOOKER = idOf(5);
const TYPED = {
  date: "2026-05-23",
  first_name: "José",
  last_name: "",
  email: "",
  phone: "",
  period: "sunset",
  weeks: "1",
  title: "",
  starts_at: "18:30",
  vessel: " Windward ",
  party: "",
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
    expect(readNewCharters(TYPED, "USD", BOOKER)).toEqual({
      ok: true,
      request: [
        {
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
      ],
    });
  });

  it("has who booked on the list, by their whole name alone", () => {
    const read = (part: Partial<typeof TYPED>) => readNewCharters({ ...TYPED, ...part }, "USD", BOOKER);
    const reached = { email: " Jo@Example.com ", phone: "(305) 555-0142" };
    expect(read({ last_name: " García ", ...reached })).toMatchObject({
      request: [{ booker: { id: BOOKER, name: "José García", email: "jo@example.com", phone: "(305) 555-0142" } }],
    });
    expect(read({ last_name: "García" })).toMatchObject({ request: [{ booker: { email: null, phone: null } }] });
    expect(read(reached)).toMatchObject({ errors: { last_name: expect.stringContaining("last name") as string } });
    expect(read({ last_name: "García", email: "jo@", phone: "12" })).toEqual({
      ok: false,
      errors: { email: "Check the address, or leave it empty.", phone: "Check the number, or leave it empty." },
    });
  });

  it("asks for a party only where somebody says how many come, and duplicates none", () => {
    const read = (party: string) => readNewCharters({ ...TYPED, party }, "USD", BOOKER);
    expect(read("6")).toMatchObject({ request: [{ party: 6 }] });
    const unsaid = read("");
    expect(unsaid.ok && unsaid.request.every((one) => !("party" in one))).toBe(true);
    for (const wrong of ["0", "2.5", "six", "501"])
      expect(read(wrong)).toEqual({
        ok: false,
        errors: { party: "Enter a whole number from 1 to 500, or leave it empty." },
      });
    const event = charter({ party: 6 });
    expect([detailValues(event).party, duplicateValues(event).party]).toEqual(["6", ""]);
    const cleared = readDetails({ ...detailValues(event), party: "" }, "USD");
    expect(cleared.ok && changedOnly(event, cleared.request)).toEqual({ party: null });
    expect(describeChanges(event, { ...event, party: 8 })).toEqual(["How many come: 6 → 8"]);
  });

  it("reads one a week, over the end of a year, and no more than half a year of them", () => {
    const read = (weeks: string) => readNewCharters({ ...TYPED, date: "2026-12-26", weeks }, "USD", BOOKER);
    const three = read("3");
    expect(three.ok && three.request.map(({ date }) => date)).toEqual(["2026-12-26", "2027-01-02", "2027-01-09"]);
    for (const weeks of ["0", "27", "1.5", "many"])
      expect(read(weeks)).toEqual({
        ok: false,
        errors: { weeks: "Enter a whole number from 1 to 26, or leave it empty." },
      });
    const last = readNewCharters({ ...TYPED, date: "2100-12-31", weeks: "2" }, "USD", BOOKER);
    expect(last).toMatchObject({ ok: false, errors: { date: expect.any(String) as string } });
  });

  it("begins, for a charter like another one, with all but its patrons and its money, a week later", () => {
    const event = charter();
    const values = duplicateValues(event);
    expect(values).toMatchObject({ ...detailValues(event), first_name: event.first_name, period: event.period });
    expect(values.date > event.date).toBe(true);
    expect(readNewCharters(values, event.currency, BOOKER)).toMatchObject({ ok: true });
  });

  it("takes empty capacity, crew and price for not known yet", () => {
    expect(readNewCharters({ ...TYPED, capacity: "", required_crew: " ", price: "" }, "USD", BOOKER)).toMatchObject({
      ok: true,
      request: [{ capacity: null, required_crew: null, price_cents: null }],
    });
  });

  it("names every bad field", () => {
    const read = readNewCharters(
      { ...TYPED, date: "", first_name: "李", period: "", capacity: "0", required_crew: "x", price: "free" },
      "USD",
      BOOKER,
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
