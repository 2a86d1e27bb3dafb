import { BaseSequencer, type TestSpecification } from "vitest/node";

/** The folders whose files take longest, each longer than the next: they start clouds and browsers, or run the program. */
const LONG = ["e2e", "load", "ops", "infra", "local", "bench", "cloud", "lambda"];

/**
 * Runs the long files first, so that no worker has nothing to do while the other one is still at a long one. Vitest
 * orders by what the last run took, which a clean clone cannot know.
 */
export class LongestFirst extends BaseSequencer {
  override async sort(files: TestSpecification[]): Promise<TestSpecification[]> {
    const sorted = await super.sort(files);
    return sorted.toSorted((a, b) => rank(a) - rank(b));
  }
}

function rank({ moduleId }: TestSpecification): number {
  const folder = /[\\/]tests[\\/](\w+)[\\/]/.exec(moduleId)?.[1] ?? "";
  return LONG.includes(folder) ? LONG.indexOf(folder) : LONG.length;
}
