import * as v from "valibot";
import { describe, expect, it } from "vitest";

import { orNewer, wordOrNewer } from "../../rules/contract/newer.ts";
import type { Operation } from "../../rules/contract/api/operation.ts";
import { OPERATIONS } from "../../rules/contract/api/operations.ts";
import { at, futuresOf, samplesOf, withFuture, WORD } from "../support/future.ts";

const answers = Object.entries<Operation>(OPERATIONS).flatMap(([id, operation]) =>
  Object.entries(operation.answers).flatMap(([status, { schema }]) =>
    schema === undefined ? [] : [[`${id} ${status}`, schema] as const],
  ),
);

describe("A dashboard before a newer API", () => {
  it.each(answers)("reads %s, whatever words, kinds and fields it has gained", (_name, schema) => {
    for (const sample of samplesOf(schema)) {
      expect(v.safeParse(schema, sample).issues).toBeUndefined();
      for (const future of futuresOf(schema, sample)) {
        const read = v.safeParse(schema, withFuture(sample, future));
        expect(read.issues, future.place.join(".")).toBeUndefined();
        if (future.content === WORD) expect(at(read.output, future.place), future.place.join(".")).toBe(WORD);
      }
    }
  });
});

describe("What is newer", () => {
  const Thing = orNewer("kind", [v.object({ kind: v.picklist(["a", "b"]), size: v.number() })], { id: v.string() });

  it("is a kind that nobody knows; a known kind without what belongs to it is broken", () => {
    expect(v.is(Thing, { kind: "a", size: 1 })).toBe(true);
    expect(v.is(Thing, { kind: "c", id: "1" })).toBe(true);
    expect(v.is(Thing, { kind: "c" })).toBe(false);
    expect(v.is(Thing, { kind: "a", id: "1" })).toBe(false);
    expect(v.is(Thing, { kind: 3, id: "1" })).toBe(false);
    expect(v.safeParse(Thing, { kind: "a", id: "1" }).issues?.map((issue) => v.getDotPath(issue))).toEqual(["size"]);
  });

  it("is any text where a word belongs, and nothing but text", () => {
    expect(v.is(wordOrNewer(["go"]), "gone")).toBe(true);
    expect(v.is(wordOrNewer(["go"]), 1)).toBe(false);
  });
});
