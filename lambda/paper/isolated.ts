// Apart from what puts lines in order (direction.ts): mails name people by the same words, and no cold start needs that.

/** Letters that run from right to left: the blocks that Unicode keeps for them. */
export const FROM_RIGHT = /[\u0590-\u08ff\ufb1d-\ufdff\ufe70-\ufefc\u{10800}-\u{10fff}\u{1e800}-\u{1efff}]/u;

/** Sets apart what was entered, so that what stands beside it, such as a telephone number, keeps its own order. */
export function isolated(entered: string): string {
  return FROM_RIGHT.test(entered) ? `\u2068${entered}\u2069` : entered;
}
