/** The account and region of the embedded cloud: AWS's own example number, and the region CloudFront certificates need. */
export const ACCOUNT_ID = "123456789012";
export const REGION = "us-east-1";
/** How AWS names that region to people. */
export const REGION_NAME = "US East (N. Virginia)";
export const PARTITION = "aws";

/** Forms an ARN of this account; global services pass "" as the region. */
export function arnOf(service: string, resource: string, region: string = REGION): string {
  return `arn:${PARTITION}:${service}:${region}:${ACCOUNT_ID}:${resource}`;
}
