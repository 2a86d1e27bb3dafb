import { goesBy, type Named } from "../../rules/charter/goesBy.ts";
import type { Entry } from "../offline/entry.ts";

/** Finds what of a charter was refused and is about things of these sorts, such as `departure` and `patron`. */
export function refusedOf(entries: readonly Entry[], event: Named, sorts: readonly string[]): readonly Entry[] {
  return entries.filter(
    ({ write, refusal }) =>
      refusal !== null &&
      goesBy(event, write.slug) &&
      write.subjects.some((subject) => sorts.includes(subject.split(":")[0] ?? "")),
  );
}
