import * as v from "valibot";
import { describe, expect, it } from "vitest";

import { Email, Id, Instant, Note, PersonName, Slug } from "../../rules/contract/api/fields.ts";
import { mayUse } from "../../rules/contract/api/session.ts";
import { SignatureMark } from "../../rules/contract/api/waiver.ts";

describe("fields", () => {
  it.each([
    ["an instant without milliseconds", Instant, "2026-05-23T18:00:00Z"],
    ["an instant that rolls over", Instant, "2026-02-30T18:00:00.000Z"],
    ["an instant off UTC", Instant, "2026-05-23T18:00:00.000+02:00"],
    ["an id in upper case", Id, "0000000A-0000-4000-8000-000000000000"],
    ["a slug that is not one", Slug, "2026-05-23"],
    ["a name with a line break", PersonName, "Jane\nBcc: x@example.com"],
    ["a name of blanks", PersonName, "   "],
    ["a name too long", PersonName, "x".repeat(81)],
    ["a note with a bell", Note, "a\u0007"],
    ["two addresses", Email, "a@example.com,b@example.com"],
    ["an address without a dot", Email, "a@example"],
    ["a drawn mark of a single point", SignatureMark, { method: "drawn", path: "M1 1" }],
    ["a drawn mark with markup", SignatureMark, { method: "drawn", path: 'M1 1L2 2"/><script>' }],
  ])("refuse %s", (_, schema, input) => {
    expect(v.safeParse(schema, input).success).toBe(false);
  });

  it("trim names and lower-case addresses", () => {
    expect(v.parse(PersonName, "  Jane Doe ")).toBe("Jane Doe");
    expect(v.parse(Email, " Jane@Example.COM ")).toBe("jane@example.com");
  });

  it("take a drawn mark of strokes", () => {
    expect(v.safeParse(SignatureMark, { method: "drawn", path: "M1 1L20 30L600 200M5 5L6 6" }).success).toBe(true);
  });
});

describe("access", () => {
  it.each([
    ["public", undefined, true],
    ["crew", undefined, false],
    ["admin", undefined, false],
    ["crew", "crew", true],
    ["admin", "crew", false],
    ["crew", "admin", true],
    ["admin", "admin", true],
  ] as const)("to a %s route as %s is %s", (access, role, allowed) => {
    expect(mayUse(access, role)).toBe(allowed);
  });
});
