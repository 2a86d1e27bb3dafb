import { SLOT_PLACEHOLDER } from "../../rules/contract/slots.ts";
import type { SlotBucket } from "../uploads/bucket.ts";
import type { Manifest } from "../uploads/manifest.ts";

/** What happens to one file when another slot goes live; undefined bytes: it is not there. */
export interface FileChange {
  readonly path: string;
  readonly before: number | undefined;
  readonly after: number | undefined;
}

/** How a slot differs from another. */
export interface Comparison {
  readonly changes: readonly FileChange[];
  /** Files that are the same. */
  readonly same: number;
  /** Those of them that are the same but for the slot's name, by which a page finds its files. */
  readonly renamed: number;
}

/** Compares a slot with the one that is live, by their manifests; where only the slot's name can differ, by their bytes. */
export async function compareSlots(
  bucket: Pick<SlotBucket, "read">,
  before: Manifest | undefined,
  after: Manifest,
): Promise<Comparison> {
  const differing = compareManifests(before, after);
  const renamed =
    before === undefined
      ? []
      : await Promise.all(
          differing
            .filter((change) => change.before === change.after)
            .map(async ({ path }) =>
              (await readNameless(bucket, before.slot, path)) === (await readNameless(bucket, after.slot, path))
                ? [path]
                : [],
            ),
        );
  const names = new Set(renamed.flat());
  const changes = differing.filter(({ path }) => !names.has(path));
  return {
    changes,
    same: Object.keys(after.files).length - changes.filter((change) => change.after !== undefined).length,
    renamed: names.size,
  };
}

function compareManifests(before: Manifest | undefined, after: Manifest): readonly FileChange[] {
  const old = new Map(Object.entries(before?.files ?? {}));
  const now = new Map(Object.entries(after.files));
  const paths = [...new Set([...old.keys(), ...now.keys()])].sort();
  return paths
    .filter((path) => old.get(path)?.sha256 !== now.get(path)?.sha256)
    .map((path) => ({ path, before: old.get(path)?.bytes, after: now.get(path)?.bytes }));
}

/** Reads a file as it was before it was given its slot's name. A file that is not there is not the same as any. */
async function readNameless(bucket: Pick<SlotBucket, "read">, slot: string, path: string): Promise<string | symbol> {
  const file = await bucket.read(slot, path);
  return file === undefined ? Symbol(path) : file.body.toString("latin1").replaceAll(slot, SLOT_PLACEHOLDER);
}
