import { useEffect, useLayoutEffect, useRef, useState } from "preact/hooks";

import type { Submission } from "./useSubmit.ts";

/**
 * Answers a form's ref; each time the form is refused, its first bad field takes the focus, with what is said about it in
 * sight. Answers too what is left to say beside the fields.
 */
export function useProblemFocus({ refusals, failure, byField, errors }: Submission) {
  const form = useRef<HTMLFormElement>(null);
  const [said, setSaid] = useState(false);
  useLayoutEffect(() => {
    const shown = form.current?.querySelectorAll(".field-error").length ?? 0;
    setSaid(byField && shown >= Object.keys(errors).length);
  }, [refusals]);
  useEffect(() => {
    const field = form.current?.querySelector<HTMLElement>('[aria-invalid="true"]');
    field?.focus({ preventScroll: true });
    field?.scrollIntoView({ block: "center" });
  }, [refusals]);
  return { form, failure: said ? undefined : failure };
}
