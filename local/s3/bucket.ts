import { createHash } from "node:crypto";
import { readFile } from "node:fs/promises";
import * as v from "valibot";
import { isAllowed, parsePolicy, type AccessRequest, type Policy } from "../aws/policy.ts";
import { FileValue, parseResource, TextValue, type Resource } from "../graph.ts";
import type { Origin, OriginRequest, OriginResponse } from "../origin.ts";
import { byteRange } from "./range.ts";
import { accessDenied, methodNotAllowed, noSuchKey, rangeNotSatisfiable } from "./faults.ts";

const BucketInputs = v.object({ bucket: v.string(), arn: v.string(), bucketRegionalDomainName: v.string() });
const PolicyInputs = v.object({ bucket: v.string(), policy: v.string() });
const ObjectInputs = v.object({
  bucket: v.string(),
  key: v.string(),
  source: v.optional(v.union([FileValue, TextValue])),
  content: v.optional(v.string()),
  contentType: v.optional(v.string(), "binary/octet-stream"),
  cacheControl: v.optional(v.string()),
  contentEncoding: v.optional(v.string()),
  contentDisposition: v.optional(v.string()),
});

interface StoredObject {
  headers: Readonly<Record<string, string>>;
  etag: string;
  body: Buffer;
}

/** Realises a bucket: the domain it answers on and GetObject and HeadObject behind its declared policy. */
export async function realiseBucket(
  resource: Resource,
  objects: readonly Resource[],
  policies: readonly Resource[],
): Promise<{ domainName: string; origin: Origin }> {
  const { bucket, arn, bucketRegionalDomainName } = parseResource(BucketInputs, resource);
  const own = objects.map((object) => parseResource(ObjectInputs, object)).filter((object) => object.bucket === bucket);
  const stored = new Map(await Promise.all(own.map(async (object) => [object.key, await store(object)] as const)));
  const policy = findPolicy(policies, bucket);
  const origin: Origin = (request) => Promise.resolve(answer(request, { arn, stored, policy }));
  return { domainName: bucketRegionalDomainName, origin };
}

function findPolicy(policies: readonly Resource[], bucket: string): Policy {
  const texts = policies.map((policy) => parseResource(PolicyInputs, policy)).filter((policy) => policy.bucket === bucket);
  // A bucket has one policy at most; without one everything is denied.
  return texts[0] === undefined ? { Statement: [] } : parsePolicy(texts[0].policy);
}

async function store(object: v.InferOutput<typeof ObjectInputs>): Promise<StoredObject> {
  const { source, content, contentType, cacheControl, contentEncoding, contentDisposition } = object;
  const body = source?.asset === "file" ? await readFile(source.path) : Buffer.from(source?.text ?? content ?? "");
  const headers = {
    "content-type": contentType,
    ...(cacheControl === undefined ? {} : { "cache-control": cacheControl }),
    ...(contentEncoding === undefined ? {} : { "content-encoding": contentEncoding }),
    ...(contentDisposition === undefined ? {} : { "content-disposition": contentDisposition }),
  };
  return { headers, body, etag: `"${createHash("md5").update(body).digest("hex")}"` };
}

interface BucketState {
  arn: string;
  stored: ReadonlyMap<string, StoredObject>;
  policy: Policy;
}

function answer(request: OriginRequest, { arn, stored, policy }: BucketState): OriginResponse {
  if (request.method !== "GET" && request.method !== "HEAD") return withoutBody(request, methodNotAllowed(request.method));
  const key = decodeKey(request.path);
  const allows = (action: string, target: string): boolean => isAllowed(policy, accessRequest(request, action, target));
  if (key === undefined || !allows("s3:GetObject", `${arn}/${key}`)) return withoutBody(request, accessDenied());
  const object = stored.get(key);
  // Without s3:ListBucket nobody may learn that a key does not exist.
  if (object === undefined) return withoutBody(request, allows("s3:ListBucket", arn) ? noSuchKey(key) : accessDenied());
  return withoutBody(request, deliver(request, object));
}

function accessRequest(request: OriginRequest, action: string, resource: string): AccessRequest {
  const { signature } = request;
  const context: Record<string, string> = { "aws:SecureTransport": "true" };
  if (signature !== undefined) context["AWS:SourceArn"] = signature.sourceArn;
  return { action, resource, context, principal: signature?.principal ?? "anonymous" };
}

function deliver(request: OriginRequest, object: StoredObject): OriginResponse {
  const headers = { ...object.headers, etag: object.etag, "accept-ranges": "bytes", server: "AmazonS3" };
  if (matchesEtag(request.headers["if-none-match"], object.etag)) return { status: 304, headers, cookies: [], body: Buffer.alloc(0) };
  const range = byteRange(request.headers["range"], object.body.length);
  if (range === "unsatisfiable") return rangeNotSatisfiable(object.body.length);
  if (range === undefined) return { status: 200, headers, cookies: [], body: object.body };
  const contentRange = `bytes ${range.first}-${range.last}/${object.body.length}`;
  const body = object.body.subarray(range.first, range.last + 1);
  return { status: 206, headers: { ...headers, "content-range": contentRange }, cookies: [], body };
}

/** Compares an If-None-Match header with an entity tag by RFC 9110's weak comparison. */
export function matchesEtag(header: string | undefined, etag: string): boolean {
  if (header === undefined) return false;
  const opaque = (tag: string): string => tag.trim().replace(/^W\//, "");
  return header.trim() === "*" || header.split(",").some((tag) => opaque(tag) === opaque(etag));
}

function withoutBody(request: OriginRequest, response: OriginResponse): OriginResponse {
  if (request.method !== "HEAD") return response;
  const headers = { ...response.headers, "content-length": String(response.body.length) };
  return { ...response, headers, body: Buffer.alloc(0) };
}

function decodeKey(path: string): string | undefined {
  try {
    return decodeURIComponent(path.slice(1));
  } catch {
    // A malformed escape names no key.
    return undefined;
  }
}
