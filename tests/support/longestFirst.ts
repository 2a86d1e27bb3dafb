import { BaseSequencer, type TestSpecification } from "vitest/node";

/** Its files compute all the time, in a browser of many processes. */
const BROWSERS = "e2e";
/** The other folders whose files take longest, each longer than the next: they start clouds, or run the program, and wait for them. */
const LONG = ["load", "ops", "infra", "local", "bench", "cloud", "lambda"];

/**
 * Runs the long files first, so that no worker has nothing to do while the other one is still at a long one. Those with a
 * browser come evenly between them: two at once take turns on the cores, and two that wait leave a core idle. Vitest orders
 * by what the last run took, which a clean clone cannot know.
 */
export class LongestFirst extends BaseSequencer {
  override async sort(files: TestSpecification[]): Promise<TestSpecification[]> {
    const sorted = (await super.sort(files)).toSorted((a, b) => rank(a) - rank(b));
    const browsers = sorted.filter((file) => folderOf(file) === BROWSERS);
    const others = sorted.filter((file) => folderOf(file) !== BROWSERS);
    const long = others.filter((file) => rank(file) < LONG.length).length;
    return spread(browsers, others, long / browsers.length);
  }
}

/** Puts the first list's items into the second one, each so many places behind the one before. */
function spread<T>(items: readonly T[], between: readonly T[], places: number): T[] {
  const placed = [
    ...items.map((item, index) => ({ item, place: index * places })),
    ...between.map((item, place) => ({ item, place })),
  ];
  return placed.sort((a, b) => a.place - b.place).map(({ item }) => item);
}

function rank(file: TestSpecification): number {
  const folder = folderOf(file);
  return LONG.includes(folder) ? LONG.indexOf(folder) : LONG.length;
}

function folderOf({ moduleId }: TestSpecification): string {
  return /[\\/]tests[\\/](\w+)[\\/]/.exec(moduleId)?.[1] ?? "";
}
