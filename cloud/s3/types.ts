import { REGION } from "../aws/account.ts";
import { identifiedBy, physicalName, textInput, type ResourceTypes } from "../aws/description.ts";

/** S3's resource types and what AWS computes for them. */
export const S3_TYPES: ResourceTypes = {
  "aws:s3/bucket:Bucket": (declared) => {
    const bucket = physicalName(declared, "bucket");
    const bucketRegionalDomainName = `${bucket}.s3.${REGION}.amazonaws.com`;
    const bucketDomainName = `${bucket}.s3.amazonaws.com`;
    const arn = `arn:aws:s3:::${bucket}`;
    const hostedZoneId = "Z3AQBSTGFYJSTF";
    return {
      id: bucket,
      outputs: { bucket, arn, bucketDomainName, bucketRegionalDomainName, hostedZoneId, bucketRegion: REGION },
    };
  },
  "aws:s3/bucketObjectv2:BucketObjectv2": ({ inputs }) => {
    const key = textInput(inputs, "key") ?? "";
    return {
      id: key,
      outputs: { key, arn: `arn:aws:s3:::${textInput(inputs, "bucket") ?? ""}/${key}`, versionId: "null" },
    };
  },
  "aws:s3/bucketPublicAccessBlock:BucketPublicAccessBlock": identifiedBy("bucket"),
  "aws:s3/bucketServerSideEncryptionConfiguration:BucketServerSideEncryptionConfiguration": identifiedBy("bucket"),
  "aws:s3/bucketVersioning:BucketVersioning": identifiedBy("bucket"),
  "aws:s3/bucketOwnershipControls:BucketOwnershipControls": identifiedBy("bucket"),
  "aws:s3/bucketLifecycleConfiguration:BucketLifecycleConfiguration": identifiedBy("bucket"),
  "aws:s3/bucketPolicy:BucketPolicy": identifiedBy("bucket"),
};
