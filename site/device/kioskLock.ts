const KEY = "scc-kiosk";

/** Tells whether patrons sign on this device, so that the dashboard is none of their business. */
export function isKiosk(): boolean {
  try {
    return localStorage.getItem(KEY) !== null;
  } catch {
    // A browser that keeps nothing cannot be locked either.
    return false;
  }
}

/** Notes that they do, or do so no longer, and tells this page; other pages hear of it from the browser. */
export function setKiosk(on: boolean): void {
  try {
    if (on) localStorage.setItem(KEY, "on");
    else localStorage.removeItem(KEY);
  } catch {
    return;
  }
  dispatchEvent(new StorageEvent("storage", { key: KEY }));
}

/** Notes it now and whenever this page is seen again: whoever opened the dashboard by the PIN has left it to patrons. */
export function lockWhenSeen(): void {
  const lock = (): void => {
    if (document.visibilityState === "visible") setKiosk(true);
  };
  document.addEventListener("visibilitychange", lock);
  lock();
}
