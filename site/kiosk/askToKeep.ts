import { loadLater } from "../ui/loadLater.ts";
import type { Kept } from "./kept.ts";

/** Keeps a charter's waiver page by code that comes after the first screen. */
export function askToKeep(slug: string): Promise<Kept> {
  return loadLater()
    .then(({ keepWaiver }) => keepWaiver(slug))
    .catch(() => "not-all");
}
