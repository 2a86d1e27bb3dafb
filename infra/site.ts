import { Bucket } from "@pulumi/aws/s3/bucket.js";
import { BucketLifecycleConfiguration } from "@pulumi/aws/s3/bucketLifecycleConfiguration.js";
import { BucketObjectv2 } from "@pulumi/aws/s3/bucketObjectv2.js";
import { BucketOwnershipControls } from "@pulumi/aws/s3/bucketOwnershipControls.js";
import { BucketPublicAccessBlock } from "@pulumi/aws/s3/bucketPublicAccessBlock.js";
import { BucketServerSideEncryptionConfiguration } from "@pulumi/aws/s3/bucketServerSideEncryptionConfiguration.js";
import { BucketVersioning } from "@pulumi/aws/s3/bucketVersioning.js";
import * as pulumi from "@pulumi/pulumi";
import type { SiteBuild, SiteFile } from "../build/site.ts";
import { COMPONENT_TYPES } from "../rules/contract/components.ts";
import { STAGING_PREFIX } from "../rules/contract/slots.ts";
import { importOption } from "./importOption.ts";

export interface SiteArgs {
  readonly bucketName: pulumi.Input<string>;
  readonly build: SiteBuild;
  readonly protect: boolean;
  /** The bucket that is taken over; a new one is created when not given. */
  readonly adopted?: string | undefined;
}

/** For how many days the bytes of a removed slot can still be brought back. */
const REMOVED_DAYS = 90;

/** Computes the S3 key of a file: its path inside the folder of its slot. */
function slotKey(slot: string, path: string): string {
  return `${STAGING_PREFIX.slice(1)}${slot}/${path}`;
}

/** Computes one upload. */
function objectPlan(slot: string, file: SiteFile) {
  return {
    key: slotKey(slot, file.path),
    contentType: file.contentType,
    cacheControl: file.cacheControl,
    sourceHash: file.sha256,
  };
}

/** The private bucket and one uploaded build of the site, its slot. */
export class Site extends pulumi.ComponentResource {
  readonly bucketName: pulumi.Output<string>;
  readonly bucketArn: pulumi.Output<string>;
  readonly regionalDomainName: pulumi.Output<string>;
  /** Exists before any policy is put on the bucket. */
  readonly publicAccessBlock: BucketPublicAccessBlock;
  readonly objects: readonly BucketObjectv2[];

  constructor(name: string, args: SiteArgs, opts?: pulumi.ComponentResourceOptions) {
    super(COMPONENT_TYPES.bucket, name, {}, opts);
    const bucket = new Bucket(
      "site",
      // Old slots outlive the program that uploaded them, so only an unprotected stack may be emptied by a destroy.
      { bucket: args.bucketName, forceDestroy: !args.protect },
      { parent: this, protect: args.protect, ...importOption(args.adopted) },
    );
    this.publicAccessBlock = this.closeToThePublic(bucket);
    const settings = this.harden(bucket);
    // An owner's bucket may have rules of its own, and a bucket has one set of them.
    if (args.adopted === undefined) this.clearAway(bucket);
    this.objects = args.build.files.map((file) => this.upload(bucket, args.build.slot, file, settings));
    this.bucketName = bucket.bucket;
    this.bucketArn = bucket.arn;
    this.regionalDomainName = bucket.bucketRegionalDomainName;
    this.registerOutputs({ bucketName: this.bucketName });
  }

  private closeToThePublic(bucket: Bucket): BucketPublicAccessBlock {
    return new BucketPublicAccessBlock(
      "site",
      {
        bucket: bucket.bucket,
        blockPublicAcls: true,
        blockPublicPolicy: true,
        ignorePublicAcls: true,
        restrictPublicBuckets: true,
      },
      { parent: this },
    );
  }

  private harden(bucket: Bucket): pulumi.Resource[] {
    const target = { bucket: bucket.bucket };
    const opts = { parent: this };
    return [
      new BucketOwnershipControls("site", { ...target, rule: { objectOwnership: "BucketOwnerEnforced" } }, opts),
      new BucketServerSideEncryptionConfiguration(
        "site",
        { ...target, rules: [{ applyServerSideEncryptionByDefault: { sseAlgorithm: "AES256" } }] },
        opts,
      ),
      new BucketVersioning("site", { ...target, versioningConfiguration: { status: "Enabled" } }, opts),
    ];
  }

  /** Ends what `prune` removed, some time after: without a rule a versioned bucket keeps it for good. */
  private clearAway(bucket: Bucket): void {
    const rule = {
      id: "end-of-removed-slots",
      status: "Enabled",
      filter: { prefix: STAGING_PREFIX.slice(1) },
      noncurrentVersionExpiration: { noncurrentDays: REMOVED_DAYS },
      expiration: { expiredObjectDeleteMarker: true },
      abortIncompleteMultipartUpload: { daysAfterInitiation: 7 },
    };
    new BucketLifecycleConfiguration("site", { bucket: bucket.bucket, rules: [rule] }, { parent: this });
  }

  private upload(bucket: Bucket, slot: string, file: SiteFile, settings: pulumi.Resource[]): BucketObjectv2 {
    const plan = objectPlan(slot, file);
    return new BucketObjectv2(
      plan.key,
      { ...plan, bucket: bucket.bucket, source: new pulumi.asset.FileAsset(file.file) },
      // The next build declares other keys; this slot stays, to be promoted or rolled back to.
      { parent: this, retainOnDelete: true, dependsOn: settings },
    );
  }
}
