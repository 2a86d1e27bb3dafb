import * as v from "valibot";
import type { Logs } from "../data/logs.ts";
import type { MetricId, Metrics } from "./metrics.ts";

const Directive = v.object({
  Namespace: v.string(),
  Dimensions: v.array(v.array(v.string())),
  Metrics: v.array(v.object({ Name: v.string() })),
});
/** Source: CloudWatch user guide, "Specification: Embedded metric format". */
const Embedded = v.looseObject({
  _aws: v.object({ Timestamp: v.number(), CloudWatchMetrics: v.array(Directive) }),
});
const Values = v.pipe(
  v.union([v.number(), v.array(v.number())]),
  v.transform((value) => [value].flat()),
);

interface Datum {
  metric: MetricId;
  value: number;
  at: number;
}

/** Records the metrics that functions write into their logs. Returns what ends it. */
export function collectEmbeddedMetrics(logs: Logs, metrics: Metrics): () => void {
  return logs.subscribe(({ source, text }) => {
    if (!text.startsWith('{"_aws"')) return;
    const data = parseEmbedded(text);
    for (const { metric, value, at } of data ?? []) metrics.record(metric, value, at);
    if (data === undefined)
      logs.write({ source: "cloudwatch", text: `a metric of ${source} is malformed and dropped, as on AWS` });
  });
}

/** Reads the values of one log line; undefined when the line is not what CloudWatch would accept. */
export function parseEmbedded(text: string): Datum[] | undefined {
  const parsed = v.safeParse(v.pipe(v.string(), v.parseJson(), Embedded), text);
  if (!parsed.success) return undefined;
  const {
    _aws: { Timestamp, CloudWatchMetrics },
    ...members
  } = parsed.output;
  const data = CloudWatchMetrics.flatMap(({ Namespace, Dimensions, Metrics: names }) =>
    Dimensions.flatMap((keys) =>
      names.map(({ Name }) => readDatum({ namespace: Namespace, name: Name, keys }, members)),
    ),
  );
  if (data.some((datum) => datum === undefined)) return undefined;
  return data.flatMap((datum) => (datum ?? []).map((one) => ({ ...one, at: Timestamp })));
}

function readDatum(
  { namespace, name, keys }: { namespace: string; name: string; keys: string[] },
  members: Record<string, unknown>,
) {
  const values = v.safeParse(Values, members[name]);
  const dimensions = v.safeParse(
    v.record(v.string(), v.string()),
    Object.fromEntries(keys.map((key) => [key, members[key]])),
  );
  if (!values.success || !dimensions.success) return undefined;
  return values.output.map((value) => ({ metric: { namespace, name, dimensions: dimensions.output }, value }));
}
