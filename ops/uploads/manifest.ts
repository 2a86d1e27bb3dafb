import * as v from "valibot";

const ManifestText = v.pipe(
  v.string(),
  v.parseJson(),
  v.object({
    slot: v.string(),
    files: v.record(v.string(), v.object({ sha256: v.string(), bytes: v.number(), contentType: v.string() })),
  }),
);

/** What a slot consisted of when it was built. */
export type Manifest = v.InferOutput<typeof ManifestText>;

/** Reads a manifest; undefined when the text is none. */
export function parseManifest(text: string): Manifest | undefined {
  const parsed = v.safeParse(ManifestText, text);
  return parsed.success ? parsed.output : undefined;
}
