import { chooseRollback } from "../api/plan.ts";
import { readApi, type ApiState } from "../api/versions.ts";
import type { Stack } from "../stack/stack.ts";
import { openSlotBucket, type SlotBucket } from "../uploads/bucket.ts";
import { describeSlots, findLack, type SlotStatus, type Upload } from "./inventory.ts";
import { MANIFEST, parseManifest } from "../uploads/manifest.ts";
import { readPointers, type Pointers } from "./pointers.ts";

/** Everything that says which slots there are and which are needed. */
export interface Survey {
  readonly uploads: readonly Upload[];
  readonly slots: readonly SlotStatus[];
  readonly pointers: Pointers;
  readonly api: ApiState;
}

/** Reads the bucket, the pointers and the API's versions of a stack. */
export async function surveySlots(stack: Stack): Promise<Survey> {
  const bucket = openSlotBucket(stack);
  const [uploads, pointers, api] = await Promise.all([
    readUploads(bucket),
    readPointers(stack.edgeStore()),
    readApi(stack),
  ]);
  const rollback = chooseRollback(api, soundSlots(uploads));
  const slots = describeSlots(uploads, pointers, {
    live: api.live?.slot,
    rollback: rollback.possible ? rollback.to.slot : undefined,
    newest: api.versions.at(-1)?.slot,
  });
  return { uploads, slots, pointers, api };
}

/** Names the slots that lie in the bucket with all their files. */
export function soundSlots(uploads: readonly Upload[]): ReadonlySet<string> {
  return new Set(
    uploads.filter(({ files, manifest }) => findLack(files, manifest) === undefined).map(({ slot }) => slot),
  );
}

/** Lists the slots of a bucket with their manifests. */
export async function readUploads(bucket: SlotBucket): Promise<readonly Upload[]> {
  const uploads = await bucket.list();
  return Promise.all(
    uploads.map(async (upload) => {
      const manifest = await bucket.read(upload.slot, MANIFEST);
      return { ...upload, manifest: parseManifest(manifest?.body.toString() ?? "") };
    }),
  );
}
