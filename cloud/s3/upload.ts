import type { ApiRequest } from "../aws/controlPlane.ts";
import type { NewObject } from "./objects.ts";

// What S3 stores with an object and sends back; checksums and encryption headers are taken and not kept.
const KEPT_HEADERS = ["cache-control", "content-disposition", "content-language", "content-type", "expires"];
const USER_METADATA = "x-amz-meta-";
const CHUNKED = "aws-chunked";

/** Reads the object that PutObject sends; undefined if its chunks are broken. */
export function readUpload({ headers, body }: ApiRequest): NewObject | undefined {
  const encodings = (headers["content-encoding"] ?? "")
    .split(",")
    .map((encoding) => encoding.trim())
    .filter((encoding) => encoding !== "");
  const content = encodings.includes(CHUNKED) ? joinChunks(body) : body;
  if (content === undefined) return undefined;
  const kept = Object.entries(headers).filter(
    ([name]) => KEPT_HEADERS.includes(name) || name.startsWith(USER_METADATA),
  );
  const encoding = encodings.filter((name) => name !== CHUNKED).join(", ");
  return {
    headers: {
      "content-type": "binary/octet-stream",
      ...Object.fromEntries(kept),
      ...(encoding === "" ? {} : { "content-encoding": encoding }),
    },
    body: content,
  };
}

/** Joins the chunks that an SDK streams (`SIZE[;signature]`, the bytes, at the end trailers with a checksum). */
function joinChunks(body: Buffer): Buffer | undefined {
  const chunks: Buffer[] = [];
  for (let at = 0; ; ) {
    const end = body.indexOf("\r\n", at);
    const size = /^([0-9a-f]+)(?:;|$)/i.exec(body.toString("latin1", at, Math.max(at, end)))?.[1];
    if (end === -1 || size === undefined) return undefined;
    const bytes = parseInt(size, 16);
    if (bytes === 0) return Buffer.concat(chunks);
    const start = end + 2;
    if (start + bytes > body.length) return undefined;
    chunks.push(body.subarray(start, start + bytes));
    at = start + bytes + 2;
  }
}
