import { useCallback, useEffect, useState } from "preact/hooks";

import { waiverPath } from "../../rules/contract/slug.ts";
import { askToKeep } from "./askToKeep.ts";
import type { Kept } from "./kept.ts";
import { SendButton } from "../ui/SendButton.tsx";
import { setKiosk } from "../device/kioskLock.ts";

const SAID: Readonly<Record<Kept | "looking", string>> = {
  looking: "",
  all: "Ready for offline: patrons can sign on this device without a signal.",
  "not-all": "Not all of the waiver is on this device: without a signal nobody can sign here yet.",
  nothing: "Nothing is kept here, as in a private window: without a signal nobody can sign on this device.",
};

/** Opens the waiver page for one patron after the other on this device, and keeps it here for when there is no signal. */
export function SignHere({ slug }: { readonly slug: string }) {
  const [ready, setReady] = useState<Kept | "looking">("looking");
  const keep = useCallback(() => askToKeep(slug).then(setReady), [slug]);
  useEffect(() => {
    setReady("looking");
    void keep();
  }, [keep]);
  return (
    <>
      <div class="row">
        <a
          class="button"
          href={`${waiverPath(slug)}?kiosk`}
          target="_blank"
          rel="noreferrer"
          onClick={() => {
            setKiosk(true);
          }}
        >
          Sign on this device
        </a>
        {ready === "not-all" && (
          <SendButton run={keep} busy="Fetching…">
            Make ready for offline
          </SendButton>
        )}
      </div>
      <p role="status" class="hint">
        {SAID[ready]}
      </p>
    </>
  );
}
