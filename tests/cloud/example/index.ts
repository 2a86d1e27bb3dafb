import * as aws from "@pulumi/aws";
import * as pulumi from "@pulumi/pulumi";

/** A guest book: a page in a bucket, a function that keeps the guests in a table, and one address for both. */
export default function guestBook(): Promise<object> {
  const config = new pulumi.Config();
  const guests = new aws.dynamodb.Table("guests", {
    attributes: [{ name: "guest", type: "S" }],
    hashKey: "guest",
    billingMode: "PAY_PER_REQUEST",
  });
  const role = new aws.iam.Role("book", {
    assumeRolePolicy: aws.iam.assumeRolePolicyForPrincipal({ Service: "lambda.amazonaws.com" }),
  });
  const table = { Effect: "Allow", Action: ["dynamodb:PutItem", "dynamodb:Scan"], Resource: guests.arn };
  new aws.iam.RolePolicy("book", {
    role: role.id,
    policy: pulumi.jsonStringify({ Version: "2012-10-17", Statement: [table] }),
  });
  const book = new aws.lambda.Function("book", {
    code: new pulumi.asset.FileArchive("function"),
    handler: "index.handler",
    runtime: "nodejs22.x",
    role: role.arn,
    environment: {
      variables: { TABLE: guests.name, GREETING: config.require("greeting"), KEY: config.requireSecret("key") },
    },
  });
  const url = new aws.lambda.FunctionUrl("book", { functionName: book.name, authorizationType: "AWS_IAM" });
  const site = new aws.s3.Bucket("guest-book-site");
  new aws.s3.BucketObjectv2("index", {
    bucket: site.bucket,
    key: "index.html",
    content: "<h1>The guest book</h1>",
    contentType: "text/html",
  });
  const distribution = new aws.cloudfront.Distribution("book", {
    enabled: true,
    origins: [
      {
        originId: "site",
        domainName: site.bucketRegionalDomainName,
        originAccessControlId: accessTo("s3").id,
      },
      {
        originId: "book",
        domainName: url.functionUrl.apply((text) => new URL(text).hostname),
        originAccessControlId: accessTo("lambda").id,
        customOriginConfig: {
          httpPort: 80,
          httpsPort: 443,
          originProtocolPolicy: "https-only",
          originSslProtocols: ["TLSv1.2"],
        },
      },
    ],
    defaultCacheBehavior: behaviorTo("site", ["GET", "HEAD"]),
    orderedCacheBehaviors: [
      {
        pathPattern: "/guests/*",
        ...behaviorTo("book", ["GET", "HEAD", "OPTIONS", "PUT", "POST", "PATCH", "DELETE"]),
      },
    ],
    restrictions: { geoRestriction: { restrictionType: "none" } },
    viewerCertificate: { cloudfrontDefaultCertificate: true },
  });
  for (const action of ["lambda:InvokeFunctionUrl", "lambda:InvokeFunction"])
    new aws.lambda.Permission(action.replace(":", "-"), {
      action,
      function: book.name,
      principal: "cloudfront.amazonaws.com",
      sourceArn: distribution.arn,
    });
  new aws.s3.BucketPolicy("site", {
    bucket: site.bucket,
    policy: pulumi.jsonStringify({
      Version: "2012-10-17",
      Statement: {
        Effect: "Allow",
        Action: "s3:GetObject",
        Resource: pulumi.interpolate`${site.arn}/*`,
        Principal: { Service: "cloudfront.amazonaws.com" },
        Condition: { StringEquals: { "AWS:SourceArn": distribution.arn } },
      },
    }),
  });
  return Promise.resolve({ domainName: distribution.domainName, tableName: guests.name });
}

/** Lets the distribution sign its requests to an origin. */
function accessTo(kind: "lambda" | "s3"): aws.cloudfront.OriginAccessControl {
  return new aws.cloudfront.OriginAccessControl(kind, {
    originAccessControlOriginType: kind,
    signingBehavior: "always",
    signingProtocol: "sigv4",
  });
}

// AWS's managed cache policy CachingDisabled.
const CACHING_DISABLED = "4135ea2d-6df8-44a3-9df3-4b5a84be39ad";

function behaviorTo(targetOriginId: string, allowedMethods: string[]) {
  return {
    targetOriginId,
    allowedMethods,
    cachedMethods: ["GET", "HEAD"],
    viewerProtocolPolicy: "redirect-to-https",
    cachePolicyId: CACHING_DISABLED,
  };
}
