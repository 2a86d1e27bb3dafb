import { matchesEtag } from "../http/etag.ts";
import { byteRange } from "../http/range.ts";
import { noSuchKey, rangeNotSatisfiable } from "./faults.ts";
import type { Objects, StoredObject } from "./objects.ts";
import type { OriginResponse } from "../http/origin.ts";

/** A request for an object: the headers that S3 heeds are range and if-none-match. */
export interface ObjectRequest {
  method: string;
  headers: Readonly<Record<string, string>>;
}

/** Answers GetObject or HeadObject for an object that is there and that the caller may read. */
export async function deliverObject(
  request: ObjectRequest,
  key: string,
  object: StoredObject,
  objects: Objects,
): Promise<OriginResponse> {
  const headers = {
    ...object.headers,
    etag: object.etag,
    "last-modified": new Date(object.lastModified).toUTCString(),
    "accept-ranges": "bytes",
    server: "AmazonS3",
  };
  if (matchesEtag(request.headers["if-none-match"], object.etag))
    return { status: 304, headers, cookies: [], body: Buffer.alloc(0) };
  const range = byteRange(request.headers["range"], object.bytes);
  if (range === "unsatisfiable") return rangeNotSatisfiable(object.bytes);
  const body = await objects.read(object);
  if (body === undefined) return noSuchKey(key);
  if (range === undefined) return { status: 200, headers, cookies: [], body };
  const contentRange = `bytes ${range.first}-${range.last}/${object.bytes}`;
  return {
    status: 206,
    headers: { ...headers, "content-range": contentRange },
    cookies: [],
    body: body.subarray(range.first, range.last + 1),
  };
}

/** Takes the body out of the answer to a HEAD request and leaves its length. */
export function withoutBody(request: ObjectRequest, response: OriginResponse): OriginResponse {
  if (request.method !== "HEAD") return response;
  const headers = { ...response.headers, "content-length": String(response.body.length) };
  return { ...response, headers, body: Buffer.alloc(0) };
}
