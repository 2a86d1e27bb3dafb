import { mkdtempSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { openAccess, type Access } from "../../../cloud/aws/access.ts";
import { openSessions } from "../../../cloud/lambda/sessions.ts";
import { REAL_CLOCK } from "../../../cloud/clock/clock.ts";
import { computeOutputs } from "../../../cloud/provider/provider.ts";
import { openMonitoring } from "../../../cloud/cloudwatch/monitoring.ts";
import type { Graph, Resource } from "../../../cloud/graph/graph.ts";
import { openLogs, type Logs } from "../../../cloud/data/logs.ts";
import { realise, type Realised } from "../../../cloud/realise/realise.ts";
import { openStorage } from "../../../cloud/realise/storage.ts";
import type { ViewerRequest } from "../../../cloud/cloudfront/viewer.ts";

const DISABLED = "4135ea2d-6df8-44a3-9df3-4b5a84be39ad";
export const OPTIMIZED = "658327ea-f89d-4fab-a63d-7e88639e58f6";
const ALL_VIEWER = "b689b0a8-53d0-40ab-baf2-68738e2966ac";

/** Declares one resource as the program's evaluation would. */
export async function declare(
  type: string,
  name: string,
  inputs: Record<string, unknown>,
  options: Partial<Resource["options"]> = {},
): Promise<Resource> {
  const computed = await computeOutputs({ type: `aws:${type}`, name, inputs });
  return {
    type: `aws:${type}`,
    name,
    urn: `urn:${type}::${name}`,
    inputs,
    secrets: [],
    options: { retainOnDelete: false, ignoreChanges: [], importId: "", ...options },
    ...computed,
  };
}

/** What a test puts into the small system: a Lambda behind /api/*, a bucket behind the rest, perhaps an edge function. */
export interface SmallSystem {
  handler?: string;
  timeout?: number;
  variables?: Record<string, string>;
  edge?: string;
  kvs?: Record<string, string>;
  objects?: Record<string, { content: string; contentType?: string; cacheControl?: string }>;
  /** Lambda permissions granted to the distribution; both unless a test takes one away. */
  permissions?: readonly string[];
  behavior?: Record<string, unknown>;
  distribution?: Record<string, unknown>;
  headersPolicy?: Record<string, unknown>;
  bucketPolicy?: boolean;
}

const out = (resource: Resource, name: string): string => String(resource.outputs[name]);

/** Declares the small system. */
export async function declareSmallSystem(system: SmallSystem = {}): Promise<Graph> {
  const directory = mkdtempSync(join(tmpdir(), "scc-lambda-"));
  writeFileSync(
    join(directory, "index.mjs"),
    system.handler ?? "export const handler = async (event) => ({ statusCode: 200, body: JSON.stringify(event) });",
  );
  const lambda = await declare("lambda/function:Function", "api", {
    code: { asset: "file", path: directory },
    handler: "index.handler",
    runtime: "nodejs22.x",
    role: "role",
    timeout: system.timeout ?? 3,
    memorySize: 256,
    environment: { variables: system.variables ?? {} },
  });
  const url = await declare("lambda/functionUrl:FunctionUrl", "api", {
    functionName: "api",
    authorizationType: "AWS_IAM",
  });
  const bucket = await declare("s3/bucket:Bucket", "site", {});
  const lambdaAccess = await access("lambda");
  const siteAccess = await access("s3");
  const store = await declare("cloudfront/keyValueStore:KeyValueStore", "edge", {});
  const edge = await declare("cloudfront/function:Function", "router", {
    code: system.edge ?? "function handler(event) { return event.request; }",
    runtime: "cloudfront-js-2.0",
    publish: true,
    keyValueStoreAssociations: [store.outputs["arn"]],
  });
  const headers = await declare(
    "cloudfront/responseHeadersPolicy:ResponseHeadersPolicy",
    "headers",
    system.headersPolicy ?? {},
  );
  const shared = {
    viewerProtocolPolicy: "redirect-to-https",
    cachedMethods: ["GET", "HEAD"],
    compress: true,
    responseHeadersPolicyId: headers.id,
    functionAssociations:
      system.edge === undefined ? [] : [{ eventType: "viewer-request", functionArn: edge.outputs["arn"] }],
  };
  const distribution = await declare("cloudfront/distribution:Distribution", "main", {
    enabled: true,
    restrictions: { geoRestriction: { restrictionType: "none" } },
    aliases: ["charters.example.com"],
    viewerCertificate: { cloudfrontDefaultCertificate: true },
    origins: [
      { originId: "lambda", domainName: new URL(out(url, "functionUrl")).host, originAccessControlId: lambdaAccess.id },
      { originId: "site", domainName: out(bucket, "bucketRegionalDomainName"), originAccessControlId: siteAccess.id },
    ],
    orderedCacheBehaviors: [
      {
        ...shared,
        pathPattern: "/api/*",
        targetOriginId: "lambda",
        cachePolicyId: DISABLED,
        originRequestPolicyId: ALL_VIEWER,
        allowedMethods: ["GET", "HEAD", "OPTIONS", "PUT", "POST", "PATCH", "DELETE"],
        ...system.behavior,
      },
    ],
    defaultCacheBehavior: {
      ...shared,
      targetOriginId: "site",
      cachePolicyId: OPTIMIZED,
      allowedMethods: ["GET", "HEAD", "OPTIONS"],
    },
    ...system.distribution,
  });
  const sourceArn = distribution.outputs["arn"];
  const permissions = await Promise.all(
    (system.permissions ?? ["lambda:InvokeFunctionUrl", "lambda:InvokeFunction"]).map((action) =>
      declare("lambda/permission:Permission", action, {
        action,
        function: "api",
        principal: "cloudfront.amazonaws.com",
        sourceArn,
      }),
    ),
  );
  const policy = await declare("s3/bucketPolicy:BucketPolicy", "site", {
    bucket: bucket.id,
    policy: bucketPolicy(out(bucket, "arn"), String(sourceArn)),
  });
  const objects = await Promise.all(
    Object.entries(system.objects ?? {}).map(([key, object]) =>
      declare("s3/bucketObjectv2:BucketObjectv2", key, { bucket: bucket.id, key, ...object }),
    ),
  );
  const keys = await Promise.all(
    Object.entries(system.kvs ?? {}).map(([key, value]) =>
      declare("cloudfront/keyvaluestoreKey:KeyvaluestoreKey", key, {
        keyValueStoreArn: store.outputs["arn"],
        key,
        value,
      }),
    ),
  );
  return {
    outputs: {},
    resources: [
      lambda,
      url,
      bucket,
      lambdaAccess,
      siteAccess,
      store,
      edge,
      headers,
      distribution,
      ...permissions,
      ...objects,
      ...keys,
      ...(system.bucketPolicy === false ? [] : [policy]),
    ],
  };
}

function access(originType: string): Promise<Resource> {
  return declare("cloudfront/originAccessControl:OriginAccessControl", originType, {
    originAccessControlOriginType: originType,
    signingBehavior: "always",
    signingProtocol: "sigv4",
  });
}

function bucketPolicy(arn: string, sourceArn: string): string {
  return JSON.stringify({
    Version: "2012-10-17",
    Statement: {
      Effect: "Allow",
      Action: "s3:GetObject",
      Resource: `${arn}/*`,
      Principal: { Service: "cloudfront.amazonaws.com" },
      Condition: { StringEquals: { "AWS:SourceArn": sourceArn } },
    },
  });
}

/** A response with its body as text. */
export interface Answer {
  status: number;
  headers: Readonly<Record<string, string>>;
  cookies: readonly string[];
  body: Buffer;
  text: string;
}

/** A realised small system that a test sends requests to. */
export interface Running {
  realised: Realised;
  access: Access;
  logs: Logs;
  request: (
    path: string,
    options?: { method?: string; headers?: Record<string, string>; body?: string | Buffer },
  ) => Promise<Answer>;
  close: () => Promise<void>;
}

/** Realises a graph without a table, so without dynalite; a test that restarts gives the storage of the run before. */
export async function runGraph(graph: Graph, storage = openStorage(undefined, REAL_CLOCK)): Promise<Running> {
  const logs = openLogs(REAL_CLOCK);
  const access = openAccess();
  const realised = await realise(graph, {
    dynamoEndpoint: "http://127.0.0.1:9",
    declareTables: () => Promise.resolve(),
    controlPlaneUrl: "http://127.0.0.1:9",
    storage,
    sessions: openSessions(),
    admit: (principals) => {
      access.admit(principals);
      return Promise.resolve();
    },
    monitoring: openMonitoring(logs, REAL_CLOCK),
    deliverMail: () => undefined,
    clock: REAL_CLOCK,
    logs,
  });
  return {
    realised,
    access,
    logs,
    request: async (target, { method = "GET", headers = {}, body = "" } = {}) => {
      const [path = "", queryString = ""] = target.split("?");
      const viewer: ViewerRequest = {
        method,
        path,
        queryString,
        headers: Object.entries({ host: "charters.example.com", ...headers }),
        body: Buffer.from(body),
        address: "203.0.113.9",
      };
      const response = await realised.distribution(viewer);
      return { ...response, text: response.body.toString("utf8") };
    },
    close: () => realised.close(),
  };
}

/** Declares and realises the small system. */
export async function runSmallSystem(system: SmallSystem = {}): Promise<Running> {
  return runGraph(await declareSmallSystem(system));
}
