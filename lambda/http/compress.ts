import { brotliCompressSync, constants, gzipSync } from "node:zlib";
import { COMPRESSIBLE_CONTENT_TYPE_REGEX } from "hono/utils/compress";

import { pickCoding, type Coding } from "./acceptEncoding.ts";

/** Below it CloudFront compresses nothing either (developer guide, "Serve compressed files"): it fits into one packet as it is. */
const BYTES_MIN = 1_000;

/**
 * The waiver page (15.7 KB) takes 0.4 ms and becomes 4.4 KB at quality 5; quality 4 saves 0.1 ms and sends 8 % more, 11
 * takes 40 ms to send 13 % less. A month's list of 80 KB: 1 ms to 5.0 KB. Above 6 it gets slow at once.
 */
const BROTLI = { params: { [constants.BROTLI_PARAM_QUALITY]: 5 } };

// An instance of the function answers one request at a time, so there is nobody to make way for.
const ENCODERS: Readonly<Record<Coding, (body: Buffer) => Buffer>> = {
  br: (body) => brotliCompressSync(body, BROTLI),
  gzip: (body) => gzipSync(body),
};

/**
 * Compresses an answer as far as its request takes it. Nobody after us would: behind the cache policy CachingDisabled
 * CloudFront compresses nothing, and it leaves what has a Content-Encoding as it is (ADR 21).
 */
export async function compress(acceptEncoding: string | null, response: Response): Promise<Response> {
  addVary(response.headers);
  const coding = pickCoding(acceptEncoding);
  // A HEAD, 204 or 304 has no body.
  if (coding === undefined || response.body === null || !isCompressible(response.headers)) return response;
  const body = Buffer.from(await response.arrayBuffer());
  if (body.length < BYTES_MIN) return new Response(body, response);
  const compressed = new Response(new Uint8Array(ENCODERS[coding](body)), response);
  describe(compressed.headers, coding);
  return compressed;
}

/** Says that there may be other forms of the answer, also where this one is as it was: RFC 9110 12.5.5. */
function addVary(headers: Headers): void {
  const named = (headers.get("vary") ?? "")
    .toLowerCase()
    .split(",")
    .map((name) => name.trim());
  if (!named.includes("*") && !named.includes("accept-encoding")) headers.append("vary", "Accept-Encoding");
}

function isCompressible(headers: Headers): boolean {
  if (headers.has("content-encoding") || /\bno-transform\b/i.test(headers.get("cache-control") ?? "")) return false;
  return COMPRESSIBLE_CONTENT_TYPE_REGEX.test(headers.get("content-type") ?? "");
}

function describe(headers: Headers, coding: Coding): void {
  headers.set("content-encoding", coding);
  headers.delete("content-length");
  // A strong tag names exact bytes, and these are others: RFC 9110 8.8.3.
  const etag = headers.get("etag");
  if (etag?.startsWith('"') === true) headers.set("etag", `W/${etag}`);
}
