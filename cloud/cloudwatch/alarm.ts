import * as v from "valibot";
import { REGION } from "../aws/account.ts";
import { parseInputs, parseResource, type Resource } from "../graph/graph.ts";
import { EXTRA_PERIODS, evaluatePoints, type AlarmState } from "./evaluate.ts";
import { isRecorded } from "./counting.ts";
import { KEPT_MINUTES, MINUTE_MS, type MetricId, type Metrics, type Statistics } from "./metrics.ts";

const COMPARISONS = {
  GreaterThanOrEqualToThreshold: {
    words: "greater than or equal to",
    holds: (value: number, threshold: number) => value >= threshold,
  },
  GreaterThanThreshold: { words: "greater than", holds: (value: number, threshold: number) => value > threshold },
  LessThanThreshold: { words: "less than", holds: (value: number, threshold: number) => value < threshold },
  LessThanOrEqualToThreshold: {
    words: "less than or equal to",
    holds: (value: number, threshold: number) => value <= threshold,
  },
};
type Comparison = keyof typeof COMPARISONS;

const Topics = v.optional(v.array(v.string()), []);

/** Strict, so that metric math, percentiles, anomaly detection and whatever else is not realised here is an error. */
const AlarmInputs = v.strictObject({
  name: v.string(),
  alarmDescription: v.optional(v.string(), ""),
  region: v.optional(v.literal(REGION)),
  namespace: v.string(),
  metricName: v.string(),
  dimensions: v.optional(v.record(v.string(), v.string()), {}),
  statistic: v.picklist(["Sum", "Average", "Minimum", "Maximum", "SampleCount"]),
  comparisonOperator: v.picklist(Object.keys(COMPARISONS) as Comparison[]),
  threshold: v.number(),
  period: v.pipe(v.number(), v.multipleOf(60), v.minValue(60)),
  evaluationPeriods: v.pipe(v.number(), v.integer(), v.minValue(1)),
  datapointsToAlarm: v.optional(v.pipe(v.number(), v.integer(), v.minValue(1))),
  treatMissingData: v.optional(v.picklist(["breaching", "notBreaching", "ignore", "missing"]), "missing"),
  actionsEnabled: v.optional(v.boolean(), true),
  alarmActions: Topics,
  okActions: Topics,
  insufficientDataActions: Topics,
  tags: v.optional(v.record(v.string(), v.string())),
});

/** A declared alarm. */
export interface Alarm extends v.InferOutput<typeof AlarmInputs> {
  arn: string;
  metric: MetricId;
  datapointsToAlarm: number;
}

/** Reads a declared alarm; a metric that nothing here records would never ring, so it is an error. */
export function readAlarm(resource: Resource): Alarm {
  const inputs = parseInputs(AlarmInputs, resource);
  const { arn } = parseResource(v.object({ arn: v.string() }), resource);
  const metric = { namespace: inputs.namespace, name: inputs.metricName, dimensions: inputs.dimensions };
  const refuse = (problem: string) =>
    new Error(`The local cloud cannot realise the alarm "${inputs.name}": ${problem}`);
  if (!isRecorded(metric)) throw refuse(`nothing here records ${metric.namespace} ${metric.name} with its dimensions.`);
  if ((inputs.period / 60) * inputs.evaluationPeriods > KEPT_MINUTES)
    throw refuse("it looks back for more than a day.");
  return { ...inputs, arn, metric, datapointsToAlarm: inputs.datapointsToAlarm ?? inputs.evaluationPeriods };
}

/** A state and why, in CloudWatch's words. */
export interface Evaluation {
  state: AlarmState;
  reason: string;
}

/**
 * Evaluates an alarm at an instant. Before the cloud started nothing could be recorded, so missing data from then is no
 * sign of anything.
 */
export function evaluateAlarm(
  alarm: Alarm,
  metrics: Metrics,
  current: AlarmState,
  times: { at: number; startedAt: number },
): Evaluation {
  const values = readValues(alarm, metrics, times.at);
  const compare = COMPARISONS[alarm.comparisonOperator];
  const range = values.map((value) => (value === undefined ? undefined : compare.holds(value, alarm.threshold)));
  const seen = times.at - alarm.period * alarm.evaluationPeriods * 1_000 >= times.startedAt;
  const treatMissingData = seen || alarm.treatMissingData !== "breaching" ? alarm.treatMissingData : "missing";
  const state = evaluatePoints(range, { ...alarm, treatMissingData }, current);
  return { state, reason: explain(alarm, values, state) };
}

function readValues(
  { metric, period, evaluationPeriods, statistic }: Alarm,
  metrics: Metrics,
  at: number,
): (number | undefined)[] {
  const minutes = period / 60;
  const count = evaluationPeriods + EXTRA_PERIODS;
  return Array.from({ length: count }, (_, index) => {
    const found = metrics.read(metric, at - (count - 1 - index) * minutes * MINUTE_MS, minutes);
    return found === undefined ? undefined : valueOf(found, statistic);
  });
}

function valueOf(found: Statistics, statistic: Alarm["statistic"]): number {
  return statistic === "Average" ? found.Sum / found.SampleCount : found[statistic];
}

function explain(alarm: Alarm, values: readonly (number | undefined)[], state: AlarmState): string {
  const used = values.filter((value) => value !== undefined).slice(-alarm.evaluationPeriods);
  const missing = alarm.evaluationPeriods - used.length;
  if (state === "INSUFFICIENT_DATA") return "Insufficient Data: no datapoints were received.";
  if (used.length === 0) {
    return `Threshold Crossed: no datapoints were received for ${String(missing)} periods and ${String(missing)} missing datapoints were treated as [${alarm.treatMissingData}].`;
  }
  const { words } = COMPARISONS[alarm.comparisonOperator];
  const were = state === "ALARM" ? "were" : "were not all";
  return `Threshold Crossed: datapoints [${used.join(", ")}] ${were} ${words} the threshold (${String(alarm.threshold)}).`;
}
