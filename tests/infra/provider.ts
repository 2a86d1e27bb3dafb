import type { Properties } from "./properties.ts";

/** A stand-in for the AWS provider: the ids and outputs that this program's resources get on AWS, and no other's. */

export const ACCOUNT_ID = "123456789012";
export const REGION = "us-east-1";
/** The version that this update of the function publishes. */
export const PUBLISHED_VERSION = "7";

interface Provided {
  readonly id: string;
  readonly outputs: Properties;
}

type Provide = (name: string, inputs: Properties) => Provided;

const arn = (service: string, rest: string, region = REGION) => `arn:aws:${service}:${region}:${ACCOUNT_ID}:${rest}`;

function named(outputs: (name: string) => Properties): Provide {
  return (_, inputs) => {
    const name = text(inputs["name"]);
    return { id: name, outputs: outputs(name) };
  };
}

/** For resources whose outputs nothing reads. */
const opaque: Provide = (name) => ({ id: `${name}-id`, outputs: {} });

const PROVIDERS: Readonly<Record<string, Provide>> = {
  "pulumi:pulumi:Stack": opaque,
  "scc:infra:EventsTable": opaque,
  "scc:infra:Site": opaque,
  "scc:infra:Api": opaque,
  "scc:infra:OutboxSchedule": opaque,
  "scc:infra:Edge": opaque,
  "scc:infra:Distribution": opaque,
  "scc:infra:Alarms": opaque,
  "scc:infra:AlarmTopic": opaque,
  "scc:infra:Dashboard": opaque,
  "scc:infra:MonthlyBudget": opaque,
  "aws:dynamodb/table:Table": named((name) => ({ arn: arn("dynamodb", `table/${name}`) })),
  "aws:iam/role:Role": named((name) => ({ arn: arn("iam", `role/${name}`, "") })),
  "aws:iam/rolePolicy:RolePolicy": opaque,
  "aws:cloudwatch/logGroup:LogGroup": named((name) => ({ arn: arn("logs", `log-group:${name}`) })),
  "aws:cloudwatch/metricAlarm:MetricAlarm": named((name) => ({ arn: arn("cloudwatch", `alarm:${name}`) })),
  "aws:cloudwatch/dashboard:Dashboard": opaque,
  "aws:kms/key:Key": (name, inputs) => ({
    id: name,
    outputs: { arn: arn("kms", `key/${name}`, text(inputs["region"])) },
  }),
  "aws:sns/topic:Topic": (_, inputs) => {
    const topicArn = arn("sns", text(inputs["name"]), text(inputs["region"]));
    return { id: topicArn, outputs: { arn: topicArn } };
  },
  "aws:sns/topicPolicy:TopicPolicy": opaque,
  "aws:sns/topicSubscription:TopicSubscription": opaque,
  "aws:budgets/budget:Budget": opaque,
  "aws:lambda/function:Function": named((name) => ({
    arn: arn("lambda", `function:${name}`),
    version: PUBLISHED_VERSION,
  })),
  "aws:lambda/alias:Alias": (_, inputs) => {
    const aliasArn = arn("lambda", `function:${text(inputs["functionName"])}:${text(inputs["name"])}`);
    return { id: aliasArn, outputs: { arn: aliasArn } };
  },
  "aws:lambda/functionUrl:FunctionUrl": (_, inputs) => ({
    id: `${text(inputs["functionName"])}/${text(inputs["qualifier"])}`,
    outputs: { functionUrl: `https://abcdefghijklmnopqrstuvwxyz012345.lambda-url.${REGION}.on.aws/` },
  }),
  "aws:lambda/functionEventInvokeConfig:FunctionEventInvokeConfig": opaque,
  "aws:lambda/permission:Permission": opaque,
  "aws:scheduler/schedule:Schedule": opaque,
  "aws:s3/bucket:Bucket": (_, inputs) => {
    const bucket = text(inputs["bucket"]);
    const bucketRegionalDomainName = `${bucket}.s3.${REGION}.amazonaws.com`;
    return { id: bucket, outputs: { arn: `arn:aws:s3:::${bucket}`, bucketRegionalDomainName } };
  },
  "aws:s3/bucketPublicAccessBlock:BucketPublicAccessBlock": opaque,
  "aws:s3/bucketServerSideEncryptionConfiguration:BucketServerSideEncryptionConfiguration": opaque,
  "aws:s3/bucketVersioning:BucketVersioning": opaque,
  "aws:s3/bucketLifecycleConfiguration:BucketLifecycleConfiguration": opaque,
  "aws:s3/bucketOwnershipControls:BucketOwnershipControls": opaque,
  "aws:s3/bucketPolicy:BucketPolicy": opaque,
  "aws:s3/bucketObjectv2:BucketObjectv2": opaque,
  "aws:cloudfront/keyValueStore:KeyValueStore": named((name) => ({
    arn: arn("cloudfront", `key-value-store/${name}`, ""),
  })),
  "aws:cloudfront/keyvaluestoreKey:KeyvaluestoreKey": opaque,
  "aws:cloudfront/function:Function": named((name) => ({ arn: arn("cloudfront", `function/${name}`, "") })),
  "aws:cloudfront/originAccessControl:OriginAccessControl": opaque,
  "aws:cloudfront/responseHeadersPolicy:ResponseHeadersPolicy": opaque,
  "aws:cloudfront/distribution:Distribution": () => ({
    id: "E1EXAMPLE",
    outputs: { arn: arn("cloudfront", "distribution/E1EXAMPLE", ""), domainName: "d111111abcdef8.cloudfront.net" },
  }),
};

/** What an adopted function carries: a variable of its own, one that the program declares as well, and one of AWS's. */
export const CARRIED = { REPORT_TO: "owner-hush@windward.test", MAIL_FROM: "old@windward.test", AWS_REGION: REGION };

const INVOKES: Readonly<Record<string, Properties>> = {
  "aws:lambda/getFunction:getFunction": { id: "adopted", environment: { variables: CARRIED } },
  "aws:index/getCallerIdentity:getCallerIdentity": { accountId: ACCOUNT_ID, id: ACCOUNT_ID },
  "aws:index/getRegion:getRegion": { region: REGION, id: REGION },
};

/** Creates a resource; a type that nobody expected is a fault that names it, and the program fails with it. */
export function provide(type: string, name: string, inputs: Properties, stack: string): Provided {
  const create = PROVIDERS[type];
  if (create === undefined) throw new Error(`Nobody expected a resource of type ${type} ("${name}", stack ${stack}).`);
  return create(name, inputs);
}

/** Answers a provider function. */
export function answerInvoke(token: string): Properties {
  const answer = INVOKES[token];
  if (answer === undefined) throw new Error(`Nobody expected a call of ${token}.`);
  return answer;
}

function text(value: unknown): string {
  if (typeof value !== "string") throw new Error(`Expected a name, got ${JSON.stringify(value)}.`);
  return value;
}
