import { describe, expect, it } from "vitest";

import { dialNumber, extensionOf } from "../../rules/people/phone.ts";

describe("What is dialed", () => {
  it.each([
    ["(305) 555-0142", "3055550142"],
    ["+1 305.555.0142", "+13055550142"],
    ["305 555 0142 ext. 7", "3055550142"],
    ["+44 (0)20 7946 0018", "+442079460018"],
    ["020 7946 0018", "02079460018"],
    ["030/1234567", "0301234567"],
    ["+34 600 123 456 / 600 999 888", "+34600123456"],
    ["Room 12, 305-555-0142", "3055550142"],
    ["555 01 42", "5550142"],
  ])("of %s is %s", (phone, number) => {
    expect(dialNumber(phone)).toBe(number);
  });

  it.each([
    ["305 555 0142 ext. 7", "7"],
    ["(305) 555-0142 ext 12", "12"],
    ["+1 305 555 0142 x12", "12"],
    ["305-555-0142x 12", "12"],
    ["305-555-0142, extension: 12", "12"],
    ["305-555-0142 #12", "12"],
    ["+13055550142;ext=12", "12"],
    ["305 555 0142", undefined],
    ["305x555x0142", undefined],
    ["Room x12, 305-555-0142", undefined],
    ["ext 5550142", undefined],
  ])("of %s is answered by an extension: %s", (phone, extension) => {
    expect(extensionOf(phone)).toBe(extension);
  });

  it("is every digit where no run of them is long enough to be a number", () => {
    expect(dialNumber("305x555x0142")).toBe("3055550142");
  });
});
