import { useState } from "preact/hooks";

import type { ApiResult } from "../api/apiFetch.ts";
import { explain, isProblem } from "../api/failure.ts";
import { useApp } from "../context.ts";

/** Something to be done again once somebody has shown that it is them. */
export interface Pending {
  readonly again: () => void;
}

/** Does something that asks who one is where that is long ago: `run` does it, `pending` is what waits for the answer. */
export function useConfirmed() {
  const { announce } = useApp();
  const [busy, setBusy] = useState(false);
  const [pending, setPending] = useState<Pending>();
  function run<T>(act: () => Promise<ApiResult<T>>, done: (data: T) => void): void {
    if (busy) return;
    setBusy(true);
    void act().then((result) => {
      setBusy(false);
      if (result.ok) done(result.data);
      else if (isProblem(result, "sign-in-again"))
        setPending({
          again: () => {
            setPending(undefined);
            run(act, done);
          },
        });
      else announce({ tone: "bad", text: `${explain(result).title}. ${explain(result).detail}` });
    });
  }
  const giveUp = (): void => {
    setPending(undefined);
  };
  return { busy, run, pending, giveUp } as const;
}

/** What a card of the account uses of it. */
export type Run = ReturnType<typeof useConfirmed>["run"];
