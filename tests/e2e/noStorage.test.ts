import { describe, expect, it } from "vitest";

import { DEMO_ACCOUNTS } from "../../local/demo.ts";
import { QUEUE_MS, STORAGE_MS, WORKER_MS } from "../../site/device/deadlines.ts";
import { fillBirth, fillRest, logPayment, look, signInAt, type } from "./support/dock.ts";
import { useDockPhone } from "./support/dockPhone.ts";

/** A browser that keeps nothing: its database never answers, and it has no worker, as in a private window. */

const dock = useDockPhone();

/** `worker`: only its database does not answer. The page waits a tenth of its own time for what never comes here. */
async function openKeepingNothing({ worker = false } = {}) {
  await dock.phone.addInitScript(
    (bounds) => {
      const wait = setTimeout;
      const hurry = (act: () => void, ms = 0) => wait(act, bounds.includes(ms) ? ms / 10 : ms);
      Object.defineProperty(globalThis, "setTimeout", { value: hurry });
    },
    [STORAGE_MS, QUEUE_MS, WORKER_MS],
  );
  await dock.phone.addInitScript((keepsWorker) => {
    const open = indexedDB.open.bind(indexedDB);
    // Nobody ever hears of it.
    const hang = (name: string) => Object.assign(open(name), { addEventListener: () => undefined });
    Object.defineProperty(indexedDB, "open", { value: hang });
    const refuse = () => Promise.reject(new Error("refused"));
    if (!keepsWorker) Object.defineProperty(navigator.serviceWorker, "register", { value: refuse });
  }, worker);
  return dock.phone.newPage();
}

describe("a browser that keeps nothing", () => {
  it("signs at the kiosk all the same, and says so where there is no signal, with everything still in its field", async () => {
    const page = await openKeepingNothing();
    await page.goto(`${dock.network.url}/g/${dock.slugOf("jane-afternoon")}/waiver?kiosk`);
    await page.getByLabel("Your full name", { exact: true }).fill("Leo Alvarez");
    await fillBirth(page.getByRole("group", { name: "Your date of birth" }), 1990);
    await fillRest(page);
    await type(page, "Leo Alvarez");
    dock.network.losesAnswer = (method) => method === "POST";
    await page.getByRole("button", { name: "Sign the waiver" }).click();
    await page.getByText("No connection").waitFor();
    await look(page, "no-storage-kiosk", { fullPage: true });
    expect(await page.locator("#name").inputValue()).toBe("Leo Alvarez");

    dock.network.losesAnswer = () => false;
    await page.getByRole("button", { name: "Try again" }).click();
    await page.getByRole("button", { name: "Next person" }).waitFor();
    const { signatures } = await dock.onServer("jane-afternoon");
    expect(signatures.map(({ participant }) => participant)).toContain("Leo Alvarez");
  });

  it("is not called ready for what it would not keep, though it keeps pages", async () => {
    const page = await openKeepingNothing({ worker: true });
    await signInAt(page, dock.network.url, DEMO_ACCOUNTS.crew);
    await page.waitForFunction(() => navigator.serviceWorker.controller !== null);
    await page.getByRole("button", { name: "Make ready for offline" }).click();
    await page.getByText("Nothing is kept here, as in a private window", { exact: false }).waitFor();
    await page.goto(`${dock.network.url}/charters/${dock.slugOf("omar-sunset")}`);
    await page.getByText("Nothing is kept here, as in a private window", { exact: false }).waitFor();
    await look(page, "no-storage-kiosk-not-ready", { fullPage: true });
  });

  it("logs a payment at once, and promises nothing without a signal", async () => {
    const page = await openKeepingNothing();
    await signInAt(page, dock.network.url, DEMO_ACCOUNTS.crew);
    await page.getByRole("button", { name: "Make ready for offline" }).click();
    await page.getByText("Nothing is kept here, as in a private window", { exact: false }).waitFor();
    await look(page, "no-storage-make-ready", { fullPage: true });
    await page.goto(`${dock.network.url}/charters/${dock.slugOf("omar-sunset")}`);
    await logPayment(page, { patron: "Lena Haddad", amount: "12", method: "Cash" });
    await page.getByText("Payment logged.", { exact: false }).waitFor();

    dock.loseSignal();
    await dock.phone.setOffline(true);
    await page.getByText("What you do now is not kept here", { exact: false }).waitFor();
    await page.getByRole("button", { name: "Log payment" }).click();
    const dialog = page.getByRole("dialog", { name: "Log payment" });
    await dialog.getByLabel("Patron").fill("Lena Haddad");
    await dialog.getByRole("textbox", { name: "Amount" }).fill("13");
    await dialog.getByText("Cash", { exact: true }).click();
    await dialog.getByRole("button", { name: "Log payment" }).click();
    await dialog.getByText("No connection").waitFor();
    await look(page, "no-storage-payment");
  });

  it("is asked, where a payment was sent and no answer came, to look before it is entered again", async () => {
    const page = await openKeepingNothing();
    await signInAt(page, dock.network.url, DEMO_ACCOUNTS.crew);
    await page.goto(`${dock.network.url}/charters/${dock.slugOf("omar-sunset")}`);
    dock.network.losesAnswer = (method) => method === "POST";
    await page.getByRole("button", { name: "Log payment" }).click();
    const dialog = page.getByRole("dialog", { name: "Log payment" });
    await dialog.getByLabel("Patron").fill("Omar Haddad");
    await dialog.getByRole("textbox", { name: "Amount" }).fill("14");
    await dialog.getByText("Cash", { exact: true }).click();
    await dialog.getByRole("button", { name: "Log payment" }).click();
    await dialog.getByText("No answer came", { exact: false }).waitFor();
    const { ledger } = await dock.onServer("omar-sunset");
    expect(ledger.filter((entry) => entry.kind === "payment" && entry.amount_cents === 1_400)).toHaveLength(1);

    await page.keyboard.press("Escape");
    const asked = page.getByRole("dialog", { name: "Leave without an answer?" });
    await asked.getByText("it may have been recorded", { exact: false }).waitFor();
    await look(page, "no-storage-leave-tried");
    dock.network.losesAnswer = () => false;
    await asked.getByRole("button", { name: "Stay here" }).click();
    await dialog.getByRole("button", { name: "Retry" }).click();
    await page.getByText("Payment logged.", { exact: false }).waitFor();
  });
});
