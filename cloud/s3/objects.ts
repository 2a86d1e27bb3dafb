import { createHash } from "node:crypto";
import * as v from "valibot";
import type { Clock } from "../clock/clock.ts";
import { openDocument, type Format } from "../data/document.ts";
import type { Files } from "../data/files.ts";
import { DeclarationEntries, type Declarations } from "../graph/update.ts";

const StoredObjectSchema = v.object({
  /** What S3 sends back with the object: content-type, cache-control, x-amz-meta-*. */
  headers: v.record(v.string(), v.string()),
  etag: v.string(),
  /** ISO text, whole seconds as in HTTP. */
  lastModified: v.string(),
  bytes: v.number(),
  sha256: v.string(),
});

/** An object without its bytes. */
export type StoredObject = Readonly<v.InferOutput<typeof StoredObjectSchema>>;

/** An object to store. */
export interface NewObject {
  headers: Readonly<Record<string, string>>;
  body: Buffer;
}

/** Objects to store and keys to delete in one step. */
export interface ObjectChange {
  puts?: ReadonlyMap<string, NewObject>;
  removals?: readonly string[];
  /** What the program declares from now on. */
  declared?: Declarations;
}

/** The objects of one bucket. */
export interface Objects {
  all(): ReadonlyMap<string, StoredObject>;
  declared(): Declarations;
  /** Reads an object's bytes; undefined if it was deleted meanwhile. */
  read(object: StoredObject): Promise<Buffer | undefined>;
  /** Changes objects if `allows` says so of what is there; answers whether it did. */
  change(change: ObjectChange, allows?: (objects: ReadonlyMap<string, StoredObject>) => boolean): Promise<boolean>;
}

/** Finds the objects of each bucket by its name. */
export interface ObjectsByBucket {
  objects(bucket: string): Promise<Objects>;
}

interface Index {
  objects: ReadonlyMap<string, StoredObject>;
  declared: Declarations;
}

const FORMAT: Format<Index> = {
  schema: v.pipe(
    v.object({ objects: v.array(v.tuple([v.string(), StoredObjectSchema])), declared: DeclarationEntries }),
    v.transform((saved) => ({ objects: new Map(saved.objects), declared: new Map(saved.declared) })),
  ),
  encode: ({ objects, declared }) => ({ objects: [...objects], declared: [...declared] }),
  initial: () => ({ objects: new Map(), declared: new Map() }),
};

/**
 * Opens the objects of a bucket: an index by key, and the bytes in files that are named by their hash. So no key, however
 * it is written, can lead outside the bucket's folder, and what two keys share is kept once.
 */
export async function openObjects(files: Files, clock: Clock, bucket: string): Promise<Objects> {
  const folder = `s3/${bucket}`;
  const index = await openDocument(files, `${folder}/objects.json`, FORMAT);
  const fileOf = ({ sha256 }: Pick<StoredObject, "sha256">): string => `${folder}/${sha256}`;
  const sweep = (candidates: readonly StoredObject[]): Promise<void> =>
    index.change(async (before) => {
      const used = new Set([...before.objects.values()].map(({ sha256 }) => sha256));
      await Promise.all(
        candidates.filter(({ sha256 }) => !used.has(sha256)).map((object) => files.remove(fileOf(object))),
      );
      return [before, undefined];
    });
  return {
    all: () => index.current().objects,
    declared: () => index.current().declared,
    read: (object) => files.read(fileOf(object)),
    change: async ({ puts = new Map<string, NewObject>(), removals = [], declared }, allows = () => true) => {
      const replaced = await index.change(async (before) => {
        if (!allows(before.objects)) return [before, undefined];
        const objects = new Map(before.objects);
        for (const [key, object] of puts) {
          const stored = describeObject(object, clock.now());
          await files.write(fileOf(stored), object.body);
          objects.set(key, stored);
        }
        for (const key of removals) objects.delete(key);
        const gone = [...puts.keys(), ...removals].flatMap((key) => before.objects.get(key) ?? []);
        return [{ objects, declared: declared ?? before.declared }, gone];
      });
      // Only after the index is saved: a process that is killed here leaves a file too many, never one too few.
      if (replaced !== undefined && replaced.length > 0) await sweep(replaced);
      return replaced !== undefined;
    },
  };
}

function describeObject({ headers, body }: NewObject, now: number): StoredObject {
  const lastModified = new Date(1_000 * Math.floor(now / 1_000)).toISOString();
  const hash = (algorithm: string): string => createHash(algorithm).update(body).digest("hex");
  return { headers, etag: `"${hash("md5")}"`, lastModified, bytes: body.length, sha256: hash("sha256") };
}
