import type { Locator, Page, ViewportSize } from "playwright-core";
import { afterEach, describe, expect, it } from "vitest";

import { DEMO_ACCOUNTS, dockDate } from "../../local/demo.ts";
import { TRIES_MAX } from "../../rules/mail/retries.ts";
import { openCloudTable } from "../load/support/client.ts";
import { makeMailsDue, sweep } from "../load/support/outbox.ts";
import { PHONE } from "../../testkit/browser.ts";
import { stopClock } from "../../testkit/stopClock.ts";
import { actOn, draw, fillBirth, fillRest, openSignedIn, type } from "./support/dock.ts";
import { findFaults } from "./support/faults.ts";
import { usePages } from "./support/usePages.ts";
import { useCloud } from "../support/useCloud.ts";

/** The day at the dock, lived in a real browser against the whole embedded cloud. */

const cloud = useCloud({ demo: true, editGraph: stopClock });
const pages = usePages();

afterEach(() => {
  // A test that ends early must not leave Gmail down for the next one.
  cloud.gmail.faults.down = false;
});

function openPage(viewport: ViewportSize = PHONE.viewport): Promise<Page> {
  return pages.open({ viewport });
}

async function signIn(page: Page, account: { readonly email: string } = DEMO_ACCOUNTS.admin): Promise<void> {
  await openSignedIn(page, cloud.url, account);
}

async function openJane(page: Page): Promise<void> {
  await page.getByRole("link", { name: "Jane’s afternoon charter" }).click();
  await page.getByRole("heading", { name: "Payments" }).waitFor();
}

/** Fills the Log payment dialog that is open, and answers it. */
async function fillPayment(page: Page, patron: string, amount: string, method: string): Promise<Locator> {
  const dialog = page.getByRole("dialog", { name: "Log payment" });
  await dialog.getByLabel("Patron").fill(patron);
  await dialog.getByLabel("Amount", { exact: true }).fill(amount);
  await dialog.getByText(method, { exact: true }).click();
  return dialog;
}

/** Leaves the mails of a charter with one last try, due now: the waits before it add up to ten hours. */
async function spendTries(slug: string): Promise<void> {
  for (const mail of await makeMailsDue(cloud, slug)) {
    await openCloudTable(cloud).update(
      { event_id: slug, timestamp: slug.slice(0, 10) },
      {
        set: [[["outbox", mail, "tries"], TRIES_MAX - 1]],
      },
    );
  }
}

async function signWaiver(page: Page, name: string): Promise<void> {
  await page.getByLabel("Your full name", { exact: true }).fill(name);
  await fillBirth(page.getByRole("group", { name: "Your date of birth" }), 1990);
  await type(page, name);
  await fillRest(page);
  await page.getByRole("button", { name: "Sign the waiver" }).click();
}

describe("the day at the dock", () => {
  it("goes from sign-in to sign-out: charter, waiver, payment, mail, reversal", async () => {
    const admin = await openPage();
    await signIn(admin);

    await admin.getByRole("button", { name: "New charter" }).click();
    const creating = admin.getByRole("dialog", { name: "New charter" });
    await creating.getByLabel("Date").fill(dockDate(new Date()));
    await creating.getByLabel("First name").fill("Zoë");
    await creating.getByText("Evening", { exact: true }).click();
    await creating.getByLabel("Price").fill("480");
    const slug = `${dockDate(new Date())}-zoe-evening`;
    await creating.getByText(slug).waitFor();
    await creating.getByRole("button", { name: "Create charter" }).click();
    await admin.getByRole("heading", { name: "Zoë’s evening charter" }).waitFor();

    await admin.getByLabel("Add patrons").fill("Zoë Marsh\nTom Marsh");
    await admin.getByRole("button", { name: "Add to the list" }).click();
    await admin.getByText("Tom Marsh").first().waitFor();

    const link = await admin
      .getByRole("region", { name: "Waiver link" })
      .getByRole("link")
      .first()
      .getAttribute("href");
    expect(link).toBe(`${cloud.url}/g/${slug}/waiver`);
    const patron = await openPage();
    await patron.goto(link ?? "");
    expect(await patron.textContent("body")).not.toContain("Tom Marsh");
    await signWaiver(patron, "Zoe Marsh");
    await patron.getByRole("heading", { name: /signed/i }).waitFor();

    await admin.reload();
    await admin.getByRole("listitem").filter({ hasText: "Zoë Marsh" }).getByText("Signed", { exact: true }).waitFor();
    await admin.getByRole("button", { name: "Aboard : Zoë Marsh" }).click();
    await admin.getByRole("region", { name: "At a glance" }).getByText("1 of 2").last().waitFor();

    await admin.getByRole("button", { name: "Log payment" }).click();
    const paying = await fillPayment(admin, "Zoë Marsh", "120.50", "Cash");
    // A double tap: the dialog is gone after the first, or the second meets the same id.
    await paying.getByRole("button", { name: "Log payment" }).dblclick();
    // By itself, once it is out.
    await admin.getByText("Payment logged. Mail sent to the admin.").waitFor();
    const ledger = admin.getByRole("region", { name: "Payments" });
    await ledger.getByText("$359.50").waitFor();
    expect(await ledger.getByRole("listitem").count()).toBe(1);

    const mailbox = await openPage();
    await mailbox.goto(cloud.mailboxUrl);
    await mailbox.getByText("Zoë Marsh paid $120.50").first().waitFor();
    expect(cloud.gmail.mails().filter((mail) => mail.subject.includes("Zoë Marsh paid"))).toHaveLength(1);

    await actOn(ledger.getByRole("listitem"), "Reverse");
    const reversing = admin.getByRole("dialog", { name: "Reverse this entry?" });
    await reversing.getByLabel("Reason").fill("Logged on the wrong charter");
    await reversing.getByRole("button", { name: "Reverse entry" }).click();
    await ledger.getByText("Logged on the wrong charter").waitFor();
    await ledger.getByText("Balance due").waitFor();
    expect(await ledger.locator(".due").textContent()).toContain("$480.00");

    await admin.getByText("Menu").click();
    await admin.getByRole("button", { name: "Sign out" }).click();
    await admin.getByRole("heading", { name: "Sign in" }).waitFor();
    // This device let go of whoever was here before the server had heard of it.
    const after = async (): Promise<number> =>
      (await admin.request.get(`${cloud.url}/api/events?month=${slug.slice(0, 7)}`)).status();
    await expect.poll(after).toBe(401);
  });

  it("lets a guardian sign for a minor, drawn with a finger", async () => {
    const page = await openPage();
    await page.goto(`${cloud.url}/g/${dockDate(new Date())}-jane-afternoon/waiver`);
    await page.getByLabel("Your full name", { exact: true }).fill("Wei Chen");
    await page.getByLabel("I’m sailing on this charter").uncheck();
    await page.getByRole("button", { name: "Add a child" }).click();
    await page.getByLabel("Child’s full name").fill("Mia Chen");
    await fillBirth(page.getByRole("group", { name: "Child’s date of birth" }), new Date().getUTCFullYear() - 9);
    await page.getByText("Parent", { exact: true }).click();
    await draw(page);
    await fillRest(page);
    await page.getByRole("button", { name: "Sign the waiver" }).click();
    await page.getByRole("heading", { name: /signed/i }).waitFor();

    const admin = await openPage();
    await signIn(admin);
    await openJane(admin);
    await admin.getByRole("listitem").filter({ hasText: "Mia Chen" }).getByText("Signed", { exact: true }).waitFor();
  });

  it("keeps a payment safe while Gmail is down, and says so", async () => {
    const page = await openPage();
    await signIn(page, DEMO_ACCOUNTS.crew);
    await openJane(page);
    cloud.gmail.faults.down = true;
    await page.getByRole("button", { name: "Log payment" }).click();
    const paying = await fillPayment(page, "Leo Alvarez", "75", "Zelle");
    await paying.getByRole("button", { name: "Log payment" }).click();
    await page.getByText("1 mail on the way", { exact: false }).waitFor();
    cloud.gmail.faults.down = false;
    await page.getByRole("region", { name: "Payments" }).getByText("Leo Alvarez").waitFor();
    expect(await page.getByRole("button", { name: "Edit", exact: true }).count()).toBe(0);
  });

  it("shows a mail that was given up, and an admin sends it again", async () => {
    const slug = `${dockDate(new Date())}-omar-sunset`;
    // The demo's own mails leave first: this is about one.
    await sweep(cloud);
    const page = await openPage();
    await signIn(page);
    await page.getByRole("link", { name: "Anniversary sail" }).click();
    cloud.gmail.faults.down = true;
    await page.getByRole("button", { name: "Log payment" }).click();
    const paying = await fillPayment(page, "Lena Haddad", "450", "Check");
    await paying.getByRole("button", { name: "Log payment" }).click();
    await page.getByText("1 mail on the way", { exact: false }).waitFor();
    await spendTries(slug);
    await sweep(cloud);
    await page.reload();
    await page.getByText("1 mail could not be sent.").waitFor();
    expect(await findFaults(page)).toEqual([]);
    cloud.gmail.faults.down = false;
    await page.getByRole("button", { name: "Try again" }).click();
    await page.getByText("Mail sent.").first().waitFor();
    expect(cloud.gmail.mails().filter((mail) => mail.subject.startsWith("Lena Haddad paid $450.00"))).toHaveLength(1);
  });

  it("copies the waiver link", async () => {
    const page = await openPage();
    await page.context().grantPermissions(["clipboard-read", "clipboard-write"], { origin: cloud.url });
    await signIn(page);
    await openJane(page);
    await page.getByRole("button", { name: "Copy link" }).click();
    await page.getByText("Link copied.").waitFor();
    expect(await page.evaluate(() => navigator.clipboard.readText())).toBe(
      `${cloud.url}/g/${dockDate(new Date())}-jane-afternoon/waiver`,
    );
  });

  it("keeps a payment when the network is gone, and sends it once by itself when it is back", async () => {
    const page = await openPage();
    await signIn(page);
    await openJane(page);
    await page.getByRole("button", { name: "Log payment" }).click();
    const paying = await fillPayment(page, "Offline Ada", "33", "Card");
    await page.context().setOffline(true);
    await paying.getByRole("button", { name: "Log payment" }).click();
    await page.getByText("Payment kept on this device.", { exact: false }).waitFor();
    await page.getByRole("link", { name: "1 waiting" }).waitFor();
    await page.context().setOffline(false);
    await page.getByRole("link", { name: "1 waiting" }).waitFor({ state: "detached" });
    // What was still being kept for the kiosk is cut off, too.
    expect(pages.take(/ERR_INTERNET_DISCONNECTED|ERR_FAILED/)).toEqual([]);
    const entries = page.getByRole("region", { name: "Payments" }).getByText("Offline Ada");
    await entries.first().waitFor();
    expect(await entries.count()).toBe(1);
  });

  it("breaks no accessibility rule on any screen, on a phone and on a desk", async () => {
    for (const viewport of [PHONE.viewport, { width: 1280, height: 800 }]) {
      const page = await openPage(viewport);
      await page.goto(cloud.url);
      await page.getByRole("heading", { name: "Sign in" }).waitFor();
      expect(await findFaults(page)).toEqual([]);
      await signIn(page);
      await page.getByRole("link", { name: "Jane’s afternoon charter" }).waitFor();
      expect(await findFaults(page)).toEqual([]);
      await openJane(page);
      expect(await findFaults(page)).toEqual([]);
      await page.getByRole("button", { name: "Log payment" }).click();
      await page.getByRole("dialog").getByRole("button", { name: "Log payment" }).click();
      expect(await findFaults(page)).toEqual([]);
      await page.goto(`${cloud.url}/g/${dockDate(new Date())}-jane-afternoon/waiver`);
      await page.getByRole("button", { name: "Sign the waiver" }).click();
      expect(await findFaults(page)).toEqual([]);
    }
  });

  it("is walked by keyboard alone: the dialog takes focus, Escape gives it back", async () => {
    const page = await openPage();
    await signIn(page);
    await openJane(page);
    const opener = page.getByRole("button", { name: "Log payment" });
    await opener.focus();
    await page.keyboard.press("Enter");
    const dialog = page.getByRole("dialog", { name: "Log payment" });
    await dialog.waitFor();
    expect(await dialog.evaluate((element) => element.contains(document.activeElement))).toBe(true);
    await dialog.getByLabel("Patron").focus();
    await page.keyboard.press("Enter");
    await dialog.getByText("Enter who paid.").waitFor();
    expect(await dialog.getByLabel("Patron").evaluate((element) => element === document.activeElement)).toBe(true);
    await page.keyboard.press("Escape");
    await dialog.waitFor({ state: "detached" });
    expect(await opener.evaluate((element) => element === document.activeElement)).toBe(true);
  });

  it("meets the edge's own 404 page on a link that is none, without reaching the Lambda", async () => {
    const page = await openPage();
    const answer = await page.goto(`${cloud.url}/g/nonsense/waiver`);
    expect(answer?.status()).toBe(404);
    expect(answer?.headers()["x-cache"]).toBe("FunctionGeneratedResponse from cloudfront");
    await page.getByRole("heading", { name: "We can’t find this waiver" }).waitFor();
    expect(pages.take(/status of 404/)).toEqual([]);
  });
});
