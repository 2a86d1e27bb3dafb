import { EDGE_BYTES_LIMIT } from "../../../build/edge.ts";
import { ENVIRONMENT_BYTES_MAX } from "../../../rules/stack/mergeEnvironment.ts";
import { TYPES } from "../policies/types.ts";
import { textsIn } from "../policies/values.ts";
import { bytes, items, text, whole, type Limit, type Rule } from "./limit.ts";

const QUOTAS = "CloudFront developer guide, quotas";

/** Takes variables, in a secret or not, whose names and values together stay inside Lambda's limit. */
const environment: Rule = {
  says: `at most ${ENVIRONMENT_BYTES_MAX} bytes`,
  // A secret's mark is text of its own and only makes this stricter.
  allows: (value) => Buffer.byteLength([...textsIn(value), ...keysIn(value)].join("")) <= ENVIRONMENT_BYTES_MAX,
  inside: { A: "x".repeat(ENVIRONMENT_BYTES_MAX - 1) },
  outside: { A: "x".repeat(ENVIRONMENT_BYTES_MAX) },
};

function keysIn(value: unknown): string[] {
  if (typeof value !== "object" || value === null) return [];
  return Object.entries(value).flatMap(([key, item]) => [key, ...keysIn(item)]);
}

/** Every size, count and number. */
export const SIZE_LIMITS: readonly Limit[] = [
  { type: TYPES.function, path: ["environment", "variables"], rule: environment, source: "Lambda quotas" },
  { type: TYPES.function, path: ["timeout"], rule: whole(1, 900), source: "Lambda quotas" },
  { type: TYPES.function, path: ["memorySize"], rule: whole(128, 10_240), source: "Lambda quotas" },
  { type: TYPES.function, path: ["handler"], rule: text(1, 128, /^\S+$/), source: "API model of lambda, Handler" },
  // IAM counts a role's inline policies together and leaves white space out; each of our roles has one.
  { type: TYPES.rolePolicy, path: ["policy"], rule: bytes(10_240), source: "IAM quotas" },
  { type: TYPES.role, path: ["assumeRolePolicy"], rule: bytes(2_048), source: "IAM quotas" },
  { type: TYPES.bucketPolicy, path: ["policy"], rule: bytes(20_480), source: "S3 user guide, bucket policies" },
  { type: TYPES.kmsKey, path: ["policy"], rule: bytes(32_768), source: "KMS quotas" },
  { type: TYPES.topicPolicy, path: ["policy"], rule: bytes(30_720), source: "SNS developer guide, policies" },
  { type: TYPES.table, path: ["globalSecondaryIndexes"], rule: items(20), source: "DynamoDB quotas" },
  {
    type: TYPES.table,
    path: ["globalSecondaryIndexes", "*", "nonKeyAttributes"],
    rule: items(20),
    source: "API model of dynamodb, NonKeyAttributeNameList",
  },
  { type: TYPES.object, path: ["key"], rule: bytes(1_024), source: "S3 user guide, object key names" },
  {
    type: TYPES.schedule,
    path: ["target", "retryPolicy", "maximumEventAgeInSeconds"],
    rule: whole(60, 86_400),
    source: "API model of scheduler",
  },
  {
    type: TYPES.schedule,
    path: ["target", "retryPolicy", "maximumRetryAttempts"],
    rule: whole(0, 185),
    source: "API model of scheduler",
  },
  { type: TYPES.schedule, path: ["target", "input"], rule: bytes(262_144), source: "EventBridge Scheduler quotas" },
  // The provider takes 40,960.
  { type: TYPES.router, path: ["code"], rule: bytes(EDGE_BYTES_LIMIT), source: QUOTAS },
  { type: TYPES.router, path: ["comment"], rule: text(0, 128), source: "CloudFront API, FunctionConfig" },
  {
    type: TYPES.keyValueStore,
    path: ["comment"],
    rule: text(0, 128),
    source: "API model of cloudfront, KeyValueStoreComment",
  },
  { type: TYPES.key, path: ["key"], rule: bytes(512), source: QUOTAS },
  { type: TYPES.key, path: ["value"], rule: bytes(1_024), source: QUOTAS },
  {
    type: TYPES.headers,
    path: ["securityHeadersConfig", "contentSecurityPolicy", "contentSecurityPolicy"],
    rule: bytes(1_783),
    source: QUOTAS,
  },
  { type: TYPES.headers, path: ["customHeadersConfig", "items"], rule: items(10), source: QUOTAS },
  { type: TYPES.headers, path: ["customHeadersConfig", "items", "*", "value"], rule: bytes(1_783), source: QUOTAS },
  {
    type: TYPES.distribution,
    path: ["comment"],
    rule: text(0, 128),
    source: "API model of cloudfront, DistributionConfig",
  },
  {
    type: TYPES.distribution,
    path: ["origins", "*", "customOriginConfig", "originReadTimeout"],
    rule: whole(1, 120),
    source: QUOTAS,
  },
  {
    type: TYPES.distribution,
    path: ["orderedCacheBehaviors", "*", "pathPattern"],
    rule: text(1, 255, /^[\w*?.$~"'@:+&/-]+$/),
    source: "CloudFront developer guide, path pattern",
  },
  {
    type: TYPES.alarm,
    path: ["alarmDescription"],
    rule: text(0, 1_024),
    source: "API model of cloudwatch, AlarmDescription",
  },
  { type: TYPES.alarm, path: ["alarmActions"], rule: items(5), source: "API model of cloudwatch, ResourceList" },
  { type: TYPES.kmsKey, path: ["description"], rule: text(0, 8_192), source: "API model of kms, DescriptionType" },
];
