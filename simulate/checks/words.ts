import type { Deed } from "../book/deed.ts";

/** What a device said of something, as that it is so or is not, of which the latest word counts. */
export interface Word<Said> {
  /** When it was said, as the server knows: by the device's clock, and no later than it was heard. The first and the last that this can be. */
  readonly from: string;
  readonly to: string;
  readonly says: Said;
  /** Whether it was acknowledged by this version; otherwise it may have come there or not. */
  readonly sure: boolean;
}

/** Makes a word of what somebody did: it was heard after it was really said, and before it was acknowledged. */
export function wordOf<Said>(
  { what, takenBy, takenAt, echoes }: Deed<{ readonly at: string; readonly said_at: string }>,
  says: Said,
): Word<Said> {
  const { at, said_at } = what;
  // A copy that was on its way may be heard later, and by the version before as a new word.
  const heardBy = takenAt === undefined || echoes ? at : takenAt;
  return { from: at < said_at ? at : said_at, to: at < heardBy ? at : heardBy, says, sure: takenBy === "now" };
}

/**
 * Tells whether what is so agrees with the words about it: with the latest sure one, or with one that may be as late. Of two
 * words of one instant the first to arrive counts, which nobody outside can know.
 */
export function agrees<Said>(is: Said, words: readonly Word<Said>[], unsaid: Said): boolean {
  const sure = words.filter((word) => word.sure).map(({ from }) => from);
  const latest = sure.reduce((last, from) => (from > last ? from : last), "");
  const counting = words.filter(({ to }) => to >= latest);
  return counting.some(({ says }) => says === is) || (latest === "" && is === unsaid);
}
