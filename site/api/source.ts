import type { ApiResult, Look } from "./apiFetch.ts";

/** Where a screen has from what it shows, and how it looks for news of that. */
export interface Source<T> {
  readonly load: () => Promise<ApiResult<T>>;
  /** Undefined where there are none. */
  readonly look: (known: Look) => Promise<ApiResult<T> | undefined>;
  /** How long after a look the next one comes, in ms. */
  readonly everyMs: number;
}
