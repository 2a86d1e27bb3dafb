import type { SlotBucket, UploadedSlot } from "./bucket.ts";
import { SLOT_MANIFEST } from "../../rules/contract/slots.ts";
import { parseManifest, type Manifest } from "./manifest.ts";

/** A slot of the bucket and its manifest; undefined when that is missing or is none. */
export interface Upload extends UploadedSlot {
  readonly manifest: Manifest | undefined;
}

/** Lists the slots of a bucket with their manifests. */
export async function readUploads(bucket: SlotBucket): Promise<readonly Upload[]> {
  const uploads = await bucket.list();
  return Promise.all(
    uploads.map(async (upload) => {
      const manifest = await bucket.read(upload.slot, SLOT_MANIFEST);
      return { ...upload, manifest: parseManifest(manifest?.body.toString() ?? "") };
    }),
  );
}

/** Names the slots that lie in the bucket with all their files. */
export function soundSlots(uploads: readonly Upload[]): ReadonlySet<string> {
  return new Set(
    uploads.filter(({ files, manifest }) => findLack(files, manifest) === undefined).map(({ slot }) => slot),
  );
}

/** Says what a slot's listing lacks of its manifest; the bytes are compared when it is promoted. */
export function findLack(files: UploadedSlot["files"], manifest: Manifest | undefined): string | undefined {
  if (manifest === undefined) return `no ${SLOT_MANIFEST}`;
  const sizes = new Map(files.map(({ path, bytes }) => [path, bytes]));
  const missing = Object.keys(manifest.files).filter((path) => !sizes.has(path));
  if (missing.length > 0) return `${missing.length} missing: ${missing.sort().join(", ")}`;
  const other = Object.entries(manifest.files)
    .filter(([path, { bytes }]) => sizes.get(path) !== bytes)
    .map(([path]) => path);
  return other.length > 0 ? `another size than built: ${other.sort().join(", ")}` : undefined;
}
