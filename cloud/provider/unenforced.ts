import type { Graph, Resource } from "../graph/graph.ts";

/** A setting that is accepted and not enforced, and for which resources that matters. */
interface Note {
  text: string;
  applies: (resource: Resource) => boolean;
}

const has = (property: string, text: string): Note => ({
  text,
  applies: ({ inputs }) => inputs[property] !== undefined && inputs[property] !== false,
});
const always = (text: string): Note => ({ text, applies: () => true });

const NOTES: Readonly<Record<string, readonly Note[]>> = {
  "aws:dynamodb/table:Table": [
    has("pointInTimeRecovery", "point-in-time recovery"),
    has("serverSideEncryption", "encryption at rest"),
    has("streamEnabled", "streams"),
  ],
  "aws:iam/rolePolicy:RolePolicy": [always("the function's own log (it is kept whatever the role says)")],
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
    has("architectures", "the CPU architecture"),
    has("runtime", "the runtime version (this Node.js runs it)"),
  ],
  "aws:lambda/functionEventInvokeConfig:FunctionEventInvokeConfig": [
    always("what was still to be tried when the cloud stopped"),
  ],
  "aws:s3/bucketVersioning:BucketVersioning": [always("versioning (what is deleted or written over is gone)")],
  "aws:s3/bucketServerSideEncryptionConfiguration:BucketServerSideEncryptionConfiguration": [
    always("encryption at rest"),
  ],
  "aws:s3/bucketLifecycleConfiguration:BucketLifecycleConfiguration": [always("the lifecycle")],
  "aws:cloudfront/distribution:Distribution": [
    {
      text: "taking it over (no distribution is kept between starts)",
      applies: ({ options }) => options.importId !== "",
    },
    has("aliases", "the custom domain (the local address stands for it)"),
    has("viewerCertificate", "TLS (plain HTTP stands for the viewer's TLS)"),
    has("priceClass", "the price class"),
  ],
};

const CONTROL_PLANE =
  "AWS's APIs for operators: signatures and permissions (who reaches this machine's address may do all; a function what its role may)";

/** Lists what may not be enforced of a resource type. */
export function listUnenforced(type: string): string[] {
  return (NOTES[type] ?? []).map(({ text }) => text);
}

/** Lists, one line each, what the embedded parts accept and do not enforce: declared settings, and the APIs' signatures. */
export function describeUnenforced(graph: Graph): string[] {
  const declared = graph.resources.flatMap((resource) => {
    const notes = (NOTES[resource.type] ?? []).filter(({ applies }) => applies(resource)).map(({ text }) => text);
    return notes.length === 0 ? [] : [`${resource.type} "${resource.name}": ${notes.join(", ")}`];
  });
  return [...declared, CONTROL_PLANE];
}
