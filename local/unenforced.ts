import type { Graph, Resource } from "./graph.ts";

type Rule = (resource: Resource) => string | undefined;

const has = (property: string, note: string): Rule => ({ inputs }) => {
  const value = inputs[property];
  return value === undefined || value === false ? undefined : note;
};
const always = (note: string): Rule => () => note;

const RULES: Readonly<Record<string, readonly Rule[]>> = {
  "aws:dynamodb/table:Table": [
    has("pointInTimeRecovery", "point-in-time recovery"),
    has("deletionProtectionEnabled", "deletion protection"),
    has("ttl", "time to live (expired items stay)"),
    has("serverSideEncryption", "encryption at rest"),
    has("streamEnabled", "streams"),
  ],
  "aws:iam/rolePolicy:RolePolicy": [always("what the role may do")],
  "aws:cloudwatch/logGroup:LogGroup": [has("retentionInDays", "log retention")],
  "aws:cloudwatch/metricAlarm:MetricAlarm": [always("the alarm")],
  "aws:cloudwatch/logMetricFilter:LogMetricFilter": [always("the metric")],
  "aws:sns/topicSubscription:TopicSubscription": [always("the subscription")],
  "aws:lambda/function:Function": [
    has("reservedConcurrentExecutions", "reserved concurrency"),
    has("architectures", "the CPU architecture"),
    has("runtime", "the runtime version (this Node.js runs it)"),
  ],
  "aws:s3/bucketVersioning:BucketVersioning": [always("versioning")],
  "aws:s3/bucketServerSideEncryptionConfiguration:BucketServerSideEncryptionConfiguration": [always("encryption at rest")],
  "aws:s3/bucketLifecycleConfiguration:BucketLifecycleConfiguration": [always("the lifecycle")],
  "aws:cloudfront/distribution:Distribution": [
    has("aliases", "the custom domain (the local address stands for it)"),
    has("viewerCertificate", "TLS (plain HTTP stands for the viewer's TLS)"),
    has("priceClass", "the price class"),
  ],
};

/** Lists, one line each, the declared settings that the embedded parts accept and do not enforce. */
export function describeUnenforced(graph: Graph): string[] {
  return graph.resources.flatMap((resource) => {
    const notes = (RULES[resource.type] ?? []).flatMap((rule) => rule(resource) ?? []);
    return notes.length === 0 ? [] : [`${resource.type} "${resource.name}": ${notes.join(", ")}`];
  });
}
