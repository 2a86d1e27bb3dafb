import { describe, expect, it } from "vitest";

import { judgePin } from "../../rules/accounts/guessablePin.ts";

describe("A PIN is refused", () => {
  it.each([
    ["in a row", "123456"],
    ["in a row, backwards", "987654"],
    ["in a row that goes on past nine", "567890"],
    ["in a row with one more digit", "1234569"],
    ["of one digit", "000000"],
    ["of a piece over and over", "121212"],
    ["of a longer piece", "123123"],
    ["there and back", "123321"],
    ["of pairs", "112233"],
    ["along the columns of the pad", "147258"],
    ["across the pad", "159753"],
    ["that begins with a year", "199012"],
    ["that ends with a year", "27041990"],
    ["of this year", "202612"],
  ])("%s", (_what, pin) => {
    expect(judgePin(pin)).toContain("must not be what is tried first");
  });
});

describe("A PIN is taken", () => {
  it.each(["271828", "482910", "907316", "1829304756", "550147"])("%s", (pin) => {
    expect(judgePin(pin)).toBeUndefined();
  });

  it("in most cases where it was thrown with dice", () => {
    const all = Array.from({ length: 10_000 }, (_, n) => String((n * 7_919 + 104_729) % 1_000_000).padStart(6, "0"));
    expect(all.filter((pin) => judgePin(pin) !== undefined).length).toBeLessThan(1_500);
  });
});
