import { expect, test } from "vitest";
import { parseRate } from "../../cloud/scheduler/schedule.ts";

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
