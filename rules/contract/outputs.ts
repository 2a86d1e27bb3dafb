/** What the Pulumi program tells of a stack, as far as the operator's commands need it. */
export const OUTPUT_NAMES = [
  "url",
  "tableName",
  "bucketName",
  "functionName",
  "keyValueStoreArn",
  "distributionId",
  "region",
] as const;
export type OutputName = (typeof OUTPUT_NAMES)[number];
