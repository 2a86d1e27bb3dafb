import * as v from "valibot";

/** The declared properties that the local distribution honors, or that mean nothing on one machine. All others are errors. */

const Association = v.strictObject({
  eventType: v.literal("viewer-request", "only viewer-request functions are realised here"),
  functionArn: v.string(),
});

const behavior = {
  targetOriginId: v.string(),
  viewerProtocolPolicy: v.picklist(["allow-all", "https-only", "redirect-to-https"]),
  allowedMethods: v.array(v.string()),
  cachedMethods: v.array(v.string()),
  cachePolicyId: v.string(),
  originRequestPolicyId: v.optional(v.string()),
  responseHeadersPolicyId: v.optional(v.string()),
  compress: v.optional(v.boolean(), false),
  functionAssociations: v.optional(
    v.pipe(v.array(Association), v.maxLength(1, "one function for each event type")),
    [],
  ),
};
const DefaultBehavior = v.strictObject(behavior);
const OrderedBehavior = v.strictObject({ pathPattern: v.string(), ...behavior });

const CustomOrigin = v.strictObject({
  httpPort: v.number(),
  httpsPort: v.number(),
  originProtocolPolicy: v.literal("https-only", "a Function URL answers HTTPS only"),
  originSslProtocols: v.array(v.string()),
  originReadTimeout: v.optional(v.number()),
  originKeepaliveTimeout: v.optional(v.number()),
});

const OriginConfig = v.strictObject({
  originId: v.string(),
  domainName: v.string(),
  originAccessControlId: v.optional(v.string()),
  customOriginConfig: v.optional(CustomOrigin),
  connectionAttempts: v.optional(v.number()),
  connectionTimeout: v.optional(v.number()),
});

const ErrorResponse = v.strictObject({
  errorCode: v.number(),
  responseCode: v.optional(v.number()),
  responsePagePath: v.optional(v.string()),
  errorCachingMinTtl: v.optional(v.number()),
});

/** The declared inputs of a distribution. */
export const DistributionInputs = v.strictObject({
  enabled: v.literal(true, "a disabled distribution answers nothing"),
  origins: v.array(OriginConfig),
  orderedCacheBehaviors: v.optional(v.array(OrderedBehavior), []),
  defaultCacheBehavior: DefaultBehavior,
  customErrorResponses: v.optional(v.array(ErrorResponse), []),
  restrictions: v.strictObject({
    geoRestriction: v.strictObject({
      restrictionType: v.literal("none", "geographic restrictions are not realised here"),
      locations: v.optional(v.array(v.string())),
    }),
  }),
  // One local address stands for every name, plain HTTP for TLS, and one machine for every location.
  aliases: v.optional(v.array(v.string()), []),
  viewerCertificate: v.record(v.string(), v.unknown()),
  comment: v.optional(v.string()),
  httpVersion: v.optional(v.string()),
  isIpv6Enabled: v.optional(v.boolean()),
  priceClass: v.optional(v.string()),
  tags: v.optional(v.record(v.string(), v.string())),
  waitForDeployment: v.optional(v.boolean()),
  retainOnDelete: v.optional(v.boolean()),
});

/** A parsed distribution. */
export type DistributionConfig = v.InferOutput<typeof DistributionInputs>;

/** One behavior; the default one has no path pattern. */
export type BehaviorConfig = v.InferOutput<typeof DefaultBehavior> & { pathPattern?: string };

/** What the provider computes for a distribution. */
export const DistributionOutputs = v.object({ id: v.string(), arn: v.string(), domainName: v.string() });

/** An origin access control. */
export const AccessControl = v.object({
  id: v.string(),
  originAccessControlOriginType: v.picklist(["lambda", "s3"]),
  signingBehavior: v.picklist(["always", "never", "no-override"]),
  signingProtocol: v.literal("sigv4"),
});
