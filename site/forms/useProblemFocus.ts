import { useEffect, useRef } from "preact/hooks";

/** Answers a form's ref; each time the form is refused, its first bad field takes the focus. */
export function useProblemFocus(refusals: number) {
  const form = useRef<HTMLFormElement>(null);
  useEffect(() => {
    form.current?.querySelector<HTMLElement>('[aria-invalid="true"]')?.focus();
  }, [refusals]);
  return form;
}
