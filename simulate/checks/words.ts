/** What a device said of something, as that it is so or is not, of which the latest word counts. */
export interface Word<Said> {
  /** By the device's clock. */
  readonly at: string;
  readonly says: Said;
  /** Whether it was acknowledged by this version; otherwise it may have come there or not. */
  readonly sure: boolean;
}

/**
 * Tells whether what is so agrees with the words about it: with the latest sure one, or with one that may have come there
 * and is as late. Of two words of one instant the first to arrive counts, which nobody outside can know.
 */
export function agrees<Said>(is: Said, words: readonly Word<Said>[], unsaid: Said): boolean {
  const sure = words.filter((word) => word.sure).map(({ at }) => at);
  const latest = sure.reduce((last, at) => (at > last ? at : last), "");
  const counting = words.filter(({ at }) => at >= latest);
  return counting.some(({ says }) => says === is) || (latest === "" && is === unsaid);
}
