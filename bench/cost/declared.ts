import { statSync } from "node:fs";
import * as v from "valibot";

import { FileValue, listResources, parseInputs, type Graph } from "../../cloud/graph/graph.ts";
import { parseRate } from "../../cloud/scheduler/schedule.ts";
import type { Measured } from "./measured.ts";

const HOUR_MILLISECONDS = 3_600_000;

/** Resource types that AWS charges nothing for by themselves; what goes through them is counted where it arrives. */
const FREE_TYPES: ReadonlySet<string> = new Set([
  "aws:budgets/budget:Budget",
  "aws:cloudfront/originAccessControl:OriginAccessControl",
  "aws:cloudfront/responseHeadersPolicy:ResponseHeadersPolicy",
  "aws:cloudfront/keyvaluestoreKey:KeyvaluestoreKey",
  "aws:iam/role:Role",
  "aws:iam/rolePolicy:RolePolicy",
  "aws:lambda/alias:Alias",
  "aws:lambda/functionEventInvokeConfig:FunctionEventInvokeConfig",
  "aws:lambda/functionUrl:FunctionUrl",
  "aws:lambda/permission:Permission",
  "aws:s3/bucketOwnershipControls:BucketOwnershipControls",
  "aws:s3/bucketPolicy:BucketPolicy",
  "aws:s3/bucketPublicAccessBlock:BucketPublicAccessBlock",
  "aws:s3/bucketServerSideEncryptionConfiguration:BucketServerSideEncryptionConfiguration",
  "aws:s3/bucketVersioning:BucketVersioning",
  "aws:s3/bucketLifecycleConfiguration:BucketLifecycleConfiguration",
  "aws:sns/topicPolicy:TopicPolicy",
  "aws:sns/topicSubscription:TopicSubscription",
]);
/** Resource types that the model has a price for. */
const PRICED_TYPES: ReadonlySet<string> = new Set([
  "aws:cloudfront/distribution:Distribution",
  "aws:cloudfront/function:Function",
  "aws:cloudfront/keyValueStore:KeyValueStore",
  "aws:cloudwatch/dashboard:Dashboard",
  "aws:cloudwatch/logGroup:LogGroup",
  "aws:cloudwatch/logMetricFilter:LogMetricFilter",
  "aws:cloudwatch/metricAlarm:MetricAlarm",
  "aws:dynamodb/table:Table",
  "aws:kms/key:Key",
  "aws:lambda/function:Function",
  "aws:s3/bucket:Bucket",
  "aws:s3/bucketObjectv2:BucketObjectv2",
  "aws:scheduler/schedule:Schedule",
  "aws:sns/topic:Topic",
]);

/** Reads from the resource graph what the bill depends on; a resource without a price is an error that names it. */
export function readDeclared(graph: Graph): Measured["stack"] {
  refuseUnpriced(graph);
  const of = (type: string) => listResources(graph, `aws:${type}`);
  const files = of("s3/bucketObjectv2:BucketObjectv2").map((object) => parseInputs(SlotFile, object));
  return {
    memoryMegabytes: sum(of("lambda/function:Function").map((lambda) => parseInputs(Limits, lambda).memorySize)),
    timeoutSeconds: sum(of("lambda/function:Function").map((lambda) => parseInputs(Limits, lambda).timeout)),
    sweepsPerHour: sum(
      of("scheduler/schedule:Schedule").map(
        (schedule) => HOUR_MILLISECONDS / parseRate(parseInputs(Rate, schedule).scheduleExpression),
      ),
    ),
    alarmMetrics: sum(
      of("cloudwatch/metricAlarm:MetricAlarm").map((alarm) => metricsOfAlarm(parseInputs(Alarm, alarm))),
    ),
    dashboards: of("cloudwatch/dashboard:Dashboard").length,
    metricFilters: of("cloudwatch/logMetricFilter:LogMetricFilter").length,
    tableUsesManagedKey: of("dynamodb/table:Table").some((table) => {
      const encryption = parseInputs(Encryption, table).serverSideEncryption;
      return encryption?.enabled === true && encryption.kmsKeyArn === undefined;
    }),
    budgetUsd: sum(of("budgets/budget:Budget").map((budget) => Number(parseInputs(Budget, budget).limitAmount))),
    customerKeys: of("kms/key:Key").length,
    slotFiles: files.length,
    slotBytes: sum(files.map(({ source }) => statSync(source.path).size)),
    cachedFiles: files.filter(({ cacheControl }) => cacheControl.includes("immutable")).length,
    logRetentionDays: sum(
      of("cloudwatch/logGroup:LogGroup").map((group) => parseInputs(Retention, group).retentionInDays),
    ),
  };
}

function refuseUnpriced(graph: Graph): void {
  const types = graph.resources.map(({ type }) => type).filter((type) => type.startsWith("aws:"));
  const unknown = types.find((type) => !FREE_TYPES.has(type) && !PRICED_TYPES.has(type));
  if (unknown !== undefined)
    throw new Error(`bench/cost knows no price of ${unknown}. Price it, or say that it is free.`);
}

/** An alarm costs by the metrics that it looks at: one, or as many as its expression names. */
function metricsOfAlarm({ metricQueries = [] }: v.InferOutput<typeof Alarm>): number {
  return Math.max(1, metricQueries.filter(({ metric }) => metric !== undefined).length);
}

function sum(values: readonly number[]): number {
  return values.reduce((total, value) => total + value, 0);
}

const SlotFile = v.object({ source: FileValue, cacheControl: v.optional(v.string(), "") });
const Limits = v.object({ memorySize: v.number(), timeout: v.number() });
const Rate = v.object({ scheduleExpression: v.string() });
const Alarm = v.object({ metricQueries: v.optional(v.array(v.object({ metric: v.optional(v.unknown()) }))) });
const Encryption = v.object({
  serverSideEncryption: v.optional(v.object({ enabled: v.boolean(), kmsKeyArn: v.optional(v.string()) })),
});
const Budget = v.object({ limitAmount: v.string() });
const Retention = v.object({ retentionInDays: v.number() });
