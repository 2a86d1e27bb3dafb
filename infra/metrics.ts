import type { Input } from "@pulumi/pulumi";
import { METRIC_DIMENSION, METRIC_NAMESPACE, type MetricName } from "../rules/contract/metrics.ts";

/** A metric of CloudWatch, by all that makes it this one. */
export interface Metric {
  readonly namespace: string;
  readonly metricName: string;
  readonly dimensions: Readonly<Record<string, Input<string>>>;
}

/** What the metrics of one stack are told apart by. */
export interface MetricSources {
  readonly stack: string;
  readonly functionName: Input<string>;
  readonly distributionId: Input<string>;
  readonly tableName: Input<string>;
}

/** CloudFront reports here and nowhere else, wherever the rest of the stack is. */
export const EDGE_REGION = "us-east-1";

/** Names the metrics that alarms and dashboard read, each with its dimensions. */
export function metricsOf({ stack, functionName, distributionId, tableName }: MetricSources) {
  return {
    own: (metricName: MetricName): Metric => ({
      namespace: METRIC_NAMESPACE,
      metricName,
      dimensions: { [METRIC_DIMENSION]: stack },
    }),
    function: (metricName: "Invocations" | "Errors" | "Throttles" | "Duration"): Metric => ({
      namespace: "AWS/Lambda",
      metricName,
      dimensions: { FunctionName: functionName },
    }),
    edge: (metricName: "Requests" | "4xxErrorRate" | "5xxErrorRate"): Metric => ({
      namespace: "AWS/CloudFront",
      metricName,
      dimensions: { DistributionId: distributionId, Region: "Global" },
    }),
    table: (
      metricName:
        | "ConsumedReadCapacityUnits"
        | "ConsumedWriteCapacityUnits"
        | "ReadThrottleEvents"
        | "WriteThrottleEvents",
    ): Metric => ({
      namespace: "AWS/DynamoDB",
      metricName,
      dimensions: { TableName: tableName },
    }),
  };
}

export type Metrics = ReturnType<typeof metricsOf>;
