import { describe, expect, it } from "vitest";

import { plainDigits } from "../../rules/words/digits.ts";

describe("Digits", () => {
  it.each([
    ["٠١٢٣٤٥٦٧٨٩", "0123456789"],
    ["۰۱۲۳۴۵۶۷۸۹", "0123456789"],
    ["०१२३४५६७८९", "0123456789"],
    ["０１２３４５６７８９", "0123456789"],
    ["𝟎𝟗𝟘𝟡𝟢𝟫𝟬𝟵𝟶𝟿", "0909090909"],
    ["٣ / ١ / ١٩٨٥", "3 / 1 / 1985"],
    ["四 ② ½", "四 ② ½"],
  ])("%s -> %s", (written, plain) => {
    expect(plainDigits(written)).toBe(plain);
  });
});
