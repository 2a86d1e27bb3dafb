import { useCallback, useEffect, useRef, useState } from "preact/hooks";

import type { ApiResult } from "../api/apiFetch.ts";
import { explain, type Explanation } from "../api/failure.ts";
import { onNews } from "../offline/board.ts";

export interface Loaded<T> {
  readonly data: T | undefined;
  readonly failure: Explanation | undefined;
  readonly reload: () => void;
  /** The same at somebody's press, until an answer is there. */
  readonly retry: () => Promise<void>;
  /** Takes data that another answer brought. */
  readonly put: (data: T) => void;
}

/** Loads what a screen shows, again whenever `key` changes; an answer that was overtaken is dropped. */
export function useLoaded<T>(key: string, load: () => Promise<ApiResult<T>>): Loaded<T> {
  const [state, setState] = useState<{ key: string; data?: T; failure?: Explanation }>({ key });
  const turn = useRef(0);
  const retry = useCallback(async () => {
    turn.current += 1;
    const mine = turn.current;
    const result = await load();
    if (mine !== turn.current) return;
    setState((before) => {
      if (result.ok) return { key, data: result.data };
      return { ...(before.key === key ? before : { key }), failure: explain(result) };
    });
    // `load` is a new function on every rendering; what it loads is named by `key`.
  }, [key]);
  const reload = useCallback(() => void retry(), [retry]);
  useEffect(reload, [reload]);
  useEffect(() => onNews(reload), [reload]);
  const put = useCallback(
    (data: T) => {
      turn.current += 1;
      setState({ key, data });
    },
    [key],
  );
  const current = state.key === key ? state : { key };
  return { data: current.data, failure: current.failure, reload, retry, put };
}
