import { createHash } from "node:crypto";

import { SLOT_INDEX, SLOT_MANIFEST, SLOT_PATTERN, SLOT_PLACEHOLDER } from "../../rules/contract/slots.ts";
import { slotOf } from "../../build/site.ts";
import type { SlotBucket, StoredFile } from "../uploads/bucket.ts";
import { parseManifest, type Manifest } from "../uploads/manifest.ts";

/** A slot that was downloaded whole and compared with its manifest. */
export type Inspection =
  | { readonly state: "absent" }
  | { readonly state: "damaged"; readonly problems: readonly string[] }
  | { readonly state: "sound"; readonly manifest: Manifest; readonly uploadedAt: Date };

/** Downloads every file of a slot and compares it with what was built. */
export async function inspectSlot(bucket: SlotBucket, slot: string): Promise<Inspection> {
  const [listed] = await bucket.list(slot);
  if (listed === undefined) return { state: "absent" };
  const paths = listed.files.map(({ path }) => path);
  const read = await Promise.all(paths.map(async (path) => [path, await bucket.read(slot, path)] as const));
  const stored = new Map(read.flatMap(([path, file]) => (file === undefined ? [] : [[path, file] as const])));
  const manifest = parseManifest(stored.get(SLOT_MANIFEST)?.body.toString() ?? "");
  if (manifest === undefined) return { state: "damaged", problems: [`${SLOT_MANIFEST} is missing or is no manifest.`] };
  const problems = findProblems(slot, manifest, stored);
  if (problems.length > 0) return { state: "damaged", problems };
  return {
    state: "sound",
    manifest,
    uploadedAt: new Date(Math.max(...listed.files.map(({ uploadedAt }) => uploadedAt.getTime()))),
  };
}

/** Lists where the files of a slot are not what its manifest says, and where the manifest is not the slot's. */
function findProblems(slot: string, manifest: Manifest, stored: ReadonlyMap<string, StoredFile>): readonly string[] {
  const wanted = Object.entries(manifest.files).sort(([a], [b]) => (a < b ? -1 : 1));
  const problems = [
    ...(manifest.slot === slot ? [] : [`${SLOT_MANIFEST} is that of slot ${manifest.slot}.`]),
    ...(manifest.files[SLOT_INDEX] === undefined ? [`${SLOT_MANIFEST} lists no ${SLOT_INDEX}.`] : []),
    ...wanted.flatMap(([path, file]) => findDifference(path, file, stored.get(path)) ?? []),
    ...[...stored.keys()]
      .filter((path) => path !== SLOT_MANIFEST && manifest.files[path] === undefined)
      .map((path) => `${path} was not built with this slot.`),
  ];
  if (problems.length > 0 || nameOf(slot, stored) === slot) return problems;
  return [
    `${SLOT_MANIFEST} and the files fit each other, but not the slot's name, which is the hash of what was built.`,
  ];
}

function findDifference(
  path: string,
  wanted: Manifest["files"][string],
  stored: StoredFile | undefined,
): string | undefined {
  if (stored === undefined) return `${path} is missing.`;
  const hash = createHash("sha256").update(stored.body).digest("hex");
  if (hash !== wanted.sha256)
    return `${path} has other bytes than were built (SHA-256 ${hash.slice(0, 12)}…, not ${wanted.sha256.slice(0, 12)}…).`;
  return stored.contentType === wanted.contentType
    ? undefined
    : `${path} is sent as ${stored.contentType || "nothing"}, not as ${wanted.contentType}.`;
}

/** Computes the slot anew from its files: whoever replaced a file and its line in the manifest cannot keep the name. */
function nameOf(slot: string, stored: ReadonlyMap<string, StoredFile>): string | undefined {
  if (!SLOT_PATTERN.test(slot)) return undefined;
  const sources = [...stored]
    .filter(([path]) => path !== SLOT_MANIFEST)
    .map(
      ([path, { body }]) =>
        [path, Buffer.from(body.toString("latin1").replaceAll(slot, SLOT_PLACEHOLDER), "latin1")] as const,
    );
  return slotOf(new Map(sources));
}
