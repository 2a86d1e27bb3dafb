import { expect, test } from "vitest";
import { evaluatePoints, type AlarmState } from "../../cloud/cloudwatch/evaluate.ts";
import { parseEmbedded } from "../../cloud/cloudwatch/embeddedMetrics.ts";
import { KEPT_MINUTES, MINUTE_MS, openMetrics } from "../../cloud/cloudwatch/metrics.ts";

const TREATMENTS = ["missing", "ignore", "breaching", "notBreaching"] as const;
const CURRENT: AlarmState = "INSUFFICIENT_DATA";
const KEPT = CURRENT;
const NO_DATA = "INSUFFICIENT_DATA";

/** Reads a row of the user guide's tables: 0 is not breaching, X is breaching, - is missing. */
function points(row: string): (boolean | undefined)[] {
  return row.split(" ").map((point) => (point === "-" ? undefined : point === "X"));
}

// Source: CloudWatch user guide, "Configuring how CloudWatch alarms treat missing data", both tables.
test.each([
  ["0 - X - X", 3, ["OK", "OK", "OK", "OK"]],
  ["- - - - 0", 3, ["OK", "OK", "OK", "OK"]],
  ["- - - - -", 3, [NO_DATA, KEPT, "ALARM", "OK"]],
  ["0 X X - X", 3, ["ALARM", "ALARM", "ALARM", "ALARM"]],
  ["- - X - -", 3, ["ALARM", KEPT, "ALARM", "OK"]],
  ["0 - X - X", 2, ["ALARM", "ALARM", "ALARM", "ALARM"]],
  ["0 0 X 0 X", 2, ["ALARM", "ALARM", "ALARM", "ALARM"]],
  ["0 - X - -", 2, ["OK", "OK", "ALARM", "OK"]],
  ["- - - - 0", 2, ["OK", "OK", "ALARM", "OK"]],
  ["- - - X -", 2, ["ALARM", KEPT, "ALARM", "OK"]],
] as const)("%s with %d of 3 becomes what AWS's table says for each treatment", (row, datapointsToAlarm, expected) => {
  const states = TREATMENTS.map((treatMissingData) =>
    evaluatePoints(points(row), { datapointsToAlarm, evaluationPeriods: 3, treatMissingData }, CURRENT),
  );

  expect(states).toEqual(expected);
});

test("a lone breaching point that has just arrived does not ring before its time", () => {
  const rule = { datapointsToAlarm: 2, evaluationPeriods: 3, treatMissingData: "missing" } as const;

  expect(evaluatePoints(points("- - - - X"), rule, "OK")).toBe("OK");
  expect(evaluatePoints(points("- - - X -"), rule, "OK")).toBe("ALARM");
});

const ERRORS = { namespace: "AWS/Lambda", name: "Errors", dimensions: { FunctionName: "api", Resource: "api:live" } };

test("values are kept by minute and summed over a period, whatever the order of the dimensions", () => {
  const metrics = openMetrics();
  for (const [minute, value] of [
    [0, 4],
    [4, 1],
    [5, 3],
    [5, 2],
  ] as const)
    metrics.record(ERRORS, value, minute * MINUTE_MS + 59_000);

  const swapped = { ...ERRORS, dimensions: { Resource: "api:live", FunctionName: "api" } };

  expect(metrics.read(swapped, 5 * MINUTE_MS, 5)).toEqual({ Sum: 6, SampleCount: 3, Minimum: 1, Maximum: 3 });
  expect(metrics.read(ERRORS, 3 * MINUTE_MS, 3)).toBeUndefined();
  expect(metrics.read({ ...ERRORS, dimensions: { FunctionName: "api" } }, 5 * MINUTE_MS, 60)).toBeUndefined();
});

test("values are forgotten after a day", () => {
  const metrics = openMetrics();
  metrics.record(ERRORS, 1, 0);

  metrics.record(ERRORS, 2, KEPT_MINUTES * MINUTE_MS);

  expect(metrics.read(ERRORS, KEPT_MINUTES * MINUTE_MS, 2 * KEPT_MINUTES)).toMatchObject({ SampleCount: 1, Sum: 2 });
});

const LINE = {
  _aws: {
    Timestamp: 1_000,
    CloudWatchMetrics: [{ Namespace: "Own", Dimensions: [["Stack"]], Metrics: [{ Name: "Sent", Unit: "Count" }] }],
  },
  Stack: "local",
};

test("a metric in a log line has its value, dimensions and instant", () => {
  expect(parseEmbedded(JSON.stringify({ ...LINE, Sent: 2 }))).toEqual([
    { metric: { namespace: "Own", name: "Sent", dimensions: { Stack: "local" } }, value: 2, at: 1_000 },
  ]);
});

test.each([
  ["no value", LINE],
  ["a value that is text", { ...LINE, Sent: "2" }],
  ["a dimension without its member", { ...LINE, Sent: 2, Stack: undefined }],
  ["no timestamp", { ...LINE, Sent: 2, _aws: { CloudWatchMetrics: [] } }],
])("a log line with %s is no metric", (_what, line) => {
  expect(parseEmbedded(JSON.stringify(line))).toBeUndefined();
});
