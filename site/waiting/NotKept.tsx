import { useEffect, useState } from "preact/hooks";

import { isCharterKept } from "./keptCharter.ts";

/** Says of a charter that it cannot be opened without a signal, where this device has not kept it. */
export function NotKept({ slug }: { readonly slug: string }) {
  const [kept, setKept] = useState(true);
  useEffect(() => {
    let wanted = true;
    void isCharterKept(slug).then((is) => {
      if (wanted) setKept(is);
    });
    return () => {
      wanted = false;
    };
  }, [slug]);
  return kept ? null : <p class="hint">Not kept here: opens with a signal</p>;
}
