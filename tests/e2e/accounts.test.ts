import type { Page } from "playwright-core";
import { describe, expect, it } from "vitest";

import { codeAt, stepAt } from "../../lambda/accounts/totp.ts";
import { createAccount } from "../../lambda/accounts/store.ts";
import { openApiClient } from "../../local/client.ts";
import { localConfig } from "../../local/config.ts";
import { DEMO_ACCOUNTS, DEMO_PASSWORD, dockDate } from "../../local/demo.ts";
import { LOW_COST, openCloudTable } from "../load/support/client.ts";
import { useCloud } from "../support/useCloud.ts";
import { giveAuthenticator, newestLinkTo, signOut } from "./support/accounts.ts";
import { coveredAt } from "./support/coveredAt.ts";
import { fillBirth, fillRest, inspect, signInAt, type } from "./support/dock.ts";
import { usePages } from "./support/usePages.ts";

/** Accounts as people meet them: in a real browser, with a passkey of its own, against the whole embedded cloud. */

const cloud = useCloud({ demo: true });
const OWN_PASSWORD = "a tired heron waits for the tide";
const COMPANY = localConfig("")["scc:companyName"] ?? "";
// A browser tells of each answer that is no 2xx, and of each that did not come.
const { open: openPage, openTab } = usePages(/status of 4\d\d|ERR_(?:INTERNET_DISCONNECTED|FAILED)/);

async function openAccount(page: Page): Promise<void> {
  await page.getByText("Menu", { exact: true }).click();
  await page.getByRole("link", { name: "Your account" }).click();
  await page.getByRole("heading", { name: "Where you are signed in" }).waitFor();
}

describe("an account", () => {
  it("begins with an invitation, and a passkey that signs in", async () => {
    const admin = await openPage();
    await signInAt(admin, cloud.url, DEMO_ACCOUNTS.admin);
    await admin.goto(`${cloud.url}/crew`);
    await admin.getByRole("button", { name: "Add account" }).click();
    const adding = admin.getByRole("dialog", { name: "Add account" });
    await adding.getByLabel("Name").fill("Iris Bosun");
    await adding.getByLabel("E-mail").fill("iris@example.com");
    await inspect(admin, "accounts-add");
    await adding.getByRole("button", { name: "Add and invite" }).click();
    await admin.getByText("A mail with a link is on its way to them.", { exact: false }).waitFor();
    await admin.getByText("Invited", { exact: true }).waitFor();
    await inspect(admin, "accounts-crew");

    const iris = await openPage();
    await giveAuthenticator(iris);
    await iris.goto(await newestLinkTo(cloud, "iris@example.com"));
    await iris.getByRole("heading", { name: "Welcome, Iris Bosun" }).waitFor();
    await inspect(iris, "accounts-invitation");
    await iris.getByRole("button", { name: "Make a passkey" }).click();
    await iris.getByRole("heading", { name: "Charters", exact: true }).waitFor();
    // Nobody has let her take money.
    expect(await iris.getByRole("button", { name: "Log payment" }).count()).toBe(0);

    await signOut(iris);
    await inspect(iris, "accounts-sign-in");
    await iris.getByRole("button", { name: "Use a passkey" }).click();
    await iris.getByRole("heading", { name: "Charters", exact: true }).waitFor();

    await admin.reload();
    await admin.getByRole("button", { name: /^Manage ?: Iris Bosun$/ }).click();
    const managing = admin.getByRole("dialog", { name: "Iris Bosun" });
    await managing.getByText("May log payments").click();
    await inspect(admin, "accounts-manage");
    await managing.getByRole("button", { name: "Save" }).click();
    await admin.getByText("Iris Bosun may log payments.").waitFor();
    await iris.reload();
    await iris.getByRole("button", { name: "Log payment" }).waitFor();

    await admin.getByRole("button", { name: /^Manage ?: Iris Bosun$/ }).click();
    await managing.getByText("Admin", { exact: true }).click();
    await managing.getByText("They are signed out everywhere", { exact: false }).waitFor();
    await managing.getByRole("button", { name: "Save" }).click();
    await admin.getByText("Iris Bosun is admin now, and signed out.").waitFor();
    // What an admin does about others is no way to oneself.
    expect(await admin.getByRole("button", { name: /^Manage ?: Ada Captain$/ }).count()).toBe(0);
    await admin.getByRole("link", { name: "Your account" }).first().waitFor();
    await iris.reload();
    await iris.getByRole("button", { name: "Use a passkey" }).click();
    await iris.getByRole("button", { name: "New charter" }).waitFor();
  });

  it("has a password that its owner changes and, where it is forgotten, replaces by mail", async () => {
    const page = await openPage();
    await signInAt(page, cloud.url, DEMO_ACCOUNTS.crew);
    await openAccount(page);
    await inspect(page, "accounts-own");
    await page.getByRole("button", { name: "Change password" }).click();
    const dialog = page.getByRole("dialog", { name: "Change password" });
    await dialog.getByLabel("Present password").fill(DEMO_PASSWORD);
    await dialog.getByLabel("New password").fill(COMPANY);
    await dialog.getByRole("button", { name: "Change password" }).click();
    await dialog
      .getByText("The password must not be made of your name, your address, the company or its boats.")
      .waitFor();
    // Once, at its field.
    expect(await dialog.getByText("must not be made of").count()).toBe(1);
    expect(await dialog.getByText("Some of what was sent").count()).toBe(0);
    await inspect(page, "accounts-change-password");
    await dialog.getByLabel("New password").fill(OWN_PASSWORD);
    await dialog.getByRole("button", { name: "Change password" }).click();
    await page.getByText("Your password is changed.", { exact: false }).waitFor();

    await signOut(page);
    await page.getByLabel("E-mail").fill(DEMO_ACCOUNTS.crew.email);
    await page.getByRole("button", { name: "Forgot your password?" }).click();
    await page.getByRole("button", { name: "Mail me a link" }).click();
    await page.getByText("Look into your mail").waitFor();
    await inspect(page, "accounts-reset-asked");
    const link = await newestLinkTo(cloud, DEMO_ACCOUNTS.crew.email);
    await page.goto(link);
    await page.getByRole("heading", { name: "Choose a new password" }).waitFor();
    await inspect(page, "accounts-reset");
    await page.getByLabel("New password").fill(DEMO_PASSWORD);
    await page.getByRole("button", { name: "Use this password" }).click();
    await page.getByRole("heading", { name: "Charters", exact: true }).waitFor();

    await page.goto("about:blank");
    await page.goto(link);
    await page.getByText("This link does not work any more").waitFor();
    expect(await page.getByRole("button", { name: "Try again" }).count()).toBe(0);
    await inspect(page, "accounts-link-used");
    await page.getByRole("button", { name: "Forgot your password?" }).click();
    await page.getByLabel("E-mail").fill(DEMO_ACCOUNTS.crew.email);
    await page.getByRole("button", { name: "Mail me a link" }).click();
    await page.getByText("Look into your mail").waitFor();
  });

  it("asks for a code where a second factor is on, and takes a recovery code", async () => {
    const owner = { email: "otto@example.com", name: "Otto Factor", role: "crew" } as const;
    await createAccount(openCloudTable(cloud), { ...owner, password: DEMO_PASSWORD }, new Date(), LOW_COST);
    const page = await openPage();
    await signInAt(page, cloud.url, owner);
    await openAccount(page);
    await page.getByRole("button", { name: "Set up" }).click();
    const dialog = page.getByRole("dialog", { name: "Set up a second factor" });
    const secret = ((await dialog.locator(".link-box").textContent()) ?? "").replaceAll(" ", "");
    // The code is typed beside what is scanned: neither hides the other.
    const field = dialog.getByLabel("Code that the app shows");
    expect(await coveredAt(field)).toEqual([]);
    await inspect(page, "accounts-second-factor");
    await dialog.getByLabel("Code that the app shows").fill(codeAt(secret, stepAt(new Date())));
    await dialog.getByRole("button", { name: "Turn on" }).click();
    const kept = page.getByRole("dialog", { name: "Keep these codes" });
    await kept.waitFor();
    const [recovery = ""] = await kept.getByRole("listitem").allTextContents();
    await inspect(page, "accounts-recovery-codes");
    const asked = page.getByRole("dialog", { name: "Leave without the codes?" });
    for (const close of [
      () => page.keyboard.press("Escape"),
      () => kept.getByRole("button", { name: "Close" }).click(),
    ]) {
      await close();
      await asked.getByRole("button", { name: "Stay here" }).click();
      expect(await kept.getByRole("listitem").first().textContent()).toBe(recovery);
    }
    await kept.getByRole("button", { name: "Copy" }).click();
    await kept.getByText(/^Codes copied|^This browser does not allow copying\. Select them/).waitFor();
    await kept.getByRole("button", { name: "I have kept them" }).click();
    await page.getByText("A code is asked for from now on. Your other devices have to sign in again.").waitFor();
    await page.getByText("10 recovery codes left.", { exact: false }).waitFor();

    await signOut(page);
    await page.getByLabel("E-mail").fill(owner.email);
    await page.getByLabel("Password").fill(DEMO_PASSWORD);
    await page.getByRole("button", { name: "Sign in", exact: true }).click();
    await page.getByLabel("Code").waitFor();
    // It has the focus: type on.
    await page.keyboard.type("abcd-efgh");
    await page.getByRole("button", { name: "Sign in", exact: true }).click();
    await page.getByText("or a recovery code that you have not used", { exact: false }).waitFor();
    await page.getByLabel("Code").fill(recovery);
    await inspect(page, "accounts-code");
    await page.getByRole("button", { name: "Sign in", exact: true }).click();
    await page.getByText("Menu", { exact: true }).waitFor();
  });

  it("shows where it is signed in, and ends that from another device", async () => {
    const [laptop, phone] = [await openPage(), await openPage()];
    await signInAt(laptop, cloud.url, DEMO_ACCOUNTS.admin);
    await signInAt(phone, cloud.url, DEMO_ACCOUNTS.admin);
    await openAccount(phone);
    await inspect(phone, "accounts-sessions");
    await phone.getByRole("button", { name: "Sign out everywhere else" }).click();
    await phone.getByText("Signed out there.").waitFor();
    await laptop.reload();
    await laptop.getByRole("heading", { name: "Sign in" }).waitFor();
  });
});

describe("the kiosk", () => {
  it("keeps patrons out of the dashboard until somebody has the PIN, also without a signal", async () => {
    const admin = openApiClient(cloud.url);
    await admin.call("POST", "/api/session", { email: DEMO_ACCOUNTS.admin.email, password: DEMO_PASSWORD });
    await admin.call("PUT", "/api/kiosk/pin", { pin: "271828" });
    const page = await openPage();
    await signInAt(page, cloud.url, DEMO_ACCOUNTS.crew);
    await page.waitForFunction(() => navigator.serviceWorker.controller !== null);
    await page.reload();
    await page.getByRole("link", { name: "Jane’s afternoon charter" }).click();
    const [kiosk] = await Promise.all([
      page.context().waitForEvent("page"),
      page.getByRole("link", { name: "Sign on this device" }).click(),
    ]);
    await kiosk.getByRole("heading", { level: 1 }).waitFor();
    await page.getByRole("heading", { name: "For the crew" }).waitFor();
    await inspect(page, "accounts-kiosk-lock");
    const patron = await openTab(page.context());
    await patron.goto(`${cloud.url}/crew`);
    await patron.getByRole("heading", { name: "For the crew" }).waitFor();

    await page.context().setOffline(true);
    await patron.getByLabel("PIN").fill("314159");
    await patron.getByRole("button", { name: "Open the dashboard" }).click();
    await patron.getByText("That is not the PIN").waitFor();
    await patron.getByLabel("PIN").fill("271828");
    await patron.getByRole("button", { name: /Open the dashboard/ }).click();
    await page.getByRole("heading", { name: "Jane’s afternoon charter" }).waitFor();
    await page.context().setOffline(false);
  });

  it("keeps them out again, without a word from the crew, whenever its page is opened, reloaded or handed on", async () => {
    const admin = openApiClient(cloud.url);
    await admin.call("POST", "/api/session", { email: DEMO_ACCOUNTS.admin.email, password: DEMO_PASSWORD });
    await admin.call("PUT", "/api/kiosk/pin", { pin: "271828" });
    const page = await openPage();
    await signInAt(page, cloud.url, DEMO_ACCOUNTS.crew);
    const locked = page.getByRole("heading", { name: "For the crew" });
    const openByPin = async (): Promise<void> => {
      await locked.waitFor();
      await page.getByLabel("PIN").fill("271828");
      await page.getByRole("button", { name: "Open the dashboard" }).click();
      await page.getByRole("heading", { name: "Charters", exact: true }).waitFor();
    };
    const kiosk = await openTab(page.context());
    // By hand, and not by "Sign on this device".
    await kiosk.goto(`${cloud.url}/g/${dockDate(new Date())}-jane-afternoon/waiver?kiosk`);
    await openByPin();
    await kiosk.reload();
    await openByPin();
    await kiosk.getByLabel("Your full name", { exact: true }).fill("Leo Alvarez");
    await fillBirth(kiosk.getByRole("group", { name: "Your date of birth" }), 1990);
    await fillRest(kiosk);
    await type(kiosk, "Leo Alvarez");
    await kiosk.getByRole("button", { name: "Sign the waiver" }).click();
    await kiosk.getByRole("button", { name: "Next person" }).click();
    await openByPin();
    // A patron's own page is no kiosk.
    await kiosk.goto(`${cloud.url}/g/${dockDate(new Date())}-jane-afternoon/waiver`);
    await kiosk.getByRole("button", { name: "Sign the waiver" }).waitFor();
    expect(await locked.count()).toBe(0);
  });
});

describe("a crew member who may not take money", () => {
  it("is told so by the phone for a payment that was logged while they might, and it is not lost", async () => {
    const owner = { email: "pia@example.com", name: "Pia Purser", role: "crew", permissions: ["payments"] } as const;
    await createAccount(openCloudTable(cloud), { ...owner, password: DEMO_PASSWORD }, new Date(), LOW_COST);
    const page = await openPage();
    await signInAt(page, cloud.url, owner);
    await page.getByRole("link", { name: "Jane’s afternoon charter" }).click();
    await page.getByRole("heading", { name: "Payments" }).waitFor();
    await page.context().setOffline(true);
    await page.getByRole("button", { name: "Log payment" }).click();
    const dialog = page.getByRole("dialog", { name: "Log payment" });
    await dialog.getByLabel("Patron").fill("Mia Chen");
    await dialog.getByLabel("Amount", { exact: true }).fill("50");
    await dialog.getByText("Cash", { exact: true }).click();
    await dialog.getByRole("button", { name: "Log payment" }).click();
    await page.getByRole("link", { name: "1 waiting" }).waitFor();

    const admin = openApiClient(cloud.url);
    await admin.call("POST", "/api/session", { email: DEMO_ACCOUNTS.admin.email, password: DEMO_PASSWORD });
    const { body } = await admin.call("GET", "/api/crew");
    const { crew } = body as { crew: { email: string; key: string }[] };
    const key = crew.find(({ email }) => email === owner.email)?.key ?? "";
    await admin.call("PATCH", `/api/crew/${key}`, { permissions: [] });
    await page.context().setOffline(false);
    await page.getByRole("link", { name: "1 refused" }).click();
    await page.getByText("You may not log payments").waitFor();
    await page.getByText("Ask an admin to allow it on the Crew screen", { exact: false }).waitFor();
    await inspect(page, "accounts-payment-refused");

    await admin.call("PATCH", `/api/crew/${key}`, { permissions: ["payments"] });
    await page.getByRole("button", { name: /^Try again/ }).click();
    await page.getByRole("heading", { name: "Nothing waits" }).waitFor();
  });
});
