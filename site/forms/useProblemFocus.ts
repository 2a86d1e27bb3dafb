import { useEffect, useRef } from "preact/hooks";

/** Answers a form's ref; each time the form is refused, its first bad field takes the focus, with what is said about it in sight. */
export function useProblemFocus(refusals: number) {
  const form = useRef<HTMLFormElement>(null);
  useEffect(() => {
    const field = form.current?.querySelector<HTMLElement>('[aria-invalid="true"]');
    field?.focus({ preventScroll: true });
    field?.scrollIntoView({ block: "center" });
  }, [refusals]);
  return form;
}
