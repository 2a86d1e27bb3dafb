import { chooseRollback } from "../api/plan.ts";
import { readApi, type ApiState } from "../api/versions.ts";
import type { Stack } from "../stack/stack.ts";
import { openSlotBucket } from "../uploads/bucket.ts";
import { readUploads, soundSlots, type Upload } from "../uploads/uploads.ts";
import { describeSlots, type SlotStatus } from "./inventory.ts";
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
