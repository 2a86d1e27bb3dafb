import { describe, expect, it } from "vitest";

import { fillIn } from "../../rules/words/fillIn.ts";
import { pickLanguage } from "../../rules/words/language.ts";

describe("the language of a page", () => {
  it.each([
    ["es", "en-US", "es"],
    ["ES-mx", undefined, "es"],
    ["xx", "es", "es"],
    [undefined, undefined, "en"],
    [undefined, "", "en"],
    [undefined, "fr-FR, es;q=0.5, en;q=0.4", "es"],
    [undefined, "es;q=0.4,en;q=0.5", "en"],
    [undefined, "es;q=0,fr", "en"],
    [undefined, "*;q=0.1", "en"],
    [undefined, ";;,q=;es;q=x", "en"],
  ])("asked for %s by a browser that wants %s is %s", (asked, accept, language) => {
    expect(pickLanguage(asked, accept)).toBe(language);
  });
});

describe("a sentence with places", () => {
  it("is filled in, and keeps what has no value", () => {
    expect(fillIn("{name} and {other}", { name: "$1 {other}" })).toBe("$1 {other} and {other}");
  });
});
