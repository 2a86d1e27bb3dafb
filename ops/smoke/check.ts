/** One thing that a smoke test looked at. */
export interface Check {
  /** What must hold, as a sentence. */
  readonly name: string;
  readonly ok: boolean;
  /** What was seen instead; empty when it holds. */
  readonly detail: string;
  readonly milliseconds: number;
}

/** What a smoke test looks at. */
export interface SmokeTarget {
  /** Where viewers reach the stack, such as https://charters.example.com. */
  readonly url: string;
  /** The slot that must be live; any, when not given. */
  readonly slot: string | undefined;
}
