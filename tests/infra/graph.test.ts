import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import * as v from "valibot";
import { beforeAll, describe, expect, test } from "vitest";
import { EDGE_BYTES_LIMIT } from "../../build/edge.ts";
import { ROUTES } from "../../edge/routes.ts";
import { TABLE_SCHEMA } from "../../rules/contract/table.ts";
import { all, captureGraph, only, STACKS, statements, type Graph } from "./graph.ts";
import { ROOT } from "./languageHost.ts";
import { ACCOUNT_ID, PUBLISHED_VERSION, REGION } from "./provider.ts";

const TYPES = {
  table: "aws:dynamodb/table:Table",
  bucket: "aws:s3/bucket:Bucket",
  object: "aws:s3/bucketObjectv2:BucketObjectv2",
  role: "aws:iam/role:Role",
  policy: "aws:iam/rolePolicy:RolePolicy",
  function: "aws:lambda/function:Function",
  alias: "aws:lambda/alias:Alias",
  url: "aws:lambda/functionUrl:FunctionUrl",
  invokeConfig: "aws:lambda/functionEventInvokeConfig:FunctionEventInvokeConfig",
  permission: "aws:lambda/permission:Permission",
  schedule: "aws:scheduler/schedule:Schedule",
  kvs: "aws:cloudfront/keyValueStore:KeyValueStore",
  key: "aws:cloudfront/keyvaluestoreKey:KeyvaluestoreKey",
  router: "aws:cloudfront/function:Function",
  access: "aws:cloudfront/originAccessControl:OriginAccessControl",
  distribution: "aws:cloudfront/distribution:Distribution",
};
const DISTRIBUTION_ARN = `arn:aws:cloudfront::${ACCOUNT_ID}:distribution/E1EXAMPLE`;

const Behavior = v.looseObject({
  pathPattern: v.optional(v.string()),
  targetOriginId: v.string(),
  allowedMethods: v.array(v.string()),
  cachePolicyId: v.string(),
  originRequestPolicyId: v.optional(v.string()),
  responseHeadersPolicyId: v.string(),
  viewerProtocolPolicy: v.string(),
  functionAssociations: v.array(v.unknown()),
});
const DistributionInputs = v.looseObject({
  orderedCacheBehaviors: v.array(Behavior),
  defaultCacheBehavior: Behavior,
  origins: v.array(v.looseObject({ originId: v.string(), originAccessControlId: v.string(), domainName: v.string() })),
});

function distribution(graph: Graph) {
  return v.parse(DistributionInputs, only(graph, TYPES.distribution).inputs);
}

/** The DynamoDB calls that the Lambda's adapter makes, read from its source. */
function dynamodbCallsInSource(): string[] {
  const folder = join(ROOT, "lambda/dynamodb");
  const source = readdirSync(folder)
    .map((file) => readFileSync(join(folder, file), "utf8"))
    .join("\n");
  const commands = new Set([...source.matchAll(/new (\w+)Command\(/g)].map((match) => match[1] ?? ""));
  return [...commands].map((name) => (name === "Query" ? "dynamodb:Query" : `dynamodb:${name}Item`)).sort();
}

describe.each(STACKS)("the program's graph for %s", (stack) => {
  const prod = stack === "prod";
  const aliasArn = `arn:aws:lambda:${REGION}:${ACCOUNT_ID}:function:scc-${stack}:live`;
  const tableArn = `arn:aws:dynamodb:${REGION}:${ACCOUNT_ID}:table/${prod ? "scc-events" : "scc-events-staging"}`;
  let graph: Graph;
  beforeAll(async () => {
    graph = await captureGraph(stack);
  });

  test("is declared without a word on stderr, an error or a warning", () => {
    expect([graph.run.stderr, graph.run.recording.errors, graph.run.recording.warnings]).toEqual(["", [], []]);
  });

  test("takes nothing over without scc:adopt", () => {
    expect(graph.resources.filter(({ importId }) => importId !== "")).toEqual([]);
  });

  test("keeps its table as the schema says, recoverable, and undeletable in prod only", () => {
    const table = only(graph, TYPES.table);

    expect(table.inputs).toMatchObject({
      name: prod ? "scc-events" : "scc-events-staging",
      hashKey: "event_id",
      rangeKey: "timestamp",
      billingMode: "PAY_PER_REQUEST",
      pointInTimeRecovery: { enabled: true },
      serverSideEncryption: { enabled: true },
      ttl: { attributeName: "expires_at", enabled: true },
      deletionProtectionEnabled: prod,
    });
    expect(table.inputs["attributes"]).toEqual(
      ["event_id", "month", "outbox_due", "outbox_state", "timestamp"].map((name) => ({ name, type: "S" })),
    );
    expect(table.inputs["globalSecondaryIndexes"]).toEqual([
      {
        name: "by-month",
        keySchemas: [
          { attributeName: "month", keyType: "HASH" },
          { attributeName: "timestamp", keyType: "RANGE" },
        ],
        projectionType: "INCLUDE",
        nonKeyAttributes: [...TABLE_SCHEMA.indexes[0].attributes],
      },
      {
        name: "by-outbox",
        keySchemas: [
          { attributeName: "outbox_state", keyType: "HASH" },
          { attributeName: "outbox_due", keyType: "RANGE" },
        ],
        projectionType: "KEYS_ONLY",
      },
    ]);
    expect([table.protect, only(graph, TYPES.bucket).protect]).toEqual([prod, prod]);
    expect(only(graph, TYPES.bucket).inputs["forceDestroy"]).toBe(!prod);
  });

  test("grants the function the calls it makes on its own table, indexes, log group and live alias, and nothing else", () => {
    expect(statements(only(graph, TYPES.policy, "api").inputs["policy"])).toEqual([
      { Effect: "Allow", Action: dynamodbCallsInSource(), Resource: tableArn },
      {
        Effect: "Allow",
        Action: "dynamodb:Query",
        Resource: [`${tableArn}/index/by-month`, `${tableArn}/index/by-outbox`],
      },
      {
        Effect: "Allow",
        Action: ["logs:CreateLogStream", "logs:PutLogEvents"],
        Resource: `arn:aws:logs:${REGION}:${ACCOUNT_ID}:log-group:/aws/lambda/scc-${stack}:*`,
      },
      { Effect: "Allow", Action: "lambda:InvokeFunction", Resource: aliasArn },
    ]);
  });

  test("lets Lambda try nothing again that the function was asked to do later: the sweep does", () => {
    expect(only(graph, TYPES.invokeConfig).inputs).toEqual({
      functionName: `scc-${stack}`,
      qualifier: "live",
      maximumRetryAttempts: 0,
      maximumEventAgeInSeconds: 60,
    });
  });

  test("publishes a version for each change, and the alias live points to the one of this update", () => {
    expect(only(graph, TYPES.function).inputs["publish"]).toBe(true);
    expect(only(graph, TYPES.alias).inputs).toEqual({
      name: "live",
      functionName: `scc-${stack}`,
      functionVersion: PUBLISHED_VERSION,
    });
    // An ignored version would never be released; with it, an unchanged update sees no difference and leaves a rollback alone.
    expect(only(graph, TYPES.alias).ignoreChanges).toEqual([]);
  });

  test("lets requests and sweeps reach the function through its alias only, which exists before them", () => {
    const alias = only(graph, TYPES.alias);
    const url = only(graph, TYPES.url);

    expect(url.inputs).toEqual({
      functionName: `scc-${stack}`,
      qualifier: "live",
      authorizationType: "AWS_IAM",
      invokeMode: "BUFFERED",
    });
    expect(only(graph, TYPES.schedule).inputs["target"]).toMatchObject({ arn: aliasArn });
    expect(alias.dependencies).toContain(only(graph, TYPES.function).urn);
    for (const caller of [url, only(graph, TYPES.schedule), ...all(graph, TYPES.permission)]) {
      expect(caller.dependencies).toContain(alias.urn);
    }
    // Through the distribution's ARN, too: what may call the URL is granted after the URL is there.
    expect(only(graph, TYPES.distribution).dependencies).toContain(url.urn);
    for (const permission of all(graph, TYPES.permission)) {
      expect(permission.dependencies).toContain(only(graph, TYPES.distribution).urn);
    }
  });

  test("grants the schedule that one alias, and only to this account's scheduler", () => {
    expect(statements(only(graph, TYPES.policy, "outbox").inputs["policy"])).toEqual([
      {
        Effect: "Allow",
        Action: "lambda:InvokeFunction",
        Resource: aliasArn,
      },
    ]);
    expect(statements(only(graph, TYPES.role, "outbox").inputs["assumeRolePolicy"])).toEqual([
      {
        Effect: "Allow",
        Action: "sts:AssumeRole",
        Principal: { Service: "scheduler.amazonaws.com" },
        Condition: {
          StringEquals: {
            "aws:SourceAccount": ACCOUNT_ID,
            "aws:SourceArn": `arn:aws:scheduler:${REGION}:${ACCOUNT_ID}:schedule-group/default`,
          },
        },
      },
    ]);
  });

  test("leaves nothing public: the bucket, its objects and the Function URL", () => {
    expect(only(graph, "aws:s3/bucketPublicAccessBlock:BucketPublicAccessBlock").inputs).toMatchObject({
      blockPublicAcls: true,
      blockPublicPolicy: true,
      ignorePublicAcls: true,
      restrictPublicBuckets: true,
    });
    expect(only(graph, "aws:s3/bucketOwnershipControls:BucketOwnershipControls").inputs["rule"]).toEqual({
      objectOwnership: "BucketOwnerEnforced",
    });
    expect(graph.resources.filter(({ inputs }) => "acl" in inputs || "website" in inputs)).toEqual([]);
    expect(only(graph, TYPES.url).inputs["authorizationType"]).toBe("AWS_IAM");
    expect(statements(only(graph, "aws:s3/bucketPolicy:BucketPolicy").inputs["policy"])).toEqual([
      {
        Effect: "Allow",
        Action: "s3:GetObject",
        Principal: { Service: "cloudfront.amazonaws.com" },
        Resource: `arn:aws:s3:::scc-site-${stack}-${ACCOUNT_ID}/_staging/*`,
        Condition: { StringEquals: { "AWS:SourceArn": DISTRIBUTION_ARN } },
      },
      {
        Effect: "Deny",
        Action: "s3:*",
        Principal: "*",
        Resource: [`arn:aws:s3:::scc-site-${stack}-${ACCOUNT_ID}`, `arn:aws:s3:::scc-site-${stack}-${ACCOUNT_ID}/*`],
        Condition: { Bool: { "aws:SecureTransport": "false" } },
      },
    ]);
  });

  test("encrypts and versions the bucket, and keeps logs for a set time", () => {
    expect(
      only(graph, "aws:s3/bucketServerSideEncryptionConfiguration:BucketServerSideEncryptionConfiguration").inputs[
        "rules"
      ],
    ).toEqual([{ applyServerSideEncryptionByDefault: { sseAlgorithm: "AES256" } }]);
    expect(only(graph, "aws:s3/bucketVersioning:BucketVersioning").inputs["versioningConfiguration"]).toEqual({
      status: "Enabled",
    });
    expect(only(graph, "aws:s3/bucketLifecycleConfiguration:BucketLifecycleConfiguration").inputs["rules"]).toEqual([
      {
        id: "end-of-removed-slots",
        status: "Enabled",
        filter: { prefix: "_staging/" },
        noncurrentVersionExpiration: { noncurrentDays: 90 },
        expiration: { expiredObjectDeleteMarker: true },
        abortIncompleteMultipartUpload: { daysAfterInitiation: 7 },
      },
    ]);
    expect(only(graph, "aws:cloudwatch/logGroup:LogGroup").inputs).toEqual({
      name: `/aws/lambda/scc-${stack}`,
      retentionInDays: prod ? 90 : 14,
    });
  });

  test("lets this distribution, and no one else, call the function in both ways that AWS asks for", () => {
    const caller = {
      function: `scc-${stack}`,
      qualifier: "live",
      principal: "cloudfront.amazonaws.com",
      sourceArn: DISTRIBUTION_ARN,
    };

    expect(only(graph, TYPES.permission, "invoke-url").inputs).toEqual({
      ...caller,
      statementId: "cloudfront-url",
      action: "lambda:InvokeFunctionUrl",
      functionUrlAuthType: "AWS_IAM",
    });
    expect(only(graph, TYPES.permission, "invoke").inputs).toEqual({
      ...caller,
      statementId: "cloudfront",
      action: "lambda:InvokeFunction",
      invokedViaFunctionUrl: true,
    });
    expect(all(graph, TYPES.permission)).toHaveLength(2);
  });

  test("signs every request to both origins", () => {
    const access = all(graph, TYPES.access).map(({ inputs }) => inputs);

    expect(access.map((inputs) => inputs["originAccessControlOriginType"]).sort()).toEqual(["lambda", "s3"]);
    for (const inputs of access) expect(inputs).toMatchObject({ signingBehavior: "always", signingProtocol: "sigv4" });
    expect(
      distribution(graph).origins.map(({ originId, originAccessControlId }) => [originId, originAccessControlId]),
    ).toEqual([
      ["lambda", "lambda-id"],
      ["site", "site-id"],
    ]);
  });

  test("has the behaviors of the route table, in its order, each with the router and the security headers", () => {
    const { orderedCacheBehaviors, defaultCacheBehavior } = distribution(graph);
    const behaviors = [...orderedCacheBehaviors, { ...defaultCacheBehavior, pathPattern: "*" }];

    expect(behaviors.map(({ pathPattern, targetOriginId }) => [pathPattern, targetOriginId])).toEqual([
      ["/api/*", "lambda"],
      ["/g/*", "lambda"],
      ["*", "site"],
    ]);
    expect(behaviors.map(({ pathPattern }) => pathPattern)).toEqual(ROUTES.map(({ pattern }) => pattern));
    for (const behavior of behaviors) {
      const lambda = behavior.targetOriginId === "lambda";
      expect(behavior.cachePolicyId).toBe(
        lambda ? "4135ea2d-6df8-44a3-9df3-4b5a84be39ad" : "658327ea-f89d-4fab-a63d-7e88639e58f6",
      );
      expect(behavior.originRequestPolicyId).toBe(lambda ? "b689b0a8-53d0-40ab-baf2-68738e2966ac" : undefined);
      expect(behavior.allowedMethods).toHaveLength(lambda ? 7 : 3);
      expect(behavior.viewerProtocolPolicy).toBe("redirect-to-https");
      expect(behavior.responseHeadersPolicyId).toBe("headers-id");
      expect(behavior.functionAssociations).toEqual([
        { eventType: "viewer-request", functionArn: `arn:aws:cloudfront::${ACCOUNT_ID}:function/scc-${stack}-router` },
      ]);
    }
    expect(only(graph, TYPES.distribution).inputs).not.toHaveProperty("customErrorResponses");
  });

  test("uploads the built slot before anything points to it, and never deletes an old one", () => {
    const slot = graph.outputs["slot"];
    const objects = all(graph, TYPES.object);
    const live = only(graph, TYPES.key, "live");
    const urns = objects.map(({ urn }) => urn);

    expect(objects.map(({ inputs }) => inputs["key"])).toContain(`_staging/${String(slot)}/index.html`);
    for (const { inputs, retainOnDelete } of objects) {
      expect(inputs["key"]).toMatch(/^_staging\/[0-9a-f]{12}\/[\w./-]+$/);
      expect(inputs).toHaveProperty("contentType");
      expect(inputs).toHaveProperty("cacheControl");
      expect(inputs["sourceHash"]).toMatch(/^[0-9a-f]{64}$/);
      expect(retainOnDelete).toBe(true);
    }
    expect(live.inputs).toMatchObject({ key: "live", value: slot });
    expect(live.ignoreChanges).toEqual(["value"]);
    expect(live.dependencies).toEqual(expect.arrayContaining(urns));
    expect(only(graph, TYPES.function).dependencies).toEqual(expect.arrayContaining(urns));
  });

  test("stays within AWS's limits on names and on the router's size, which a preview does not check", () => {
    const name = (type: string, resource?: string) => String(only(graph, type, resource).inputs["name"]);

    expect(String(only(graph, TYPES.bucket).inputs["bucket"])).toMatch(/^[a-z0-9][a-z0-9-]{1,61}[a-z0-9]$/);
    for (const text of [
      name(TYPES.function),
      name(TYPES.role, "api"),
      name(TYPES.role, "outbox"),
      name(TYPES.kvs),
      name(TYPES.router),
      name(TYPES.access, "lambda"),
      name(TYPES.access, "site"),
      name(TYPES.schedule),
    ])
      expect(text).toMatch(/^[a-zA-Z0-9_-]{1,64}$/);
    expect(Buffer.byteLength(String(only(graph, TYPES.router).inputs["code"]))).toBeLessThanOrEqual(EDGE_BYTES_LIMIT);
  });

  test("hands the operator every output they need, none of them secret", () => {
    expect(graph.outputs).toEqual({
      url: "https://d111111abcdef8.cloudfront.net",
      distributionId: "E1EXAMPLE",
      distributionDomain: "d111111abcdef8.cloudfront.net",
      tableName: prod ? "scc-events" : "scc-events-staging",
      bucketName: `scc-site-${stack}-${ACCOUNT_ID}`,
      functionName: `scc-${stack}`,
      functionUrl: `https://abcdefghijklmnopqrstuvwxyz012345.lambda-url.${REGION}.on.aws/`,
      keyValueStoreArn: `arn:aws:cloudfront::${ACCOUNT_ID}:key-value-store/scc-${stack}`,
      slot: expect.stringMatching(/^[0-9a-f]{12}$/) as string,
      region: REGION,
    });
  });
});

test("a first preview, where no id or ARN is known yet, declares every resource that the update does", async () => {
  const [preview, update] = await Promise.all([captureGraph("prod", {}, true), captureGraph("prod")]);

  expect(preview.resources.map(({ urn }) => urn).sort()).toEqual(update.resources.map(({ urn }) => urn).sort());
});

test("a custom domain brings its certificate and nothing older than TLS 1.2", async () => {
  const certificateArn = `arn:aws:acm:us-east-1:${ACCOUNT_ID}:certificate/12345678-1234-1234-1234-123456789012`;

  const graph = await captureGraph("prod", {
    "scc:domain": "charters.example.com",
    "scc:certificateArn": certificateArn,
  });

  expect(graph.outputs["url"]).toBe("https://charters.example.com");
  expect(only(graph, TYPES.distribution).inputs).toMatchObject({
    aliases: ["charters.example.com"],
    viewerCertificate: {
      acmCertificateArn: certificateArn,
      sslSupportMethod: "sni-only",
      minimumProtocolVersion: "TLSv1.2_2021",
    },
  });
});
