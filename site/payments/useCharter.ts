import { useEffect, useState } from "preact/hooks";

import type { EventDetail } from "../../rules/contract/api/event.ts";
import { readCharter } from "../client/record.ts";
import { useApp } from "../context.ts";

/** Reads the chosen charter for suggestions. Without it everything is typed: suggestions are a help, not a need. */
export function useCharter(slug: string, known: EventDetail | undefined): EventDetail | undefined {
  const { client } = useApp();
  const [charter, setCharter] = useState<EventDetail>();
  useEffect(() => {
    let current = true;
    setCharter(undefined);
    if (slug !== "" && slug !== known?.slug) {
      void readCharter(client, slug).then((result) => {
        if (current && result.ok) setCharter(result.data.event);
      });
    }
    return () => {
      current = false;
    };
  }, [slug, known?.slug, client]);
  return slug === known?.slug ? known : charter;
}
