import * as v from "valibot";
import { expect, it } from "vitest";

import { Email } from "../../rules/contract/api/fields.ts";
import { Phone } from "../../rules/contract/api/signing.ts";

it.each(["jane@example.com", "o'neil+sail@mail.example.co.uk", "kai@müller.de", "x_y-z@a-b.example"])(
  "takes the address %s",
  (address) => {
    expect(v.is(Email, address)).toBe(true);
  },
);

it.each([
  ["a control character", "a\u0000@b.example"],
  ["a character that deletes", "a\u007f@b.example"],
  ["an override of the direction", "a\u202e@b.example"],
  ["a space of no width", "a\u200b@b.example"],
  ["an encoded word, which a mail program would read as another address", "=?utf-8?q?x?=@b.example"],
  ["a comment", "(x)@b.example"],
  ["a full stop at its end", "jane@example.com."],
  ["two addresses", "a@b.example,c@d.example"],
])("refuses an address with %s", (_, address) => {
  expect(v.is(Email, address)).toBe(false);
});

it("refuses a number that is drawn the other way round", () => {
  expect([v.is(Phone, "(305) 555-0142"), v.is(Phone, "\u202e5551234567")]).toEqual([true, false]);
});
