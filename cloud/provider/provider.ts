import type { Computed, Declared, ResourceTypes } from "../aws/description.ts";
import { IAM_TYPES } from "../iam/types.ts";
import { BUDGETS_TYPES } from "../budgets/types.ts";
import { CLOUDFRONT_TYPES } from "../cloudfront/types.ts";
import { CLOUDWATCH_TYPES } from "../cloudwatch/types.ts";
import { DYNAMODB_TYPES } from "../dynamodb/types.ts";
import { EDGE_FUNCTION_TYPES } from "../edgeFunction/types.ts";
import { KMS_TYPES } from "../kms/types.ts";
import { KVS_TYPES } from "../kvs/types.ts";
import { LAMBDA_TYPES } from "../lambda/types.ts";
import { S3_TYPES } from "../s3/types.ts";
import { SCHEDULER_TYPES } from "../scheduler/types.ts";
import { SNS_TYPES } from "../sns/types.ts";

const TYPES: ResourceTypes = {
  ...BUDGETS_TYPES,
  ...CLOUDFRONT_TYPES,
  ...CLOUDWATCH_TYPES,
  ...DYNAMODB_TYPES,
  ...EDGE_FUNCTION_TYPES,
  ...IAM_TYPES,
  ...KMS_TYPES,
  ...KVS_TYPES,
  ...LAMBDA_TYPES,
  ...S3_TYPES,
  ...SCHEDULER_TYPES,
  ...SNS_TYPES,
  // Pulumi's own: a provider instance has nothing to realise.
  "pulumi:providers:aws": ({ name }) => ({ id: name, outputs: {} }),
};

/** The resource types that are known. */
export const KNOWN_TYPES = Object.keys(TYPES);

/** Says whether the embedded cloud knows a resource type. */
export function isKnownType(type: string): boolean {
  return type in TYPES;
}

/** Computes id and outputs of a resource as AWS's provider would; an unknown type computes nothing. */
export async function computeOutputs(declared: Declared): Promise<Computed> {
  const describe = TYPES[declared.type];
  return describe === undefined ? { id: declared.name, outputs: {} } : describe(declared);
}
