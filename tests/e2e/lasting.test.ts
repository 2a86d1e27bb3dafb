import type { Page } from "playwright-core";
import { describe, expect, it } from "vitest";

import { inspect, logPayment, look } from "./support/dock.ts";
import { useDockPhone } from "./support/dockPhone.ts";

/** What is said of how long something waits, how safely, and who sends it: true in each browser. */

const dock = useDockPhone();

async function waitOnce(page: Page, patron: string): Promise<void> {
  dock.loseSignal();
  await dock.phone.setOffline(true);
  await logPayment(page, { patron, amount: "8", method: "Cash" });
  await page.getByText("1 entry has waited since", { exact: false }).waitFor();
  await page.getByRole("link", { name: "1 waiting" }).click();
  await page.getByText("1 entry kept on this device since", { exact: false }).waitFor();
}

describe("what waits", () => {
  it("is sent while the page is closed, where the browser has Background Sync", async () => {
    // The browser of the tests has no Background Sync of its own: it is told that it has, and its part is played below.
    await dock.phone.addInitScript(() => {
      const sync = { register: () => Promise.resolve() };
      Object.defineProperty(ServiceWorkerRegistration.prototype, "sync", { value: sync });
    });
    const page = await dock.openReady("omar-sunset");
    await waitOnce(page, "Noor Haddad");
    await page.getByText("while this page is closed", { exact: false }).waitFor();
    const elsewhere = await dock.phone.newPage();
    await page.close();

    // While there is no signal, nothing is said to be sent, and nothing is lost.
    await dock.syncInBackground(elsewhere);
    await dock.phone.setOffline(false);
    dock.network.down = false;
    await dock.syncInBackground(elsewhere);
    // The browser's word that it has begun comes before the worker has sent.
    const paid = async () => {
      const { ledger } = await dock.onServer("omar-sunset");
      return ledger.filter((entry) => "patron" in entry && entry.patron === "Noor Haddad").length;
    };
    await expect.poll(paid).toBe(1);
    await elsewhere.goto(dock.network.url);
    await elsewhere.getByRole("heading", { name: "Charters", exact: true }).waitFor();
    expect(await elsewhere.getByRole("link", { name: /waiting/ }).count()).toBe(0);
  });

  it("is said to last a week in a tab of Safari's, and to be sent while the page is open; the home screen is told of", async () => {
    await dock.phone.addInitScript(() => {
      Object.defineProperty(navigator, "vendor", { value: "Apple Computer, Inc." });
      Object.defineProperty(navigator, "standalone", { value: false });
      Object.defineProperty(navigator.storage, "persist", { value: () => Promise.resolve(false) });
      Reflect.deleteProperty(globalThis, "SyncManager");
      Reflect.deleteProperty(ServiceWorkerRegistration.prototype, "sync");
    });
    const page = await dock.openReady("omar-sunset");
    await waitOnce(page, "Lena Haddad");

    await page.getByText("After seven days without a visit this browser clears", { exact: false }).waitFor();
    await page.getByText("tap Share, then “Add to Home Screen”", { exact: false }).waitFor();
    await page.getByText("What waits here does not move along", { exact: false }).waitFor();
    await page.getByText("as soon as this page is open with a signal", { exact: false }).waitFor();
    expect(await page.getByText("while this page is closed", { exact: false }).count()).toBe(0);
    await inspect(page, "waiting-safari");
  });

  it("is asked to last as soon as something waits, and not before; an offer to install is taken up", async () => {
    await dock.phone.addInitScript(() => {
      const counts = { asked: 0, installed: 0 };
      Object.assign(globalThis, { counts });
      Object.defineProperty(navigator.storage, "persist", {
        value: () => {
          counts.asked += 1;
          return Promise.resolve(true);
        },
      });
      addEventListener("load", () => {
        const offer = new Event("beforeinstallprompt", { cancelable: true });
        setTimeout(() => {
          dispatchEvent(Object.assign(offer, { prompt: () => (counts.installed += 1) }));
        }, 200);
      });
    });
    const page = await dock.openReady("omar-sunset");
    const counts = () => page.evaluate(() => (globalThis as unknown as { counts: object }).counts);
    expect(await counts()).toEqual({ asked: 0, installed: 0 });
    await waitOnce(page, "Omar Haddad");

    await page.getByText("This browser has promised not to clear by itself", { exact: false }).waitFor();
    await inspect(page, "waiting-promised");
    await page.getByRole("button", { name: "Install as an app" }).click();
    expect(await counts()).toEqual({ asked: 1, installed: 1 });
    await page.getByRole("button", { name: "Install as an app" }).waitFor({ state: "detached" });

    await page.setViewportSize({ width: 1280, height: 800 });
    await page.getByRole("link", { name: "1 waiting since" }).waitFor();
    await look(page, "waiting-desk");
  });

  it("is asked to last where today is made ready, which says how long it will", async () => {
    await dock.phone.addInitScript(() => {
      Object.defineProperty(navigator.storage, "persist", { value: () => Promise.resolve(false) });
    });
    const page = await dock.openReady("omar-sunset");
    await page.goto(dock.network.url);
    await page.getByRole("button", { name: "Make ready for offline" }).click();
    await page.getByText("This browser has not promised to keep it", { exact: false }).waitFor();
    await inspect(page, "made-ready-lasting");
  });
});
