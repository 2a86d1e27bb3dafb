import fc from "fast-check";
import { describe, expect, it } from "vitest";

import { canonicalJson, type Json } from "../../rules/canonicalJson.ts";

describe("canonical JSON", () => {
  it("sorts keys at every depth, keeps the order of lists and leaves out undefined", () => {
    expect(canonicalJson({ b: [2, 1], a: { d: null, c: "é\n" }, gone: undefined })).toBe(
      '{"a":{"c":"é\\n","d":null},"b":[2,1]}',
    );
  });

  it("refuses what two machines may write differently", () => {
    expect(() => canonicalJson(0.1)).toThrow(RangeError);
    expect(() => canonicalJson(2 ** 53)).toThrow(RangeError);
  });

  it("reads back as the same data, and does not care about key order", () => {
    const keys = fc.string().filter((key) => key !== "__proto__");
    const { value } = fc.letrec<{ value: Json }>((tie) => ({
      value: fc.oneof(
        { maxDepth: 3 },
        fc.string(),
        fc.maxSafeInteger().map((n) => n + 0),
        fc.boolean(),
        fc.constant(null),
        fc.array(tie("value")),
        fc.dictionary(keys, tie("value")),
      ),
    }));
    fc.assert(
      fc.property(value, (json) => {
        const text = canonicalJson(json);
        const parsed: unknown = JSON.parse(text);
        expect(canonicalJson(reversed(parsed as Json))).toBe(text);
      }),
    );
  });
});

function reversed(json: Json): Json {
  if (Array.isArray(json)) return json.map((item: Json) => reversed(item));
  if (typeof json !== "object" || json === null) return json;
  return Object.fromEntries(
    Object.entries(json as Record<string, Json>)
      .reverse()
      .map(([key, item]) => [key, reversed(item)]),
  );
}
