import { describe, expect, it } from "vitest";

import { ENVIRONMENT_BYTES_MAX, environmentBytes, mergeEnvironment } from "../../rules/stack/mergeEnvironment.ts";

const NONE = { declared: {}, derived: {}, secrets: {} };

describe("merging the environment", () => {
  it("puts declared, derived and secret values side by side, sorted by name", () => {
    const merged = mergeEnvironment({
      declared: { STACK: "prod" },
      derived: { TABLE_NAME: "t" },
      secrets: { GMAIL_CLIENT_ID: "c" },
    });
    expect(merged).toEqual({ ok: true, variables: { GMAIL_CLIENT_ID: "c", STACK: "prod", TABLE_NAME: "t" } });
    if (merged.ok) expect(Object.keys(merged.variables)).toEqual(["GMAIL_CLIENT_ID", "STACK", "TABLE_NAME"]);
  });

  it("keeps what an adopted function carries, under what is declared", () => {
    const merged = mergeEnvironment({
      ...NONE,
      existing: { OLD: "kept", STACK: "old", AWS_REGION: "x" },
      declared: { STACK: "new" },
    });
    expect(merged).toEqual({ ok: true, variables: { OLD: "kept", STACK: "new" } });
  });

  it("lists every problem at once: a clash, a reserved key, a malformed key", () => {
    const merged = mergeEnvironment({
      declared: { STACK: "a", "bad-name": "b" },
      derived: { STACK: "c" },
      secrets: { AWS_REGION: "d" },
    });
    expect(merged).toEqual({
      ok: false,
      problems: [
        "bad-name (declared) is no variable name: a letter, then letters, digits or underscores.",
        "STACK is given twice, in declared and in derived: remove one.",
        "AWS_REGION (secrets) is reserved by AWS Lambda: choose another name.",
      ],
    });
  });

  it("never lets an inherited name pass as given twice", () => {
    expect(mergeEnvironment({ ...NONE, declared: { constructor: "a" } })).toMatchObject({ ok: true });
  });

  it("takes exactly 4,096 bytes and refuses one more, counting UTF-8", () => {
    const exact = { KEY: "é".repeat((ENVIRONMENT_BYTES_MAX - 4) / 2) + "x" };
    expect(environmentBytes(exact)).toBe(ENVIRONMENT_BYTES_MAX);
    expect(mergeEnvironment({ ...NONE, declared: exact })).toMatchObject({ ok: true });
    expect(mergeEnvironment({ ...NONE, declared: { KEY: `${exact.KEY}x` } })).toMatchObject({ ok: false });
  });
});
