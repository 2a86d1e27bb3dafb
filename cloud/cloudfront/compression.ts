import { promisify } from "node:util";
import { brotliCompress, constants, gzip } from "node:zlib";
import type { CachePolicy } from "./managedPolicies.ts";

/** A content encoding that CloudFront can make. */
export type Encoding = "br" | "gzip";

// Developer guide, "Serve compressed files": sizes in bytes, and the content types that it lists.
const MINIMUM_BYTES = 1_000;
const MAXIMUM_BYTES = 10_000_000;
const TYPES = new Set([
  "application/dash+xml",
  "application/eot",
  "application/font",
  "application/font-sfnt",
  "application/javascript",
  "application/json",
  "application/opentype",
  "application/otf",
  "application/pdf",
  "application/pkcs7-mime",
  "application/protobuf",
  "application/rss+xml",
  "application/truetype",
  "application/ttf",
  "application/vnd.apple.mpegurl",
  "application/vnd.mapbox-vector-tile",
  "application/vnd.ms-fontobject",
  "application/wasm",
  "application/xhtml+xml",
  "application/xml",
  "application/x-font-opentype",
  "application/x-font-truetype",
  "application/x-font-ttf",
  "application/x-httpd-cgi",
  "application/x-javascript",
  "application/x-mpegurl",
  "application/x-opentype",
  "application/x-otf",
  "application/x-perl",
  "application/x-ttf",
  "font/eot",
  "font/opentype",
  "font/otf",
  "font/ttf",
  "image/svg+xml",
  "text/css",
  "text/csv",
  "text/html",
  "text/javascript",
  "text/js",
  "text/plain",
  "text/richtext",
  "text/tab-separated-values",
  "text/xml",
  "text/x-component",
  "text/x-java-source",
  "text/x-script",
  "vnd.apple.mpegurl",
]);

/** Picks the encoding for a response, or none: brotli where the viewer takes both. */
export function chooseEncoding(
  accepted: string | undefined,
  policy: CachePolicy,
  headers: Readonly<Record<string, string>>,
  size: number,
): Encoding | undefined {
  const type = (headers["content-type"] ?? "").split(";")[0]?.trim().toLowerCase() ?? "";
  if (!TYPES.has(type) || size < MINIMUM_BYTES || size > MAXIMUM_BYTES) return undefined;
  if ("content-encoding" in headers || /no-transform/i.test(headers["cache-control"] ?? "")) return undefined;
  const takes = (encoding: Encoding): boolean => acceptsEncoding(accepted ?? "", encoding);
  if (policy.brotli && takes("br")) return "br";
  return policy.gzip && takes("gzip") ? "gzip" : undefined;
}

/**
 * Normalizes a viewer's Accept-Encoding for a policy that caches compressed objects (developer guide, "Control the cache
 * key", "Compression support"): of the enabled formats those the viewer takes, `identity` where it takes none of them.
 * Undefined without the header, and for a policy that enables neither: to that one it is a header like any other.
 */
export function normalizeAcceptEncoding(accepted: string | undefined, policy: CachePolicy): string | undefined {
  if (accepted === undefined || !(policy.brotli || policy.gzip)) return undefined;
  const formats = [...(policy.brotli ? (["br"] as const) : []), ...(policy.gzip ? (["gzip"] as const) : [])];
  return formats.filter((format) => acceptsEncoding(accepted, format)).join(",") || "identity";
}

function acceptsEncoding(header: string, encoding: Encoding): boolean {
  return header.split(",").some((part) => {
    const [name, ...parameters] = part.split(";").map((text) => text.trim().toLowerCase());
    return name === encoding && !parameters.some((parameter) => /^q=0(\.0*)?$/.test(parameter));
  });
}

const compressors = {
  br: promisify<Buffer, object, Buffer>(brotliCompress),
  gzip: promisify<Buffer, object, Buffer>(gzip),
};

/** Compresses a body. */
export function compress(body: Buffer, encoding: Encoding): Promise<Buffer> {
  // Quality 5 is what CloudFront's on-the-fly brotli is close to in size.
  const options = encoding === "br" ? { params: { [constants.BROTLI_PARAM_QUALITY]: 5 } } : { level: 6 };
  return compressors[encoding](body, options);
}
