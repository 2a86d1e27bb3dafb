import { randomUUID } from "node:crypto";
import type { Page } from "playwright-core";
import { describe, expect, it } from "vitest";

import type { ApiClient } from "../../local/client.ts";
import { DEMO_ACCOUNTS, DEMO_PASSWORD } from "../../local/demo.ts";
import { readRelease } from "../../local/release.ts";
import type { EventDetail } from "../../rules/contract/api/event.ts";
import { BUILT_IN_WAIVER } from "../../rules/waiver/builtInText.ts";
import { checkAboard, fillBirth, fillRest, logPayment, look, signInAt, type, unfoldPatron } from "./support/dock.ts";
import { useDockPhone } from "./support/dockPhone.ts";
import { ANSWERS_CACHE } from "../../site/device/names.ts";

/** The dock without a signal: a phone's browser with its own directory, and a network that fails between it and the cloud. */

const dock = useDockPhone({ keepsProfile: true });
const { slugOf, openReady, onServer, loseSignal, findSignal, restartPhone } = dock;

async function signAtKiosk(page: Page, name: string): Promise<void> {
  await page.getByLabel("Your full name", { exact: true }).fill(name);
  await fillBirth(page.getByRole("group", { name: "Your date of birth" }), 1990);
  await fillRest(page);
  await type(page, name);
  await page.getByRole("button", { name: "Sign the waiver" }).click();
}

async function keptAnswers(page: Page): Promise<readonly string[]> {
  return page.evaluate(
    async (name) => (await (await caches.open(name)).keys()).map(({ url }) => new URL(url).pathname).sort(),
    ANSWERS_CACHE,
  );
}

const asAdmin = (): Promise<ApiClient> => dock.as(DEMO_ACCOUNTS.admin);

function paymentsOf(event: EventDetail, patron: string): number {
  return event.ledger.filter((entry) => entry.kind === "payment" && entry.patron === patron).length;
}

describe("the dock without a signal", () => {
  it("shows what was on the screen since the sign-in, though nothing was opened again before the signal went", async () => {
    const page = await dock.phone.newPage();
    const asked: string[] = [];
    page.on("request", (request) => {
      if (request.serviceWorker() === null) asked.push(new URL(request.url()).pathname);
    });
    await signInAt(page, dock.network.url, DEMO_ACCOUNTS.crew);
    await page.waitForFunction(() => navigator.serviceWorker.controller !== null);
    await expect.poll(() => keptAnswers(page)).toEqual(["/api/events", "/api/session"]);
    // The worker reads again for itself; the screen does not.
    expect(asked.filter((path) => path === "/api/events")).toHaveLength(1);
    loseSignal();
    await page.reload();
    await page.getByRole("link", { name: "Jane’s afternoon charter" }).waitFor();
    await page.getByText("Offline.", { exact: false }).waitFor();
  });

  it("keeps a check-in, a payment and a kiosk signature through a restart, and delivers each once", async () => {
    const page = await openReady("jane-afternoon");
    loseSignal();

    await checkAboard(page, ["Leo Alvarez"]);
    await logPayment(page, { patron: "Leo Alvarez", amount: "75", method: "Cash" });
    await page.getByText("Payment kept on this device.", { exact: false }).waitFor();
    await page.getByRole("link", { name: "2 waiting" }).waitFor();
    await look(page, "charter-waiting", { fullPage: true });
    await page.getByRole("button", { name: "Dismiss" }).click();
    await page.locator("a.back").click();
    const charterLine = page.getByRole("link", { name: "Jane’s afternoon charter" });
    await charterLine.getByText("Shown with what was done on this device.").waitFor();
    expect(await charterLine.innerText()).toMatch(/Aboard\s+1 of/i);
    await look(page, "month-waiting", { fullPage: true });
    const kiosk = await dock.phone.newPage();
    await kiosk.goto(`${dock.network.url}/g/${slugOf("jane-afternoon")}/waiver?kiosk`);
    await signAtKiosk(kiosk, "Leo Alvarez");
    await kiosk.getByText("sent as soon as this page has a signal", { exact: false }).waitFor();
    await look(kiosk, "kiosk-signed", { fullPage: true });
    await kiosk.getByRole("button", { name: "Next person" }).click();
    expect(await kiosk.locator("#name").inputValue()).toBe("");

    await restartPhone();
    const again = await dock.phone.newPage();
    await again.goto(`${dock.network.url}/charters/${slugOf("jane-afternoon")}`);
    await again.getByText("Offline.", { exact: false }).waitFor();
    await again.getByRole("link", { name: "3 waiting" }).waitFor();
    const line = again.getByRole("listitem").filter({ hasText: "Leo Alvarez" }).first();
    await line.getByRole("button", { name: "Aboard", pressed: true }).waitFor();
    await line.getByText("Signed", { exact: true }).waitFor();
    await unfoldPatron(again, "Leo Alvarez");
    // Whom to call is there without a signal, also of a signature that has not been sent.
    expect(await line.getByRole("link", { name: "(305) 555-0142" }).getAttribute("href")).toBe("tel:3055550142");
    await again.locator(".ledger").getByText("Waiting").waitFor();
    await look(again, "charter-reopened", { fullPage: true });
    await again.getByRole("link", { name: "3 waiting" }).click();
    await again.getByRole("heading", { name: "Log $75.00 from Leo Alvarez" }).waitFor();
    await look(again, "waiting", { fullPage: true });

    await findSignal();
    await again.getByRole("heading", { name: "Nothing waits" }).waitFor();
    // Nothing is read on this page: it must hear all the same that the signal is back.
    await again.getByText("Offline.", { exact: false }).waitFor({ state: "detached" });
    const event = await onServer("jane-afternoon");
    expect(paymentsOf(event, "Leo Alvarez")).toBe(1);
    expect(event.manifest.filter(({ aboard_at }) => aboard_at !== null).map(({ name }) => name)).toEqual([
      "Leo Alvarez",
    ]);
    expect(
      event.signatures.filter(({ participant }) => participant === "Leo Alvarez").map(({ place }) => place),
    ).toEqual(["kiosk"]);
  });

  it("sends once what the server took although its answer was lost, also when the server dies and comes back", async () => {
    const page = await openReady("omar-sunset");
    dock.network.losesAnswer = (method) => method === "POST";
    await logPayment(page, { patron: "Lena Haddad", amount: "120", method: "Cash" });
    await page.getByText("Payment kept on this device.", { exact: false }).waitFor();
    expect(paymentsOf(await onServer("omar-sunset"), "Lena Haddad")).toBe(1);
    // What is read is answered, and the radio says that it is online: what is sent is not.
    await page.getByText("Offline.", { exact: false }).waitFor();

    await dock.cloud.close();
    await checkAboard(page, ["Omar Haddad"]);
    await page.getByRole("link", { name: "2 waiting" }).waitFor();
    await dock.startCloudAgain();
    dock.network.losesAnswer = () => false;
    await findSignal();

    await page.getByRole("link", { name: /waiting/ }).waitFor({ state: "detached" });
    await page.getByText("Offline.", { exact: false }).waitFor({ state: "detached" });
    const event = await onServer("omar-sunset");
    expect(paymentsOf(event, "Lena Haddad")).toBe(1);
    expect(event.aboard).toBe(1);
  });

  it("does not send twice from two tabs", async () => {
    const page = await openReady("omar-sunset");
    const other = await dock.phone.newPage();
    await other.goto(`${dock.network.url}/charters/${slugOf("omar-sunset")}`);
    await other.getByRole("heading", { name: "Payments" }).waitFor();
    loseSignal();
    for (const [index, tab] of [page, other].entries())
      await logPayment(tab, { patron: `Tab ${index}`, amount: "10", method: "Cash" });
    await page.getByRole("link", { name: "2 waiting" }).waitFor();
    const posts: string[] = [];
    dock.phone.on("request", (request) => {
      if (request.method() === "POST") posts.push(request.url());
    });
    await findSignal();
    for (const tab of [page, other]) await tab.getByRole("link", { name: /waiting/ }).waitFor({ state: "detached" });
    expect(posts.filter((url) => url.endsWith("/api/payment/log"))).toHaveLength(2);
    const event = await onServer("omar-sunset");
    expect([paymentsOf(event, "Tab 0"), paymentsOf(event, "Tab 1")]).toEqual([1, 1]);
  });

  it("shows what the server refused in its own words, and lets a person decide", async () => {
    const page = await openReady("omar-sunset");
    loseSignal();
    await logPayment(page, { patron: "Lena Haddad", amount: "33", method: "Cash" });
    const id = await waitingId(page);
    // Meanwhile the same id was used for something else: only a person can say which one is right.
    const rival = {
      id,
      event: slugOf("omar-sunset"),
      patron: "Somebody Else",
      amount_cents: 1,
      method: "cash",
      timestamp: new Date().toISOString(),
    };
    await (await asAdmin()).call("POST", "/api/payment/log", rival);
    await findSignal();
    const payments = page.getByRole("region", { name: "Payments" });
    await payments.getByText("Refused: Log $33.00 from Lena Haddad").waitFor();
    expect(await payments.getByText("Waiting").count()).toBe(0);
    await look(page, "refused-on-charter", { fullPage: true });
    await payments.getByRole("link", { name: "Decide on it" }).click();
    await page.getByText("This id was used before, for something else").waitFor();
    // Nothing of it goes without a person.
    expect(await page.getByRole("button", { name: "Send now" }).count()).toBe(0);
    await look(page, "refused", { fullPage: true });
    await page.getByRole("button", { name: "Discard" }).click();
    await page.getByRole("dialog", { name: "Discard this?" }).getByRole("button", { name: "Discard" }).click();
    await page.getByRole("heading", { name: "Nothing waits" }).waitFor();
  });

  it("asks before signing out with work unsent, keeps that, and wipes the rest", async () => {
    const page = await openReady("omar-sunset");
    dock.network.losesAnswer = (method) => method === "POST";
    await logPayment(page, { patron: "Kept Kim", amount: "5", method: "Cash" });
    await page.getByRole("link", { name: "1 waiting" }).waitFor();
    await page.getByText("Menu").click();
    await page.getByRole("button", { name: "Sign out" }).click();
    await page.getByText("What Finn Mate did is sent when they sign in here again.", { exact: false }).waitFor();
    await look(page, "sign-out", { fullPage: true });
    await page.getByRole("button", { name: "Sign out, keep it here" }).click();
    await page.getByText("Something on this device is not sent yet").waitFor();
    await page.getByText("What Finn Mate did is sent when they sign in here again.").waitFor();
    expect(
      await page.evaluate(async () => (await caches.keys()).filter((name) => !name.startsWith("scc-shell-"))),
    ).toEqual([]);
    dock.network.losesAnswer = () => false;
    await page.getByLabel("E-mail").fill(DEMO_ACCOUNTS.crew.email);
    await page.getByLabel("Password").fill(DEMO_PASSWORD);
    await page.getByRole("button", { name: "Sign in" }).click();
    await page.getByRole("heading", { name: "Charters", exact: true }).waitFor();
    await page.getByRole("link", { name: /waiting/ }).waitFor({ state: "detached" });
    expect(paymentsOf(await onServer("omar-sunset"), "Kept Kim")).toBe(1);
  });

  it("makes today's charters ready before anybody has opened them", async () => {
    const page = await openReady("jane-afternoon");
    await page.goto(dock.network.url);
    await page.getByRole("button", { name: "Make ready for offline" }).click();
    await page.getByText("Ready: today’s charters and their waivers are on this device.").waitFor();
    await look(page, "made-ready", { fullPage: true });
    loseSignal();
    await page.getByRole("link", { name: "Anniversary sail" }).click();
    await page.getByText("Offline.", { exact: false }).waitFor();
    await page.getByRole("heading", { name: "Payments" }).waitFor();
    const kiosk = await dock.phone.newPage();
    await kiosk.goto(`${dock.network.url}/g/${slugOf("omar-sunset")}/waiver?kiosk&lang=es`);
    await kiosk.getByRole("button", { name: /firmar/i }).waitFor();
  });

  it("signs on the text that this device has, and keeps that version, though a newer one was published meanwhile", async () => {
    await openReady("omar-sunset");
    loseSignal();
    const kiosk = await dock.phone.newPage();
    await kiosk.goto(`${dock.network.url}/g/${slugOf("omar-sunset")}/waiver?kiosk`);
    const shown = await kiosk.locator("article.waiver-text").innerText();
    const admin = await asAdmin();
    const texts = { en: { title: "New terms", markdown: "You may get **very** wet." }, es: null };
    const published = await admin.call("POST", "/api/waiver-texts", {
      id: randomUUID(),
      revision: 0,
      texts,
      note: "Lawyer",
    });
    expect(published.status).toBe(201);
    await signAtKiosk(kiosk, "Lena Haddad");
    await kiosk.getByText("sent as soon as this page has a signal", { exact: false }).waitFor();

    await findSignal();
    await expect
      .poll(async () =>
        (await onServer("omar-sunset")).signatures.map(({ participant, waiver_version }) => [
          participant,
          waiver_version,
        ]),
      )
      .toEqual([["Lena Haddad", BUILT_IN_WAIVER.version]]);
    await kiosk.goto(`${dock.network.url}/g/${slugOf("omar-sunset")}/waiver?kiosk`);
    await kiosk.getByText("You may get very wet.").waitFor();
    expect(shown).toContain("the boom crosses the cockpit");
  });

  it("follows a promoted build and a rollback, and works offline with each", async () => {
    const page = await openReady("jane-afternoon");
    const { live = "" } = readRelease(dock.cloud);
    const shells = () =>
      page.evaluate(async () => (await caches.keys()).filter((name) => name.startsWith("scc-shell-")));
    const script = () => page.evaluate(() => document.querySelector('script[type="module"]')?.getAttribute("src"));
    for (const [slot, promoted] of [
      ["aaaaaaaaaaaa", { slot: live, as: "aaaaaaaaaaaa" }],
      [live, undefined],
    ] as const) {
      dock.network.promoted = promoted;
      await page.goto(dock.network.url);
      expect(await script()).toBe(`/_staging/${slot}/app.js`);
      await expect.poll(shells).toEqual([`scc-shell-${slot}`]);
      loseSignal();
      await page.goto(dock.network.url);
      await page.getByRole("heading", { name: "Charters", exact: true }).waitFor();
      expect(await script()).toBe(`/_staging/${slot}/app.js`);
      dock.network.down = false;
    }
  });
});

/** Reads the id of the one write that waits from the browser's own database. */
async function waitingId(page: Page): Promise<string> {
  return page.evaluate(
    () =>
      new Promise<string>((resolve, reject) => {
        const opening = indexedDB.open("scc");
        opening.onerror = () => {
          reject(new Error("The database did not open."));
        };
        opening.onsuccess = () => {
          const reading = opening.result.transaction("writes").objectStore("writes").getAll();
          reading.onsuccess = () => {
            opening.result.close();
            const [first] = reading.result as { write: { id: string } }[];
            resolve(first?.write.id ?? "");
          };
        };
      }),
  );
}
