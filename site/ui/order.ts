/** Tells which answers a screen takes where questions overlap. */
export interface Order {
  /** A question goes out. Answers its turn. */
  readonly ask: () => number;
  /** Whether nothing was asked, or shown otherwise, since that turn. */
  readonly isLast: (turn: number) => boolean;
  /**
   * Whether the answer to a question is to be shown; then nothing older is any more. An older answer is dropped only once
   * there is a newer one: what was sent counts as read with the answer (offline/sent.ts), and would be on no screen until
   * the next comes. A failure says something only of the question that was asked last.
   */
  readonly takes: (turn: number, ok: boolean) => boolean;
  /** Something newer than every answer that is still to come is shown. */
  readonly put: () => void;
}

/** Makes the order of what one screen asks. */
export function createOrder(): Order {
  let asked = 0;
  let shown = 0;
  return {
    ask: () => {
      asked += 1;
      return asked;
    },
    isLast: (turn) => turn === asked,
    takes: (turn, ok) => {
      if (turn <= shown || (!ok && turn !== asked)) return false;
      shown = turn;
      return true;
    },
    put: () => {
      asked += 1;
      shown = asked;
    },
  };
}
