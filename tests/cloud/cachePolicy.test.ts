import { expect, test } from "vitest";
import { lifetime } from "../../cloud/cloudfront/cache.ts";
import { findCachePolicy } from "../../cloud/cloudfront/managedPolicies.ts";
import { OPTIMIZED } from "./support/graph.ts";

test.each([
  ["public, max-age=31536000, immutable", 31_536_000],
  ["no-cache", 1],
  ["private, max-age=60", 1],
  ["max-age=60, s-maxage=10", 10],
  ["max-age=0", 1],
  [undefined, 86_400],
])("CachingOptimized keeps %s for %i seconds", (control, expected) => {
  const headers: Record<string, string> = control === undefined ? {} : { "cache-control": control };
  expect(lifetime(headers, findCachePolicy(OPTIMIZED))).toBe(expected);
});
