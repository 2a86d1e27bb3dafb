import type { Page } from "playwright-core";
import { describe, expect, it } from "vitest";

import { DEMO_ACCOUNTS } from "../../local/demo.ts";
import { REST_MS } from "../../site/device/deadlines.ts";
import { checkAboard, inspect, logPayment, unfoldPatron } from "./support/dock.ts";
import { useDockPhone } from "./support/dockPhone.ts";

/** What is said without a signal of what can be done without one, and what cannot. */

const dock = useDockPhone();
const { openReady, loseSignal, findSignal } = dock;

/** On the list of the charter that is open. */
async function rename(page: Page, from: string, to: string): Promise<void> {
  const line = await unfoldPatron(page, from);
  await line.getByRole("button", { name: `Edit ${from}` }).click();
  const dialog = page.getByRole("dialog", { name: "Edit patron" });
  await dialog.getByLabel("Name").fill(to);
  await dialog.getByRole("button", { name: "Save" }).click();
  await dialog.waitFor({ state: "detached" });
}

/** By the admin, elsewhere. */
async function renameOnServer(from: string, to: string): Promise<void> {
  const patron = (await dock.onServer("jane-afternoon")).manifest.find(({ name }) => name === from);
  const path = `/api/event/${dock.slugOf("jane-afternoon")}/patrons/${patron?.id ?? ""}`;
  const admin = await dock.as(DEMO_ACCOUNTS.admin);
  await admin.call("PATCH", path, { at: new Date().toISOString(), name: to });
}

describe("without a signal", () => {
  it("the month marks what does not open, and such a charter says what to do", async () => {
    const page = await openReady("jane-afternoon");
    await page.goto(dock.network.url);
    const kept = page.getByRole("link", { name: "Jane’s afternoon charter" });
    const other = page.getByRole("link", { name: "Anniversary sail" });
    await other.waitFor();
    expect(await page.getByText("Not kept here", { exact: false }).count()).toBe(0);
    loseSignal();
    await page.reload();
    await other.getByText("Not kept here: opens with a signal").waitFor();
    expect(await kept.getByText("Not kept here", { exact: false }).count()).toBe(0);
    await inspect(page, "month-without-signal");

    await other.click();
    await page.getByText("This charter is not kept on this device").waitFor();
    await page.getByText("press “Make ready for offline” on its day", { exact: false }).waitFor();
    await page.getByRole("heading", { name: "Anniversary sail" }).waitFor();
    await inspect(page, "charter-not-kept");
    await page.goto(`${page.url()}/departure`);
    await page.getByText("This charter is not kept on this device").waitFor();
    await page.goBack();
    await page.getByText("This charter is not kept on this device").waitFor();
    await findSignal();
    await page.getByRole("heading", { name: "Payments" }).waitFor();
  });

  it("a page whose requests hang shows what is kept, and what is new as soon as the answers come", async () => {
    const page = await openReady("jane-afternoon");
    dock.network.hangs = true;
    await page.reload();
    await page.getByRole("heading", { name: "Jane’s afternoon charter" }).waitFor();
    await page.getByText("Offline.", { exact: false }).waitFor();
    // Nobody looks again but the page itself, and only because an answer came.
    await page.evaluate(() => {
      Object.defineProperty(document, "visibilityState", { value: "hidden" });
    });
    dock.network.hangs = false;
    await page.getByText("Offline.", { exact: false }).waitFor({ state: "detached" });
  });

  it("signing out erases what is kept, shows nobody to whoever comes, and ends the session with the signal", async () => {
    const page = await openReady("jane-afternoon");
    loseSignal();
    await page.getByText("Menu").click();
    await page.getByRole("button", { name: "Sign out" }).click();
    await page.getByText("You are signed out on this device").waitFor();
    const kept = () =>
      page.evaluate(async () => (await caches.keys()).filter((name) => !name.startsWith("scc-shell-")));
    expect(await kept()).toEqual([]);
    await inspect(page, "signed-out-without-signal");

    await page.reload();
    await page.getByText("the server has not heard of it yet", { exact: false }).waitFor();
    await inspect(page, "opened-after-sign-out");
    const before = await dock.phone.cookies();
    await findSignal();
    await page.getByRole("button", { name: "Try again" }).click();
    await page.getByRole("heading", { name: "Sign in" }).waitFor();
    expect(await page.getByText("signed out on this device").count()).toBe(0);
    // Whoever copied the cookie has nothing of it.
    await dock.phone.addCookies(before);
    expect(
      await page.evaluate(async () => ((await (await fetch("/api/session")).json()) as { account: unknown }).account),
    ).toBeNull();
  });

  it("a page that stays open ends the session by itself", async () => {
    const page = await openReady("jane-afternoon");
    loseSignal();
    await page.getByText("Menu").click();
    await page.getByRole("button", { name: "Sign out" }).click();
    await page.getByText("You are signed out on this device").waitFor();
    const before = await dock.phone.cookies();
    await findSignal();
    await page.getByText("You are signed out on this device").waitFor({ state: "detached" });
    await dock.phone.addCookies(before);
    await page.reload();
    await page.getByRole("heading", { name: "Sign in" }).waitFor();
  });

  it("the history tells what waits as waiting, and from when it is", async () => {
    const page = await openReady("jane-afternoon");
    loseSignal();
    await page.reload();
    await page.getByRole("region", { name: "Crew" }).getByText("Finn Mate").waitFor();
    await checkAboard(page, ["Leo Alvarez"]);
    await logPayment(page, { patron: "Leo Alvarez", amount: "75", method: "Cash" });
    await page.getByRole("link", { name: "2 waiting" }).waitFor();
    const money = page.getByRole("region", { name: "Payments" });
    await money.getByText(/^Of that/).waitFor();
    expect((await money.locator(".balance").innerText()).replace(/\s+/g, " ")).toMatch(
      /Paid for the charter \$375\.00 Of that Waiting \$75\.00 Balance due \$225\.00/,
    );
    await page.getByText("History", { exact: true }).click();
    const history = page.locator("details.history");
    const line = (text: string) => history.getByRole("listitem").filter({ hasText: text });
    await line("Finn Mate checked Leo Alvarez aboard.").getByText("Waiting").waitFor();
    await line("Finn Mate logged $75.00 from Leo Alvarez.").getByText("Waiting").waitFor();
    expect(await line("created the charter").getByText("Waiting").count()).toBe(0);
    await history.getByText("What others did since", { exact: false }).waitFor();
    await inspect(page, "history-without-signal");

    await findSignal();
    await page.getByRole("link", { name: "2 waiting" }).waitFor({ state: "detached" });
    await history.getByText("Waiting").first().waitFor({ state: "detached" });
    expect(await history.getByText("What others did since", { exact: false }).count()).toBe(0);
  });

  it("what waits stands under its charter’s own title, also on a page that is opened anew", async () => {
    const page = await openReady("omar-sunset");
    loseSignal();
    await page.getByLabel("Add patrons").fill("Walter Walkup");
    await page.getByRole("button", { name: "Add aboard" }).click();
    await page.getByRole("link", { name: "1 waiting" }).waitFor();
    await page.goto(`${dock.network.url}/waiting`);
    await page.getByRole("heading", { name: "Add Walter Walkup aboard" }).waitFor();
    await page.getByRole("link", { name: /^Anniversary sail · / }).waitFor();
    await inspect(page, "waiting-opened-anew");
  });

  it("once a change is answered nothing says any more that there is no signal, also in a browser without storage", async () => {
    const page = await openReady("jane-afternoon");
    await dock.phone.addInitScript(() => {
      Object.defineProperty(indexedDB, "open", { value: () => Promise.reject(new Error("No storage.")) });
    });
    dock.network.hangs = true;
    await page.reload();
    await page.getByText("Offline.", { exact: false }).waitFor();
    // What hangs is cut: nothing of it is answered late.
    Object.assign(dock.network, { down: true, hangs: false });
    await page.getByRole("button", { name: "Log payment" }).click();
    const dialog = page.getByRole("dialog", { name: "Log payment" });
    await dialog.getByLabel("Patron").fill("Leo Alvarez");
    await dialog.getByRole("textbox", { name: "Amount" }).fill("11");
    await dialog.getByText("Cash", { exact: true }).click();
    await inspect(page, "payment-after-hanging");
    dock.network.down = false;
    await dialog.getByRole("button", { name: "Log payment" }).click();
    await page.getByText("Payment logged", { exact: false }).waitFor();
    const ledger = page.getByRole("region", { name: "Payments" });
    await ledger
      .getByText("$11.00")
      .first()
      .waitFor({ timeout: REST_MS / 2 });
    expect(await page.getByText("Offline.", { exact: false }).count()).toBe(0);
  });

  it("what the worker sends while no page is open, and somebody has overruled, is told whoever did it when they are back", async () => {
    const page = await openReady("jane-afternoon");
    loseSignal();
    await dock.phone.setOffline(true);
    await rename(page, "Sam Okafor", "Sam Okafur");
    await page.getByRole("link", { name: "1 waiting" }).waitFor();
    const elsewhere = await dock.phone.newPage();
    await page.close();
    await renameOnServer("Sam Okafor", "Sam Okafer");
    await dock.phone.setOffline(false);
    dock.network.down = false;
    await dock.syncInBackground(elsewhere);
    const told = async () => {
      const { history } = await dock.onServer("jane-afternoon");
      return history.some((line) => line.kind === "renamed" && line.patron === "Sam Okafur");
    };
    await expect.poll(told).toBe(true);
    await elsewhere.goto(dock.network.url);
    await elsewhere.getByRole("link", { name: "1 overruled" }).click();
    await elsewhere.getByText("The name is Sam Okafer.").waitFor();
  });

  it("a rename that somebody’s later one overrules is told once to whoever made it", async () => {
    const page = await openReady("jane-afternoon");
    loseSignal();
    await rename(page, "Mia Chen", "Mia Cheng");
    await renameOnServer("Mia Chen", "Mia Chan");
    await findSignal();
    const patrons = page.getByRole("region", { name: "Patrons" });
    await patrons.getByText("The name is Mia Chan.").waitFor();
    await patrons.getByText("Ada Captain said so", { exact: false }).waitFor();
    // What does not count is not shown beside what does.
    expect(await patrons.getByText("Mia Cheng", { exact: true }).count()).toBe(0);
    await inspect(page, "overruled");
    // It is told wherever they are, also when the page is opened anew, until they have read it.
    await page.goto(new URL("/", page.url()).href);
    await page.getByRole("link", { name: "1 overruled" }).click();
    await page.getByText("The name is Mia Chan.").waitFor();
    await inspect(page, "overruled-anywhere");
    await page.getByRole("button", { name: "Understood" }).click();
    await page.getByRole("link", { name: "1 overruled" }).waitFor({ state: "detached" });
    await page.reload();
    await page.getByText("Nothing waits").waitFor();
    expect(await page.getByText("The name is Mia Chan.").count()).toBe(0);
  });
});
