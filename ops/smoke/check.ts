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

/** One thing to look at; answers what is wrong, or nothing. It reads only, and leaves no trace but a log line. */
export interface Probe {
  readonly name: string;
  readonly look: (viewer: Viewer) => Promise<string | undefined>;
}

/** What came back, read whole. */
export interface Answer {
  readonly status: number;
  readonly headers: Headers;
  readonly body: Buffer;
  readonly text: string;
}

/** Somebody with a browser and no account. */
export interface Viewer {
  get(path: string): Promise<Answer>;
  /** Sends an empty JSON object as the site would, unless told so with the hash that the origin access control needs. */
  post(path: string, options?: { readonly hashed: boolean }): Promise<Answer>;
}
