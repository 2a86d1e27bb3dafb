import { useCallback, useEffect, useState } from "preact/hooks";

import { waiverPath } from "../../rules/contract/slug.ts";
import { setKiosk } from "../device/kioskLock.ts";
import { keepWaiver } from "./keepWaiver.ts";

type Ready = "looking" | "ready" | "not-ready";

/** Opens the waiver page for one patron after the other on this device, and keeps it here for when there is no signal. */
export function SignHere({ slug }: { readonly slug: string }) {
  const [ready, setReady] = useState<Ready>("looking");
  const keep = useCallback(() => {
    setReady("looking");
    void keepWaiver(slug).then((kept) => {
      setReady(kept ? "ready" : "not-ready");
    });
  }, [slug]);
  useEffect(keep, [keep]);
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
        {ready === "not-ready" && (
          <button type="button" class="button" onClick={keep}>
            Make ready for offline
          </button>
        )}
      </div>
      <p role="status" class="hint">
        {ready === "ready" && "Ready for offline: patrons can sign on this device without a signal."}
      </p>
    </>
  );
}
