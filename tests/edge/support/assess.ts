import { expect } from "vitest";
import type { EdgeCase, EdgeOutcome } from "../../../testkit/edge/cases.ts";

/** Holds what the router did against what a case expects. */
export function assess(expected: EdgeCase["expect"], outcome: EdgeOutcome): void {
  expect(outcome.error).toBeNull();
  expect({ status: outcome.result?.statusCode, uri: outcome.result?.uri, origin: outcome.origin ?? undefined }).toEqual(
    {
      status: expected.status,
      uri: expected.uri,
      origin: expected.origin,
    },
  );
  for (const [name, value] of Object.entries(expected.headers)) {
    expect(outcome.result?.headers[name], name).toEqual({ value });
  }
  if (expected.body !== undefined) expect(outcome.result?.body?.data).toContain(expected.body);
}
