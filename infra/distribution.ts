import { Distribution as CloudFrontDistribution } from "@pulumi/aws/cloudfront/distribution.js";
import { OriginAccessControl } from "@pulumi/aws/cloudfront/originAccessControl.js";
import { ResponseHeadersPolicy } from "@pulumi/aws/cloudfront/responseHeadersPolicy.js";
import { Permission } from "@pulumi/aws/lambda/permission.js";
import { BucketPolicy } from "@pulumi/aws/s3/bucketPolicy.js";
import * as pulumi from "@pulumi/pulumi";
import { LAMBDA_ORIGIN_ID, ROUTES, SITE_ORIGIN_ID } from "../edge/routes.ts";
import { COMPONENT_TYPES } from "../rules/contract/components.ts";
import { ORIGIN_SECONDS } from "../rules/contract/function.ts";
import { STAGING_PREFIX } from "../rules/contract/slots.ts";
import type { Api } from "./api.ts";
import { behaviorPlans } from "./behaviors.ts";
import type { CustomDomain } from "./config.ts";
import type { Edge } from "./edge.ts";
import { securityHeadersPlan } from "./headers.ts";
import type { Names } from "./names.ts";
import { policyDocument } from "./policies.ts";
import type { Site } from "./site.ts";
import { importOption } from "./importOption.ts";

export interface DistributionArgs {
  readonly stack: string;
  readonly names: Names;
  readonly api: Api;
  readonly site: Site;
  readonly edge: Edge;
  readonly customDomain: CustomDomain | undefined;
  /** The id of the distribution that is taken over; a new one is created when not given. */
  readonly adopted?: string | undefined;
}

/** Computes the names the distribution answers to and the certificate it shows for them. */
function viewerPlan(domain: CustomDomain | undefined) {
  if (domain === undefined) return { aliases: [], viewerCertificate: { cloudfrontDefaultCertificate: true } };
  return {
    aliases: [domain.name],
    viewerCertificate: {
      acmCertificateArn: domain.certificateArn,
      sslSupportMethod: "sni-only",
      minimumProtocolVersion: "TLSv1.2_2021",
    },
  };
}

/** Computes an origin access control: CloudFront signs every request to this kind of origin. */
function accessPlan(name: string, originType: "lambda" | "s3") {
  return {
    name,
    originAccessControlOriginType: originType,
    signingBehavior: "always",
    signingProtocol: "sigv4",
  };
}

/** The one distribution in front of the site and the Lambda, and what lets it reach them. */
export class Distribution extends pulumi.ComponentResource {
  readonly id: pulumi.Output<string>;
  readonly domainName: pulumi.Output<string>;

  constructor(name: string, args: DistributionArgs, opts?: pulumi.ComponentResourceOptions) {
    super(COMPONENT_TYPES.distribution, name, {}, opts);
    const distribution = new CloudFrontDistribution(
      "distribution",
      {
        comment: `Ship Captain Crew (${args.stack})`,
        enabled: true,
        httpVersion: "http2and3",
        isIpv6Enabled: true,
        priceClass: "PriceClass_100",
        restrictions: { geoRestriction: { restrictionType: "none" } },
        ...viewerPlan(args.customDomain),
        origins: this.createOrigins(args),
        ...this.createBehaviors(args),
      },
      { parent: this, dependsOn: [args.edge], ...importOption(args.adopted) },
    );
    this.allowLambda(distribution, args.api);
    this.allowSite(distribution, args.site);
    this.id = distribution.id;
    this.domainName = distribution.domainName;
    this.registerOutputs({ id: this.id, domainName: this.domainName });
  }

  private createOrigins({ names, api, site }: DistributionArgs) {
    const lambdaAccess = new OriginAccessControl("lambda", accessPlan(names.lambdaAccess, "lambda"), { parent: this });
    const siteAccess = new OriginAccessControl("site", accessPlan(names.siteAccess, "s3"), { parent: this });
    return [
      {
        originId: LAMBDA_ORIGIN_ID,
        domainName: api.functionUrl.apply((url) => new URL(url).host),
        originAccessControlId: lambdaAccess.id,
        customOriginConfig: {
          httpPort: 80,
          httpsPort: 443,
          originProtocolPolicy: "https-only",
          originSslProtocols: ["TLSv1.2"],
          originReadTimeout: ORIGIN_SECONDS,
        },
      },
      { originId: SITE_ORIGIN_ID, domainName: site.regionalDomainName, originAccessControlId: siteAccess.id },
    ];
  }

  private createBehaviors({ names, edge }: DistributionArgs) {
    const headers = new ResponseHeadersPolicy(
      "headers",
      { name: names.responseHeaders, ...securityHeadersPlan() },
      { parent: this },
    );
    const shared = {
      responseHeadersPolicyId: headers.id,
      functionAssociations: [{ eventType: "viewer-request", functionArn: edge.routerArn }],
    };
    const plans = behaviorPlans(ROUTES);
    return {
      orderedCacheBehaviors: plans.ordered.map((plan) => ({ ...plan, ...shared })),
      defaultCacheBehavior: { ...plans.default, ...shared },
    };
  }

  /** A new Function URL answers 403 unless both actions are granted (AWS, since October 2025). */
  private allowLambda(distribution: CloudFrontDistribution, api: Api): void {
    const caller = {
      function: api.functionName,
      // The URL belongs to the alias, whose policy is its own: a permission on the function alone opens nothing.
      qualifier: api.aliasName,
      principal: "cloudfront.amazonaws.com",
      sourceArn: distribution.arn,
    };
    new Permission(
      "invoke-url",
      { ...caller, statementId: "cloudfront-url", action: "lambda:InvokeFunctionUrl", functionUrlAuthType: "AWS_IAM" },
      { parent: this },
    );
    new Permission(
      "invoke",
      { ...caller, statementId: "cloudfront", action: "lambda:InvokeFunction", invokedViaFunctionUrl: true },
      { parent: this },
    );
  }

  private allowSite(distribution: CloudFrontDistribution, site: Site): void {
    const policy = policyDocument(
      {
        Effect: "Allow",
        Action: "s3:GetObject",
        Principal: { Service: "cloudfront.amazonaws.com" },
        Resource: pulumi.interpolate`${site.bucketArn}${STAGING_PREFIX}*`,
        Condition: { StringEquals: { "AWS:SourceArn": distribution.arn } },
      },
      {
        // For everybody with a grant of their own, operators included: S3 would answer them over plain HTTP as well.
        Effect: "Deny",
        Action: "s3:*",
        Principal: "*",
        Resource: [site.bucketArn, pulumi.interpolate`${site.bucketArn}/*`],
        Condition: { Bool: { "aws:SecureTransport": "false" } },
      },
    );
    const opts = { parent: this, dependsOn: [site.publicAccessBlock] };
    new BucketPolicy("site", { bucket: site.bucketName, policy }, opts);
  }
}
