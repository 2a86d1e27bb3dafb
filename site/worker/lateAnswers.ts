/** For so long an answer that came late is as good as a new one, in ms. */
const FRESH_MS = 10_000;

/** Answers that came when something older was shown already. */
export interface LateAnswers {
  /** Holds one, and lets the screens load anew: they get this one. */
  readonly put: (url: string, answer: Response) => void;
  /** Gives one away, once. */
  readonly take: (url: string) => Response | undefined;
  /** Something was changed, so that they are old. */
  readonly drop: () => void;
}

/** Makes what holds them. Without it a slow network would be asked again for each answer that it has just given. */
export function createLateAnswers(now: () => Date, tell: () => void): LateAnswers {
  const held = new Map<string, { readonly answer: Response; readonly at: number }>();
  return {
    put: (url, answer) => {
      held.set(url, { answer, at: now().getTime() });
      tell();
    },
    take: (url) => {
      const late = held.get(url);
      held.delete(url);
      return late !== undefined && now().getTime() - late.at < FRESH_MS ? late.answer : undefined;
    },
    drop: () => {
      held.clear();
    },
  };
}
