import { useCallback, useEffect, useMemo, useRef, useState } from "preact/hooks";

import type { ApiResult } from "../api/apiFetch.ts";
import { explain, type Explanation } from "../api/failure.ts";
import type { Source } from "../api/source.ts";
import { onNews, readBoard } from "../offline/board.ts";
import { keepLooking } from "../offline/keepLooking.ts";
import { createOrder } from "./order.ts";

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

/** Loads what a screen shows, again whenever `key` changes; an answer that another overtook is dropped (order.ts). */
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
  const order = useMemo(createOrder, [key]);
  const loading = useRef<Promise<unknown> | undefined>(undefined);
  const tag = useRef<string | undefined>(undefined);
  // What is asked of one key says nothing of the next.
  useEffect(() => order.put, [order]);
  const take = useCallback(
    (turn: number, result: ApiResult<T>) => {
      if (!order.takes(turn, result.ok)) return;
      tag.current = result.ok ? result.tag : undefined;
      setState((before) => {
        if (result.ok) return { key, data: result.data };
        return { ...(before.key === key ? before : { key }), failure: explain(result) };
      });
    },
    [key, order],
  );
  const retry = useCallback(async () => {
    const mine = order.ask();
    const answer = load();
    loading.current = answer;
    take(mine, await answer);
    if (loading.current === answer) loading.current = undefined;
    // `load` is a new function on every rendering; what it loads is named by `key`.
  }, [key]);
  const reload = useCallback(() => void retry(), [retry]);
  const look = useCallback(async () => {
    const { offline, keptAt } = readBoard();
    // Without a signal connection.ts looks, and what is being loaded is news.
    if (ask === undefined || loading.current !== undefined || offline || keptAt !== undefined) return;
    const mine = order.ask();
    const result = await ask({ tag: tag.current });
    if (result !== undefined) take(mine, result);
    else if (order.isLast(mine))
      setState((before) =>
        before.failure === undefined || before.data === undefined ? before : { key, data: before.data },
      );
  }, [key]);
  useEffect(reload, [reload]);
  useEffect(() => onNews(reload), [reload]);
  const put = useCallback(
    (data: T) => {
      order.put();
      tag.current = undefined;
      setState({ key, data });
    },
    [key, order],
  );
  const current = state.key === key ? state : { key };
  return { loaded: { data: current.data, failure: current.failure, reload, retry, put }, look };
}
