import type { Bucket } from "./bucket.ts";
import type { StoredObject } from "./objects.ts";
import { element, S3_NAMESPACE, XML_HEAD } from "./xml.ts";

const MAXIMUM_PAGE = 1_000;

/** What ListObjectsV2 is asked for, or why S3 refuses to answer. */
export type ListQuery =
  | { ok: true; prefix: string; delimiter: string; after: string; token: string | undefined; size: number }
  | { ok: false; message: string };

/** Reads the parameters of ListObjectsV2. */
export function parseListQuery(query: URLSearchParams): ListQuery {
  const size = Number(query.get("max-keys") ?? MAXIMUM_PAGE);
  if (!Number.isInteger(size) || size < 0) return { ok: false, message: "max-keys is not a number from 0" };
  const token = query.get("continuation-token") ?? undefined;
  const after =
    token === undefined ? (query.get("start-after") ?? "") : Buffer.from(token, "base64url").toString("utf8");
  if (token !== undefined && after === "")
    return { ok: false, message: "The continuation token provided is incorrect" };
  const [prefix, delimiter] = [query.get("prefix") ?? "", query.get("delimiter") ?? ""];
  return { ok: true, prefix, delimiter, after, token, size: Math.min(size, MAXIMUM_PAGE) };
}

/** One line of a listing: an object, or the prefix that stands for all objects below it. */
type Line = { name: string; object: StoredObject } | { name: string; object?: undefined };

/** Lists one page of a bucket as ListObjectsV2's XML; keys are in the order of their UTF-8 bytes. */
export function listObjects({ name, objects }: Bucket, query: Extract<ListQuery, { ok: true }>): string {
  const { prefix, delimiter, after, token, size } = query;
  const rest = toLines(objects.all(), prefix, delimiter).filter((line) => compareBytes(line.name, after) > 0);
  const page = rest.slice(0, size);
  const isTruncated = page.length > 0 && rest.length > page.length;
  const last = page.at(-1)?.name ?? "";
  return [
    XML_HEAD,
    `<ListBucketResult xmlns="${S3_NAMESPACE}">`,
    element("Name", name),
    element("Prefix", prefix),
    element("MaxKeys", size),
    element("KeyCount", page.length),
    element("IsTruncated", isTruncated),
    delimiter === "" ? "" : element("Delimiter", delimiter),
    token === undefined ? "" : element("ContinuationToken", token),
    isTruncated ? element("NextContinuationToken", Buffer.from(last).toString("base64url")) : "",
    ...page.map(writeLine),
    "</ListBucketResult>",
  ].join("");
}

function toLines(objects: ReadonlyMap<string, StoredObject>, prefix: string, delimiter: string): Line[] {
  const lines = new Map<string, Line>();
  for (const [key, object] of objects) {
    if (!key.startsWith(prefix)) continue;
    const at = delimiter === "" ? -1 : key.indexOf(delimiter, prefix.length);
    const name = at === -1 ? key : key.slice(0, at + delimiter.length);
    lines.set(name, at === -1 ? { name, object } : { name });
  }
  return [...lines.values()].sort((a, b) => compareBytes(a.name, b.name));
}

function compareBytes(a: string, b: string): number {
  return Buffer.compare(Buffer.from(a), Buffer.from(b));
}

function writeLine({ name, object }: Line): string {
  if (object === undefined) return `<CommonPrefixes>${element("Prefix", name)}</CommonPrefixes>`;
  const { lastModified, etag, bytes } = object;
  const details = [
    element("LastModified", lastModified),
    element("ETag", etag),
    element("Size", bytes),
    element("StorageClass", "STANDARD"),
  ];
  return `<Contents>${element("Key", name)}${details.join("")}</Contents>`;
}
