import { play, type Failure, type RunOptions, type RunResult } from "./run.ts";

/** How often a failing seed is played again to find fewer steps that fail in the same way. */
const TRIES_MAX = 60;

/** A failure with the fewest steps that were found to lead to it. */
export interface Shrunk {
  readonly failure: Failure;
  readonly steps: readonly string[];
}

/**
 * Finds the step after which a failing run fails, and leaves out what it does without: halves of its steps, then quarters,
 * and so on, as long as the same invariant fails (Zeller's ddmin, cut off after some tries). Any step can be left out, since
 * none takes another's chances.
 */
export async function shrink(options: RunOptions, first: RunResult): Promise<Shrunk> {
  let tries = 0;
  const invariant = first.failure?.invariant;
  const again = async (steps: readonly string[]): Promise<Shrunk | undefined> => {
    tries += 1;
    const result = await play({ ...options, onLine: quiet, closely: true, only: new Set(steps) });
    const { failure } = result;
    return failure?.invariant === invariant && failure !== undefined ? { failure, steps: result.steps } : undefined;
  };
  // Looked at after each step it fails as early as it can; what comes later is left out at once.
  let best = await again(first.steps);
  if (best === undefined) {
    if (first.failure === undefined) throw new RangeError("A run that did not fail has nothing to shrink.");
    return { failure: first.failure, steps: first.steps };
  }
  for (let size = Math.ceil(best.steps.length / 2); size >= 1 && tries < TRIES_MAX; size = nextSize(size)) {
    for (let from = 0; from < best.steps.length && tries < TRIES_MAX; ) {
      const fewer: readonly string[] = [...best.steps.slice(0, from), ...best.steps.slice(from + size)];
      const smaller = await again(fewer);
      if (smaller === undefined) from += size;
      else best = smaller;
    }
  }
  return best;
}

function nextSize(size: number): number {
  return size === 1 ? 0 : Math.ceil(size / 2);
}

function quiet(): void {
  // The trace that is told is that of the shortest run.
}
