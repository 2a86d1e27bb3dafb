import type { Entry } from "../offline/entry.ts";

/** Finds what of a charter was refused and is about things of these sorts, such as `departure` and `patron`. */
export function refusedOf(entries: readonly Entry[], slug: string, sorts: readonly string[]): readonly Entry[] {
  return entries.filter(
    ({ write, refusal }) =>
      refusal !== null &&
      write.slug === slug &&
      write.subjects.some((subject) => sorts.includes(subject.split(":")[0] ?? "")),
  );
}
