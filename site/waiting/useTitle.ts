import { useEffect, useState } from "preact/hooks";

import { useApp } from "../context.ts";
import { keptTitle } from "./keptCharter.ts";

/** What a charter is called: as this page has read it or, opened anew without a signal, as this device has kept it. Undefined where it has not. */
export function useTitle(slug: string): string | undefined {
  const { client } = useApp();
  const [kept, setKept] = useState<string>();
  useEffect(() => {
    let wanted = true;
    void keptTitle(slug).then((title) => {
      if (wanted) setKept(title);
    });
    return () => {
      wanted = false;
    };
  }, [slug]);
  return client.charters.titleOf(slug) ?? kept;
}
