import type { Clock } from "../clock/clock.ts";
import type { Distribution } from "../cloudfront/distribution.ts";
import type { LambdaFunction } from "../lambda/function.ts";
import type { MetricId, Metrics } from "./metrics.ts";

const LAMBDA = "AWS/Lambda";
const CLOUDFRONT = "AWS/CloudFront";

/** What the embedded services report by themselves, by namespace; the rest comes from the functions' own logs. */
const RECORDED: Readonly<Record<string, { names: readonly string[]; dimensions: readonly string[] }>> = {
  [LAMBDA]: { names: ["Invocations", "Errors", "Throttles", "Duration"], dimensions: ["FunctionName"] },
  [CLOUDFRONT]: {
    names: ["Requests", "4xxErrorRate", "5xxErrorRate", "TotalErrorRate"],
    dimensions: ["DistributionId", "Region"],
  },
};

/** Says whether a metric can have data here: AWS's own only as recorded below, with exactly those dimensions. */
export function isRecorded({ namespace, name, dimensions }: MetricId): boolean {
  if (!namespace.startsWith("AWS/")) return true;
  const recorded = RECORDED[namespace];
  return (
    recorded !== undefined &&
    recorded.names.includes(name) &&
    Object.keys(dimensions).sort().join() === recorded.dimensions.join()
  );
}

/** Counts a function's calls, errors, throttles and milliseconds, as Lambda does: what is throttled is no call. */
export function countCalls(lambda: LambdaFunction, metrics: Metrics, clock: Clock): LambdaFunction {
  const record = (name: string, value: number, at: number): void => {
    metrics.record({ namespace: LAMBDA, name, dimensions: { FunctionName: lambda.name } }, value, at);
  };
  return {
    ...lambda,
    invoke: async (...call) => {
      const startedAt = clock.now();
      const outcome = await lambda.invoke(...call);
      record("Throttles", outcome.kind === "throttled" ? 1 : 0, startedAt);
      if (outcome.kind === "throttled") return outcome;
      record("Invocations", 1, startedAt);
      record("Errors", outcome.kind === "result" ? 0 : 1, startedAt);
      record("Duration", clock.now() - startedAt, startedAt);
      return outcome;
    },
  };
}

/** Counts a distribution's requests and the percentage of failures among them, as CloudFront does. */
export function countRequests(
  distribution: Distribution,
  distributionId: string,
  metrics: Metrics,
  clock: Clock,
): Distribution {
  const dimensions = { DistributionId: distributionId, Region: "Global" };
  return async (viewer) => {
    const response = await distribution(viewer);
    const at = clock.now();
    const record = (name: string, value: number): void => {
      metrics.record({ namespace: CLOUDFRONT, name, dimensions }, value, at);
    };
    const percent = (holds: boolean): number => (holds ? 100 : 0);
    record("Requests", 1);
    record("4xxErrorRate", percent(response.status >= 400 && response.status < 500));
    record("5xxErrorRate", percent(response.status >= 500));
    record("TotalErrorRate", percent(response.status >= 400));
    return response;
  };
}
