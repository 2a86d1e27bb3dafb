import { useCallback, useEffect, useRef, useState } from "preact/hooks";

import type { ApiResult } from "../api/apiFetch.ts";
import { explain, type Explanation } from "../api/failure.ts";
import type { Source } from "../api/source.ts";
import { onNews, readBoard } from "../offline/board.ts";
import { keepLooking } from "../offline/keepLooking.ts";

export interface Loaded<T> {
  readonly data: T | undefined;
  readonly failure: Explanation | undefined;
  readonly reload: () => void;
  /** The same at somebody's press, until an answer is there. */
  readonly retry: () => Promise<void>;
  /** Takes data that another answer brought. */
  readonly put: (data: T) => void;
}

interface State<T> {
  readonly key: string;
  readonly data?: T;
  readonly failure?: Explanation;
}

/** Loads what a screen shows, again whenever `key` changes; an answer that was overtaken is dropped. */
export function useLoaded<T>(key: string, load: () => Promise<ApiResult<T>>): Loaded<T> {
  return useSource(key, { load }).loaded;
}

/** Loads what a screen shows, and looks for news of it again and again while somebody can see it. */
export function useLive<T>(key: string, source: Source<T>): Loaded<T> {
  const { loaded, look } = useSource(key, source);
  const { everyMs } = source;
  useEffect(() => keepLooking(everyMs, look), [everyMs, look]);
  return loaded;
}

function useSource<T>(key: string, { load, look: ask }: Pick<Source<T>, "load"> & Partial<Source<T>>) {
  const [state, setState] = useState<State<T>>({ key });
  const turn = useRef(0);
  const loading = useRef(0);
  const tag = useRef<string | undefined>(undefined);
  const take = useCallback(
    (result: ApiResult<T>) => {
      tag.current = result.ok ? result.tag : undefined;
      setState((before) => {
        if (result.ok) return { key, data: result.data };
        return { ...(before.key === key ? before : { key }), failure: explain(result) };
      });
    },
    [key],
  );
  const retry = useCallback(async () => {
    turn.current += 1;
    const mine = turn.current;
    loading.current = mine;
    const result = await load();
    if (mine === turn.current) take(result);
    if (mine === loading.current) loading.current = 0;
    // `load` is a new function on every rendering; what it loads is named by `key`.
  }, [key]);
  const reload = useCallback(() => void retry(), [retry]);
  const look = useCallback(async () => {
    const { offline, keptAt } = readBoard();
    // Without a signal connection.ts looks, and what is being loaded is news.
    if (ask === undefined || loading.current > 0 || offline || keptAt !== undefined) return;
    turn.current += 1;
    const mine = turn.current;
    const result = await ask({ tag: tag.current });
    if (mine !== turn.current) return;
    if (result !== undefined) take(result);
    else
      setState((before) =>
        before.failure === undefined || before.data === undefined ? before : { key, data: before.data },
      );
  }, [key]);
  useEffect(reload, [reload]);
  useEffect(() => onNews(reload), [reload]);
  const put = useCallback(
    (data: T) => {
      turn.current += 1;
      tag.current = undefined;
      setState({ key, data });
    },
    [key],
  );
  const current = state.key === key ? state : { key };
  return { loaded: { data: current.data, failure: current.failure, reload, retry, put }, look };
}
