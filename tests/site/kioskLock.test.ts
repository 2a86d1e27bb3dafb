import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";

import { isKiosk, lockWhenSeen, setKiosk } from "../../site/device/kioskLock.ts";

let page: EventTarget & { visibilityState: string };

beforeEach(() => {
  const stored = new Map<string, string>();
  vi.stubGlobal("localStorage", {
    getItem: (key: string) => stored.get(key) ?? null,
    setItem: (key: string, value: string) => stored.set(key, value),
    removeItem: (key: string) => stored.delete(key),
  });
  page = Object.assign(new EventTarget(), { visibilityState: "visible" });
  vi.stubGlobal("document", page);
  vi.stubGlobal("StorageEvent", Event);
  vi.stubGlobal("dispatchEvent", () => true);
});
afterEach(() => {
  vi.unstubAllGlobals();
});

function show(visibilityState: "hidden" | "visible"): void {
  page.visibilityState = visibilityState;
  page.dispatchEvent(new Event("visibilitychange"));
}

describe("the kiosk's page", () => {
  it("locks the dashboard as it opens, and again each time it is seen after the dashboard was opened", () => {
    lockWhenSeen();
    expect(isKiosk()).toBe(true);

    show("hidden");
    setKiosk(false);
    expect(isKiosk()).toBe(false);
    show("visible");
    expect(isKiosk()).toBe(true);
  });

  it("leaves the dashboard open that somebody opened over it, for as long as it is not seen", () => {
    lockWhenSeen();
    setKiosk(false);
    show("hidden");
    expect(isKiosk()).toBe(false);
  });
});
