import type { Placed } from "../offline/queue.ts";

/** Entries that follow on one another and are about one charter. */
export type Run = readonly [Placed, ...Placed[]];

/** Groups the queue by charter without changing its order: a charter that comes up again later starts another run. */
export function runsOf(places: readonly Placed[]): readonly Run[] {
  return places.reduce<readonly Run[]>((runs, placed) => {
    const last = runs.at(-1);
    return last?.[0].entry.write.slug === placed.entry.write.slug
      ? [...runs.slice(0, -1), [...last, placed]]
      : [...runs, [placed]];
  }, []);
}
