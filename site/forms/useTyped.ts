import { useEffect, useLayoutEffect, useRef } from "preact/hooks";

import { watchTyped } from "./typed.ts";
import { hold, leave, type Holds } from "./unsaved.ts";
import type { Submission } from "./useSubmit.ts";

/**
 * Keeps what is typed into a form from being left behind without a word, until it is sent. Answers how to leave this form
 * alone: at once, or after the question.
 */
export function useTyped(form: { readonly current: HTMLFormElement | null }, { over, tried }: Submission) {
  const holds = useRef<Holds>(() => false);
  // Before the form can be typed into: what is typed first is typed, too.
  useLayoutEffect(() => {
    if (form.current === null) return;
    const typed = watchTyped(form.current);
    holds.current = () => !over.current && (tried.current ? "tried" : typed.differs());
    const release = hold(holds.current);
    return () => {
      release();
      typed.stop();
    };
  }, []);
  return (proceed: () => void): void => {
    leave(proceed, holds.current);
  };
}

/** The same for a field that knows by itself whether it holds something that is not sent. */
export function useUnsaved(unsaved: boolean): void {
  const now = useRef(unsaved);
  now.current = unsaved;
  useEffect(() => hold(() => now.current), []);
}
