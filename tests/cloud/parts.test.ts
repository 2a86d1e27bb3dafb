import { mkdtempSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, test } from "vitest";
import { parseArguments } from "../../local/arguments.ts";
import { isAllowed, parsePolicy } from "../../cloud/aws/policy.ts";
import { lifetime } from "../../cloud/cloudfront/cache.ts";
import { findCachePolicy } from "../../cloud/cloudfront/managedPolicies.ts";
import { openDataDirectory } from "../../cloud/data/dataDirectory.ts";
import { byteRange } from "../../cloud/http/range.ts";
import { parseRate } from "../../cloud/scheduler/schedule.ts";
import { OPTIMIZED } from "./support/graph.ts";

test.each([
  ["rate(1 minute)", 60_000],
  ["rate(5 minutes)", 300_000],
  ["rate(1 hour)", 3_600_000],
  ["rate(2 days)", 172_800_000],
])("the schedule %s is every %i ms", (expression, expected) => {
  expect(parseRate(expression)).toBe(expected);
});

test.each(["cron(0 12 * * ? *)", "rate(1 minutes)", "rate(5 minute)", "rate(0 minutes)", "at(2026-01-01T00:00:00)"])(
  "the schedule %s is an error that names it",
  (expression) => {
    expect(() => parseRate(expression)).toThrow(expression);
  },
);

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

test("a policy allows what it names, a deny wins, and an unknown condition is an error that names it", () => {
  const statement = {
    Effect: "Allow",
    Action: "s3:Get*",
    Resource: "arn:b/*",
    Principal: { Service: "cloudfront.amazonaws.com" },
    Condition: { StringEquals: { "AWS:SourceArn": "d" } },
  };
  const deny = { Effect: "Deny", Action: "*", Resource: "arn:b/private/*", Principal: "*" };
  const policy = parsePolicy(JSON.stringify({ Statement: [statement, deny] }));
  const ask = (resource: string, sourceArn: string): boolean =>
    isAllowed(policy, {
      action: "s3:GetObject",
      resource,
      principal: "cloudfront.amazonaws.com",
      context: { "aws:sourcearn": sourceArn },
    });
  expect([ask("arn:b/a", "d"), ask("arn:b/a", "other"), ask("arn:c/a", "d"), ask("arn:b/private/a", "d")]).toEqual([
    true,
    false,
    false,
    false,
  ]);
  const strange = parsePolicy(
    JSON.stringify({ Statement: { ...statement, Condition: { DateLessThan: { "aws:CurrentTime": "x" } } } }),
  );
  expect(() =>
    isAllowed(strange, {
      action: "s3:GetObject",
      resource: "arn:b/a",
      principal: "cloudfront.amazonaws.com",
      context: {},
    }),
  ).toThrow("DateLessThan");
});

test("a data directory has one owner at a time, and a lock of a dead process is taken over", () => {
  const path = mkdtempSync(join(tmpdir(), "scc-data-"));
  const first = openDataDirectory(path, false);
  expect(() => openDataDirectory(path, false)).toThrow(/Another local cloud \(process \d+\) uses/);
  first.release();
  writeFileSync(join(path, "lock"), "999999999");
  expect(() => {
    openDataDirectory(path, false).release();
  }).not.toThrow();
});

test.each([
  [["--bogus"], "--bogus"],
  [["--port", "x"], "--port takes a number"],
  [["--port", "70000"], "--port takes a number"],
  [["extra"], "extra"],
])("the arguments %j are refused by name", (args, message) => {
  expect(() => parseArguments(args)).toThrow(message);
});
