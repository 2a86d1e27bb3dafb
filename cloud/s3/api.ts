import type { Need, Refusal } from "../aws/access.ts";
import type { ApiRequest, ApiResponse, ServiceApi } from "../aws/controlPlane.ts";
import { PARTITION } from "../aws/account.ts";
import type { OriginResponse } from "../http/origin.ts";
import type { Bucket } from "./bucket.ts";
import { deliverObject, withoutBody } from "./deliver.ts";
import { noSuchKey, s3Fault } from "./faults.ts";
import { listObjects, parseListQuery } from "./list.ts";
import { readUpload } from "./upload.ts";
import { element, readElements, S3_NAMESPACE, XML_HEAD } from "./xml.ts";

const MAXIMUM_KEY_BYTES = 1_024;
const MAXIMUM_DELETES = 1_000;

/** Serves S3's API over the realised buckets, with the bucket in the path. */
export function s3Api(buckets: readonly Bucket[]): ServiceApi {
  return async (request) => {
    const [, name = "", rawKey = ""] = /^\/([^/]*)\/?(.*)$/.exec(request.path) ?? [];
    const bucket = buckets.find((candidate) => candidate.name === name);
    if (bucket === undefined)
      return withoutBody(request, s3Fault(404, "NoSuchBucket", "The specified bucket does not exist"));
    const key = decodeKey(rawKey);
    if (key === undefined) return withoutBody(request, s3Fault(400, "InvalidURI", "Couldn't parse the specified URI."));
    if (Buffer.byteLength(key) > MAXIMUM_KEY_BYTES)
      return withoutBody(request, s3Fault(400, "KeyTooLongError", "Your key is too long"));
    const operation = OPERATIONS[routeOf(key, request)];
    if (operation === undefined) return notImplemented(request);
    const refusal = request.refusal(operation.needs(bucketArn(bucket), key, request));
    return refusal === undefined ? operation.run(bucket, request, key) : withoutBody(request, refuse(refusal));
  };
}

function decodeKey(text: string): string | undefined {
  try {
    return decodeURIComponent(text);
  } catch {
    // A malformed escape names no key.
    return undefined;
  }
}

// Parameters that say which of S3's operations is meant; the SDK adds x-id, and some only choose headers of the answer.
const SUBRESOURCES = [
  "acl",
  "attributes",
  "cors",
  "encryption",
  "legal-hold",
  "lifecycle",
  "location",
  "partNumber",
  "policy",
  "policyStatus",
  "publicAccessBlock",
  "restore",
  "retention",
  "select",
  "tagging",
  "torrent",
  "uploadId",
  "uploads",
  "versioning",
  "versionId",
  "versions",
];

function hasSubresource({ query, headers }: ApiRequest): boolean {
  return SUBRESOURCES.some((name) => query.has(name)) || headers["x-amz-copy-source"] !== undefined;
}

function notImplemented(request: ApiRequest): ApiResponse {
  return withoutBody(
    request,
    s3Fault(501, "NotImplemented", "The local cloud's S3 lists, reads, writes and deletes objects, and nothing else."),
  );
}

/** Says which of S3's operations a request is for; one with a subresource is none of those that are here. */
function routeOf(key: string, request: ApiRequest): string {
  const { method, query } = request;
  if (key !== "") return hasSubresource(request) ? "" : `${method} object`;
  if (method === "HEAD") return "HEAD bucket";
  if (method === "POST" && query.has("delete")) return "POST bucket?delete";
  return query.get("list-type") === "2" && !hasSubresource(request) ? `${method} bucket?list-type=2` : "";
}

function bucketArn({ name }: Bucket): string {
  return `arn:${PARTITION}:s3:::${name}`;
}

function refuse({ code, message }: Refusal): OriginResponse {
  return s3Fault(403, code === "AccessDenied" ? "AccessDenied" : "InvalidAccessKeyId", message);
}

/** Says what an operation needs, by the ARN of its bucket. */
type Needs = (arn: string, key: string, request: ApiRequest) => Need[];

const onBucket =
  (action: string): Needs =>
  (arn) => [{ action, resource: arn }];
const onObject =
  (action: string): Needs =>
  (arn, key) => [{ action, resource: `${arn}/${key}` }];
const onEachDeleted: Needs = (arn, _key, request) =>
  deletedKeys(request).map((key) => ({ action: "s3:DeleteObject", resource: `${arn}/${key}` }));

type Operation = (bucket: Bucket, request: ApiRequest, key: string) => ApiResponse | Promise<ApiResponse>;

// What each needs: S3 user guide, "Required permissions for Amazon S3 API operations".
const OPERATIONS: Readonly<Record<string, { action: string; needs: Needs; run: Operation }>> = {
  "HEAD bucket": {
    action: "HeadBucket",
    needs: onBucket("s3:ListBucket"),
    run: () => ({ status: 200, headers: {}, body: "" }),
  },
  "POST bucket?delete": { action: "DeleteObjects", needs: onEachDeleted, run: deleteMany },
  "GET bucket?list-type=2": { action: "ListObjectsV2", needs: onBucket("s3:ListBucket"), run: list },
  "GET object": { action: "GetObject", needs: onObject("s3:GetObject"), run: get },
  "HEAD object": { action: "HeadObject", needs: onObject("s3:GetObject"), run: get },
  "PUT object": { action: "PutObject", needs: onObject("s3:PutObject"), run: put },
  "DELETE object": {
    action: "DeleteObject",
    needs: onObject("s3:DeleteObject"),
    run: (bucket, _request, key) => remove(bucket, key),
  },
};

/** The actions of S3's API that are realised. */
export const S3_ACTIONS = Object.values(OPERATIONS).map(({ action }) => action);

function list(bucket: Bucket, { query }: ApiRequest): ApiResponse {
  const parsed = parseListQuery(query);
  return parsed.ok ? xml(listObjects(bucket, parsed)) : s3Fault(400, "InvalidArgument", parsed.message);
}

async function get({ objects }: Bucket, request: ApiRequest, key: string): Promise<ApiResponse> {
  const object = objects.all().get(key);
  return withoutBody(
    request,
    object === undefined ? noSuchKey(key) : await deliverObject(request, key, object, objects),
  );
}

async function put({ objects }: Bucket, request: ApiRequest, key: string): Promise<ApiResponse> {
  const upload = readUpload(request);
  if (upload === undefined) return s3Fault(400, "IncompleteBody", "The request body terminated unexpectedly");
  const { "if-none-match": ifNoneMatch, "if-match": ifMatch } = request.headers;
  const done = await objects.change({ puts: new Map([[key, upload]]) }, (present) => {
    const etag = present.get(key)?.etag;
    return (ifNoneMatch === undefined || etag === undefined) && (ifMatch === undefined || ifMatch === etag);
  });
  if (!done) return s3Fault(412, "PreconditionFailed", "At least one of the pre-conditions you specified did not hold");
  return { status: 200, headers: { etag: objects.all().get(key)?.etag ?? "" }, body: "" };
}

async function remove({ objects }: Bucket, key: string): Promise<ApiResponse> {
  // A key that is not there is deleted just as well.
  await objects.change({ removals: [key] });
  return { status: 204, headers: {}, body: "" };
}

function deletedKeys({ body }: ApiRequest): string[] {
  return readElements(body.toString("utf8"), "Key");
}

async function deleteMany({ objects }: Bucket, request: ApiRequest): Promise<ApiResponse> {
  const keys = deletedKeys(request);
  if (keys.length === 0 || keys.length > MAXIMUM_DELETES) {
    return s3Fault(
      400,
      "MalformedXML",
      "The XML you provided was not well-formed or did not validate against our published schema",
    );
  }
  await objects.change({ removals: keys });
  const isQuiet = readElements(request.body.toString("utf8"), "Quiet")[0] === "true";
  const deleted = isQuiet ? [] : keys.map((key) => `<Deleted>${element("Key", key)}</Deleted>`);
  return xml(`${XML_HEAD}<DeleteResult xmlns="${S3_NAMESPACE}">${deleted.join("")}</DeleteResult>`);
}

function xml(body: string): ApiResponse {
  return { status: 200, headers: { "content-type": "application/xml" }, body };
}
