import { expect, test } from "vitest";
import { byteRange } from "../../cloud/http/range.ts";

test.each([
  ["bytes=0-3", { first: 0, last: 3 }],
  ["bytes=8-", { first: 8, last: 9 }],
  ["bytes=-2", { first: 8, last: 9 }],
  ["bytes=5-99", { first: 5, last: 9 }],
  ["bytes=10-", "unsatisfiable"],
  ["bytes=0-1,3-4", undefined],
  [undefined, undefined],
])("the range %s of ten bytes is read", (header, expected) => {
  expect(byteRange(header, 10)).toEqual(expected);
});
