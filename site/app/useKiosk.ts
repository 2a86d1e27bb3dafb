import { useEffect, useState } from "preact/hooks";

import { isKiosk } from "../device/kioskLock.ts";

/** Tells whether patrons sign on this device, from whichever page that was begun or ended. */
export function useKiosk(): boolean {
  const [on, setOn] = useState(isKiosk);
  useEffect(() => {
    const look = (): void => {
      setOn(isKiosk());
    };
    addEventListener("storage", look);
    return () => {
      removeEventListener("storage", look);
    };
  }, []);
  return on;
}
