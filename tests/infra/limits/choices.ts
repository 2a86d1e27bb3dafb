import { readFileSync } from "node:fs";
import { join } from "node:path";
import { BillingMode, KeyType, ProjectionType, ScalarAttributeType } from "@aws-sdk/client-dynamodb";
import { Architecture, FunctionUrlAuthType, InvokeMode, LogFormat, Runtime } from "@aws-sdk/client-lambda";
import { BucketVersioningStatus, ObjectOwnership, ServerSideEncryption } from "@aws-sdk/client-s3";
import { ROOT } from "../languageHost.ts";
import { TYPES } from "../policies/types.ts";
import { oneOf, type Limit } from "./limit.ts";

const SDK = "AWS SDK";
const known = (choices: Readonly<Record<string, string>>) => oneOf(Object.values(choices));

/** Reads the periods that CloudWatch Logs takes from the SDK's own documentation of PutRetentionPolicy. */
export function retentionDays(): number[] {
  const types = readFileSync(
    join(ROOT, "node_modules/@aws-sdk/client-cloudwatch-logs/dist-types/models/models_0.d.ts"),
    "utf8",
  );
  const [, list = ""] =
    /days to retain the log events in the specified log group\. Possible values[\s*]*are: ([\d,\s*and]+)\./.exec(
      types,
    ) ?? [];
  return [...list.matchAll(/\d+/g)].map(Number);
}

/** What must be one of the values that AWS knows, as its SDK lists them. */
export const CHOICE_LIMITS: readonly Limit[] = [
  { type: TYPES.function, path: ["runtime"], rule: known(Runtime), source: SDK },
  { type: TYPES.function, path: ["architectures", "*"], rule: known(Architecture), source: SDK },
  { type: TYPES.function, path: ["loggingConfig", "logFormat"], rule: known(LogFormat), source: SDK },
  { type: TYPES.functionUrl, path: ["authorizationType"], rule: known(FunctionUrlAuthType), source: SDK },
  { type: TYPES.functionUrl, path: ["invokeMode"], rule: known(InvokeMode), source: SDK },
  { type: TYPES.table, path: ["billingMode"], rule: known(BillingMode), source: SDK },
  { type: TYPES.table, path: ["attributes", "*", "type"], rule: known(ScalarAttributeType), source: SDK },
  {
    type: TYPES.table,
    path: ["globalSecondaryIndexes", "*", "keySchemas", "*", "keyType"],
    rule: known(KeyType),
    source: SDK,
  },
  {
    type: TYPES.table,
    path: ["globalSecondaryIndexes", "*", "projectionType"],
    rule: known(ProjectionType),
    source: SDK,
  },
  { type: TYPES.ownership, path: ["rule", "objectOwnership"], rule: known(ObjectOwnership), source: SDK },
  {
    type: TYPES.bucketVersioning,
    path: ["versioningConfiguration", "status"],
    rule: known(BucketVersioningStatus),
    source: SDK,
  },
  {
    type: TYPES.bucketEncryption,
    path: ["rules", "*", "applyServerSideEncryptionByDefault", "sseAlgorithm"],
    rule: known(ServerSideEncryption),
    source: SDK,
  },
  { type: TYPES.logGroup, path: ["retentionInDays"], rule: oneOf(retentionDays()), source: SDK },
  // Not every whole number: 10, 20, 30 or a multiple of 60.
  {
    type: TYPES.alarm,
    path: ["period"],
    rule: oneOf([10, 20, 30, 60, 120, 180, 240, 300, 600, 900, 1_800, 3_600, 21_600, 86_400]),
    source: "CloudWatch API, PutMetricAlarm Period",
  },
];
