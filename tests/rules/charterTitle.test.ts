import { describe, expect, it } from "vitest";

import { charterTitle } from "../../rules/charter/title.ts";

const SLUG = "2026-05-23-jose2-afternoon";

describe("what a charter is called", () => {
  it.each([
    ["its title", { title: "Anniversary sail", first_name: "José" }, "Anniversary sail"],
    ["the patron and the time of day", { title: "", first_name: "José" }, "José’s afternoon charter"],
    ["the slug's name on an older item", { title: "", first_name: "" }, "Jose’s afternoon charter"],
  ])("is %s", (_, given, title) => {
    expect(charterTitle({ slug: SLUG, ...given })).toBe(title);
  });
});
