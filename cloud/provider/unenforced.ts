import type { Graph, Resource } from "../graph/graph.ts";

type Rule = (resource: Resource) => string | undefined;

const has =
  (property: string, note: string): Rule =>
  ({ inputs }) => {
    const value = inputs[property];
    return value === undefined || value === false ? undefined : note;
  };
const always =
  (note: string): Rule =>
  () =>
    note;

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
  "aws:cloudwatch/dashboard:Dashboard": [
    always(
      "the picture (its body is checked), and CloudWatch's memory (metrics and alarm states begin anew at each start)",
    ),
  ],
  "aws:sns/topicSubscription:TopicSubscription": [always("the confirmation (mail goes to the local mailbox at once)")],
  "aws:kms/key:Key": [always("encryption (who may use the key is)")],
  "aws:budgets/budget:Budget": [always("the budget (nothing costs anything here)")],
  "aws:lambda/function:Function": [
    has("reservedConcurrentExecutions", "reserved concurrency"),
    has("architectures", "the CPU architecture"),
    has("runtime", "the runtime version (this Node.js runs it)"),
  ],
  "aws:s3/bucketVersioning:BucketVersioning": [always("versioning (what is deleted or written over is gone)")],
  "aws:s3/bucketServerSideEncryptionConfiguration:BucketServerSideEncryptionConfiguration": [
    always("encryption at rest"),
  ],
  "aws:s3/bucketLifecycleConfiguration:BucketLifecycleConfiguration": [always("the lifecycle")],
  "aws:cloudfront/distribution:Distribution": [
    ({ options }) => (options.importId === "" ? undefined : "taking it over (no distribution is kept between starts)"),
    has("aliases", "the custom domain (the local address stands for it)"),
    has("viewerCertificate", "TLS (plain HTTP stands for the viewer's TLS)"),
    has("priceClass", "the price class"),
  ],
};

const CONTROL_PLANE =
  "AWS's APIs for operators: signatures and permissions (who reaches this machine's address may do all)";

/** Lists, one line each, what the embedded parts accept and do not enforce: declared settings, and the APIs' signatures. */
export function describeUnenforced(graph: Graph): string[] {
  const declared = graph.resources.flatMap((resource) => {
    const notes = (RULES[resource.type] ?? []).flatMap((rule) => rule(resource) ?? []);
    return notes.length === 0 ? [] : [`${resource.type} "${resource.name}": ${notes.join(", ")}`];
  });
  return [...declared, CONTROL_PLANE];
}
