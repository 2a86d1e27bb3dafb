import { loadLater } from "../ui/loadLater.ts";
import type { Kept } from "./kept.ts";

/** Asks the browser not to clear by itself what is kept here. */
export function askToLast(): void {
  void loadLater().then(
    (part) => {
      part.askToLast();
    },
    () => undefined,
  );
}

/** Keeps a charter's waiver page by code that comes after the first screen. */
export function askToKeep(slug: string): Promise<Kept> {
  return loadLater()
    .then(({ keepWaiver }) => keepWaiver(slug))
    .catch(() => "not-all");
}
