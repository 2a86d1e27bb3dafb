import type { Entry } from "../offline/entry.ts";

/** Entries that follow on one another and are about one charter. */
export type Run = readonly [Entry, ...Entry[]];

/** Groups the queue by charter without changing its order: a charter that comes up again later starts another run. */
export function runsOf(entries: readonly Entry[]): readonly Run[] {
  return entries.reduce<readonly Run[]>((runs, entry) => {
    const last = runs.at(-1);
    return last?.[0].write.slug === entry.write.slug ? [...runs.slice(0, -1), [...last, entry]] : [...runs, [entry]];
  }, []);
}
