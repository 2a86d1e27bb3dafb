import * as v from "valibot";

import type { LogLine } from "../../cloud/data/logs.ts";

/** CloudWatch bills each event's text as UTF-8, and this much more (CloudWatch Logs API reference, PutLogEvents). */
const EVENT_OVERHEAD_BYTES = 26;

const MetricLine = v.pipe(
  v.string(),
  v.parseJson(),
  v.object({
    _aws: v.object({
      CloudWatchMetrics: v.array(
        v.object({
          Namespace: v.string(),
          Dimensions: v.array(v.array(v.string())),
          Metrics: v.array(v.object({ Name: v.string() })),
        }),
      ),
    }),
  }),
);
const RequestLine = v.pipe(
  v.string(),
  v.parseJson(),
  v.object({
    message: v.literal("request"),
    route: v.string(),
    status: v.number(),
    ms: v.number(),
  }),
);
const SweepLine = v.pipe(v.string(), v.parseJson(), v.object({ message: v.literal("outbox swept"), sent: v.number() }));
const DeliveryLine = v.pipe(
  v.string(),
  v.parseJson(),
  v.object({ message: v.literal("outbox delivered"), ms: v.number() }),
);
const AnyLine = v.pipe(v.string(), v.parseJson(), v.record(v.string(), v.unknown()));

/** What a function logged, as CloudWatch bills it. */
export interface Logged {
  readonly bytes: number;
  /** The duration of each answered request in their order, as the function itself noted it, in milliseconds. */
  readonly times: readonly number[];
  /** How many mails each sweep of the outbox sent. */
  readonly sweeps: readonly number[];
  /** The duration of each invocation that a request asked for, as the function itself noted it, in milliseconds. */
  readonly deliveries: readonly number[];
  /** How often each metric was sent. */
  readonly metrics: Readonly<Record<string, number>>;
}

/** Sums up the lines of a function. What Lambda itself writes around each invocation is not among them: see platformBytes. */
export function summarizeLogs(lines: readonly LogLine[], functionName: string): Logged {
  // Only the function's own lines are JSON; a warning of this machine's Node would not be written on AWS.
  const texts = lines
    .filter(({ source, text }) => source === functionName && v.is(AnyLine, text))
    .map(({ text }) => text);
  const metrics: Record<string, number> = {};
  for (const name of texts.flatMap(metricNames)) metrics[name] = (metrics[name] ?? 0) + 1;
  return {
    bytes: texts.reduce((sum, text) => sum + eventBytes(`${text}\n`), 0),
    times: texts.flatMap((text) => parsed(RequestLine, text)).map(({ ms }) => ms),
    sweeps: texts.flatMap((text) => parsed(SweepLine, text)).map(({ sent }) => sent),
    deliveries: texts.flatMap((text) => parsed(DeliveryLine, text)).map(({ ms }) => ms),
    metrics,
  };
}

/** Weighs the START, END and REPORT lines that Lambda writes for each invocation in its text format, in billed bytes. */
export function platformBytes(memoryMegabytes: number): number {
  const id = "00000000-0000-0000-0000-000000000000";
  return [
    `START RequestId: ${id} Version: 123\n`,
    `END RequestId: ${id}\n`,
    `REPORT RequestId: ${id}\tDuration: 12.34 ms\tBilled Duration: 13 ms\tMemory Size: ${memoryMegabytes} MB\tMax Memory Used: 120 MB\t\n`,
  ].reduce((sum, text) => sum + eventBytes(text), 0);
}

function eventBytes(text: string): number {
  return Buffer.byteLength(text) + EVENT_OVERHEAD_BYTES;
}

/** A metric is priced by its name and dimensions; ours has one dimension, whose value is the stack. */
function metricNames(text: string): string[] {
  return parsed(MetricLine, text)
    .flatMap(({ _aws }) => _aws.CloudWatchMetrics)
    .flatMap(({ Dimensions, Metrics }) =>
      Dimensions.flatMap((dimensions) => Metrics.map(({ Name }) => `${Name} by ${dimensions.join(", ")}`)),
    );
}

function parsed<Schema extends v.GenericSchema<string, unknown>>(
  schema: Schema,
  text: string,
): v.InferOutput<Schema>[] {
  const result = v.safeParse(schema, text);
  return result.success ? [result.output] : [];
}
