import { useState } from "preact/hooks";

import type { ApiResult } from "../api/apiFetch.ts";
import { explain, isProblem } from "../api/failure.ts";
import { useApp } from "../context.ts";

/** Something to be done again once somebody has shown that it is them, or to be given up. */
interface Pending {
  readonly again: () => void;
  readonly giveUp: () => void;
}

/** Does something that asks who one is where that is long ago: `run` does it, `pending` is what waits for the answer. */
export function useConfirmed() {
  const { announce } = useApp();
  const [busy, setBusy] = useState(false);
  const [pending, setPending] = useState<Pending>();
  async function isConfirmed(): Promise<boolean> {
    const confirmed = await new Promise<boolean>((resolve) => {
      setPending({
        again: () => {
          resolve(true);
        },
        giveUp: () => {
          resolve(false);
        },
      });
    });
    setPending(undefined);
    return confirmed;
  }
  /** Settled once it is done, refused or given up. */
  async function run<T>(act: () => Promise<ApiResult<T>>, done: (data: T) => void): Promise<void> {
    setBusy(true);
    let result = await act();
    while (!result.ok && isProblem(result, "sign-in-again") && (await isConfirmed())) result = await act();
    setBusy(false);
    if (result.ok) done(result.data);
    else if (!isProblem(result, "sign-in-again"))
      announce({ tone: "bad", text: `${explain(result).title}. ${explain(result).detail}` });
  }
  return { busy, run, pending } as const;
}

/** What a card of the account uses of it. */
export type Run = ReturnType<typeof useConfirmed>["run"];
