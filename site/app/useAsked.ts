import { useEffect, useState } from "preact/hooks";

import { isAsked, watchAsked } from "../forms/unsaved.ts";

/** Follows whether somebody is asked about what they typed. */
export function useAsked(): boolean {
  const [asked, setAsked] = useState(isAsked);
  useEffect(
    () =>
      watchAsked(() => {
        setAsked(isAsked());
      }),
    [],
  );
  return asked;
}
