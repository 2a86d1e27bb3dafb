import { createHash } from "node:crypto";
import { readFile } from "node:fs/promises";
import * as v from "valibot";
import { FileValue, parseResource, TextValue, type Resource } from "../graph/graph.ts";
import type { Origin } from "../http/origin.ts";
import { planUpdate, type NewDeclaration } from "../graph/update.ts";
import { bucketOrigin, findPolicy } from "./bucketOrigin.ts";
import type { NewObject, Objects, ObjectsByBucket } from "./objects.ts";

// S3's own rule for a bucket's name; it is a folder's name here.
const BucketName = v.pipe(v.string(), v.regex(/^[a-z0-9][a-z0-9.-]{1,61}[a-z0-9]$/));
const BucketInputs = v.object({ bucket: BucketName, arn: v.string(), bucketRegionalDomainName: v.string() });
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

/** A realised bucket: what it holds, and the domain on which it answers viewers behind its declared policy. */
export interface Bucket {
  name: string;
  domainName: string;
  objects: Objects;
  origin: Origin;
}

/**
 * Realises a bucket. Its objects outlive the program that declared them if that said retainOnDelete; what the program
 * declares no more is deleted otherwise, as Pulumi would.
 */
export async function realiseBucket(
  resource: Resource,
  declared: { objects: readonly Resource[]; policies: readonly Resource[] },
  storage: ObjectsByBucket,
): Promise<Bucket> {
  const { bucket, arn, bucketRegionalDomainName } = parseResource(BucketInputs, resource);
  const objects = await storage.objects(bucket);
  await declareObjects(objects, bucket, declared.objects);
  const origin = bucketOrigin({ arn, objects, policy: findPolicy(declared.policies, bucket) });
  return { name: bucket, domainName: bucketRegionalDomainName, objects, origin };
}

async function declareObjects(objects: Objects, bucket: string, resources: readonly Resource[]): Promise<void> {
  const parsed = resources.map((resource) => ({ ...parseResource(ObjectInputs, resource), options: resource.options }));
  const own = await Promise.all(
    parsed
      .filter((object) => object.bucket === bucket)
      .map(async (object) => {
        const content = await readContent(object);
        const { retainOnDelete, ignoreChanges } = object.options;
        const declaration = {
          content: digest(content),
          retained: retainOnDelete,
          ignored: ignoreChanges.includes("source"),
        };
        return [object.key, { content, declaration }] as const;
      }),
  );
  const contents = new Map<string, NewObject>(own.map(([key, { content }]) => [key, content]));
  const declarations = new Map<string, NewDeclaration>(own.map(([key, { declaration }]) => [key, declaration]));
  const { writes, removals, declared } = planUpdate(objects.declared(), declarations);
  const puts = new Map([...contents].filter(([key]) => writes.includes(key)));
  await objects.change({ puts, removals, declared });
}

async function readContent(object: v.InferOutput<typeof ObjectInputs>): Promise<NewObject> {
  const { source, content, contentType, cacheControl, contentEncoding, contentDisposition } = object;
  const body = source?.asset === "file" ? await readFile(source.path) : Buffer.from(source?.text ?? content ?? "");
  const headers = {
    "content-type": contentType,
    ...(cacheControl === undefined ? {} : { "cache-control": cacheControl }),
    ...(contentEncoding === undefined ? {} : { "content-encoding": contentEncoding }),
    ...(contentDisposition === undefined ? {} : { "content-disposition": contentDisposition }),
  };
  return { headers, body };
}

function digest({ headers, body }: NewObject): string {
  return createHash("sha256")
    .update(`${JSON.stringify(headers)}\0`)
    .update(body)
    .digest("hex");
}
