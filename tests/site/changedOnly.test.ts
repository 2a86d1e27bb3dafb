import fc from "fast-check";
import { describe, expect, it } from "vitest";

import { changedList, changedOnly } from "../../site/forms/changedOnly.ts";
import { changesNothing, readPatron } from "../../site/manifest/patronForm.ts";
import { NOW } from "./support.ts";

describe("what a form sends back", () => {
  it("is what was changed in it, and leaves to others what they have changed since", () => {
    const values = fc.record({ name: fc.string(), capacity: fc.option(fc.nat()), tags: fc.array(fc.string()) });
    fc.assert(
      fc.property(values, values, values, (filled, typed, theirs) => {
        const stored = { ...theirs, ...changedOnly(filled, typed) };
        for (const [name, value] of Object.entries(typed)) {
          const [mine, then] = [
            JSON.stringify(value),
            JSON.stringify(Object.entries(filled).find(([key]) => key === name)?.[1]),
          ];
          const now = Object.entries(stored).find(([key]) => key === name)?.[1];
          expect(JSON.stringify(now)).toBe(
            mine === then ? JSON.stringify(Object.entries(theirs).find(([key]) => key === name)?.[1]) : mine,
          );
        }
      }),
    );
  });

  it("of a list is whom one took off and added, on top of what the others did to it", () => {
    expect(changedList(["a", "b"], ["a", "c"], ["a", "b", "d"])).toEqual(["a", "d", "c"]);
    expect(changedList(["a"], ["a"], ["b"])).toEqual(["b"]);
    expect(changedList([], ["a"], ["a"])).toEqual(["a"]);
  });
});

describe("a patron's form", () => {
  const LEO = { name: "Leo Alvarez", name_at: null, email: null, email_at: null, phone: null, phone_at: null };

  it("renames without a word of the address, which somebody else may have entered meanwhile", () => {
    expect(readPatron({ name: "Leo Álvarez", email: "", phone: "" }, LEO, new Date(NOW))).toEqual({
      ok: true,
      request: { at: NOW, name: "Leo Álvarez" },
    });
  });

  it("sets or clears the number without a word of the rest", () => {
    const known = { ...LEO, phone: "305 555 0142" };
    const typed = { name: "Leo Alvarez", email: "" };
    expect(readPatron({ ...typed, phone: " (305) 555-0142 " }, LEO, new Date(NOW))).toEqual({
      ok: true,
      request: { at: NOW, phone: "(305) 555-0142" },
    });
    expect(readPatron({ ...typed, phone: "" }, known, new Date(NOW))).toMatchObject({ request: { phone: null } });
    expect(readPatron({ ...typed, phone: "none" }, LEO, new Date(NOW))).toMatchObject({
      errors: { phone: "Check the number, or leave it empty." },
    });
  });

  it("sets or clears the address without a word of the name", () => {
    const known = { ...LEO, email: "leo@example.com" };
    expect(readPatron({ name: "Leo Alvarez", email: " LEO@example.com", phone: "" }, LEO, new Date(NOW))).toEqual({
      ok: true,
      request: { at: NOW, email: "leo@example.com" },
    });
    expect(readPatron({ name: "Leo Alvarez", email: "", phone: "" }, known, new Date(NOW))).toEqual({
      ok: true,
      request: { at: NOW, email: null },
    });
  });

  it("answers to the name and the address that it shows, though its clock is behind them", () => {
    const seen = { ...LEO, name_at: "2026-05-23T19:00:00.000Z", email_at: "2026-05-23T19:30:00.000Z" };
    const read = readPatron({ name: "Leo", email: "", phone: "" }, seen, new Date(NOW));
    expect(read.ok && read.request.at).toBe("2026-05-23T19:30:00.001Z");
  });

  it("has nothing to send where nothing was changed, and names what is wrong", () => {
    const same = readPatron({ name: " Leo Alvarez ", email: "", phone: "" }, LEO, new Date(NOW));
    expect(same.ok && changesNothing(same.request)).toBe(true);
    expect(readPatron({ name: " ", email: "leo", phone: "" }, LEO, new Date(NOW))).toEqual({
      ok: false,
      errors: { name: "Enter a name.", email: "Check the address, or leave it empty." },
    });
  });
});
