import * as v from "valibot";

/** The file of a slot that lists the others; build/site.ts writes it. */
export const MANIFEST = "manifest.json";
/** The page that every address of the dashboard is answered with. */
export const INDEX = "index.html";

const ManifestText = v.pipe(v.string(), v.parseJson(), v.object({
  slot: v.string(),
  files: v.record(v.string(), v.object({ sha256: v.string(), bytes: v.number(), contentType: v.string() })),
}));

/** What a slot consisted of when it was built. */
export type Manifest = v.InferOutput<typeof ManifestText>;

/** Reads a manifest; undefined when the text is none. */
export function parseManifest(text: string): Manifest | undefined {
  const parsed = v.safeParse(ManifestText, text);
  return parsed.success ? parsed.output : undefined;
}

/** What happens to one file when another slot goes live; undefined bytes: it is not there. */
export interface FileChange {
  readonly path: string;
  readonly before: number | undefined;
  readonly after: number | undefined;
}

/** Compares two slots and lists the files that differ, by path. */
export function compareManifests(before: Manifest | undefined, after: Manifest): readonly FileChange[] {
  const old = new Map(Object.entries(before?.files ?? {}));
  const now = new Map(Object.entries(after.files));
  const paths = [...new Set([...old.keys(), ...now.keys()])].sort();
  return paths
    .filter((path) => old.get(path)?.sha256 !== now.get(path)?.sha256)
    .map((path) => ({ path, before: old.get(path)?.bytes, after: now.get(path)?.bytes }));
}
