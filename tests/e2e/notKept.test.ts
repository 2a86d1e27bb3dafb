import type { Page } from "playwright-core";
import { afterEach, describe, expect, it } from "vitest";

import { openApiClient, type ApiClient } from "../../local/client.ts";
import { DEMO_ACCOUNTS, DEMO_PASSWORD } from "../../local/demo.ts";
import { CREW_PATH } from "../../rules/contract/api/paths/crew.ts";
import { LINK_PATH, RESET_PATH } from "../../rules/contract/api/paths/links.ts";
import { SESSION_PATH } from "../../rules/contract/api/paths/session.ts";
import { useCloud } from "../support/useCloud.ts";
import { giveAuthenticator, newestLinkTo, signOut } from "./support/accounts.ts";
import { inspect } from "./support/dock.ts";
import { usePages } from "./support/usePages.ts";

/** A browser that keeps no cookies: every way to sign in says so, and what can be done. */

const cloud = useCloud({ demo: true });
// What a page reads in the background when its test ends is cut off.
const { open: openPage } = usePages(/ERR_FAILED/);
const OWN_PASSWORD = "a tired heron waits for the tide";
const { crew } = DEMO_ACCOUNTS;
const dropping: Page[] = [];

afterEach(async () => {
  for (const page of dropping.splice(0)) await page.context().unrouteAll({ behavior: "ignoreErrors" });
});

/** From here on a page's browser drops what answers of the API would have it keep. */
async function dropCookies(page: Page): Promise<void> {
  dropping.push(page);
  await page.context().clearCookies();
  await page.context().route("**/api/**", async (route) => {
    const answer = await route.fetch();
    await page.context().clearCookies();
    const headers = Object.entries(answer.headers()).filter(([name]) => name !== "set-cookie");
    await route.fulfill({ response: answer, headers: Object.fromEntries(headers) });
  });
}

async function keepCookiesAgain(page: Page): Promise<void> {
  await page.context().unrouteAll({ behavior: "wait" });
}

async function expectTold(page: Page): Promise<void> {
  await page.getByRole("alert").getByText("This browser did not keep the sign-in").waitFor();
  await page.getByRole("alert").getByText("Allow cookies for this site in its settings", { exact: false }).waitFor();
  expect(await page.getByText("Please sign in again").count()).toBe(0);
}

/** Gathers what links a page asks the server about from here on. */
function linksOpened(page: Page): readonly string[] {
  const asked: string[] = [];
  page.on("request", (request) => {
    if (new URL(request.url()).pathname === LINK_PATH) asked.push(request.postData() ?? "");
  });
  return asked;
}

async function asAdmin(): Promise<ApiClient> {
  const admin = openApiClient(cloud.url);
  await admin.call("POST", SESSION_PATH, { email: DEMO_ACCOUNTS.admin.email, password: DEMO_PASSWORD });
  return admin;
}

/** Adds an account, and answers the link of its invitation. */
async function invite(email: string): Promise<string> {
  await (await asAdmin()).call("POST", CREW_PATH, { name: "Nora Newcomer", email, role: "crew", permissions: [] });
  return newestLinkTo(cloud, email);
}

/** Asks for another password, and answers the link to choose it. */
async function forget(): Promise<string> {
  await openApiClient(cloud.url).call("POST", RESET_PATH, { email: crew.email });
  return newestLinkTo(cloud, crew.email);
}

describe("a sign-in that the browser does not keep", () => {
  it("is said to be that, by password, until cookies are allowed", async () => {
    const page = await openPage();
    await dropCookies(page);
    await page.goto(cloud.url);
    await page.getByLabel("E-mail").fill(crew.email);
    await page.getByLabel("Password").fill(DEMO_PASSWORD);
    await page.getByRole("button", { name: "Sign in", exact: true }).click();
    await expectTold(page);
    await inspect(page, "not-kept-sign-in");

    await keepCookiesAgain(page);
    await page.getByRole("button", { name: "Sign in", exact: true }).click();
    await page.getByRole("heading", { name: "Charters", exact: true }).waitFor();
  });

  it("is said to be that, by passkey", async () => {
    const page = await openPage();
    await giveAuthenticator(page);
    await page.goto(await invite("pass@example.com"));
    await page.getByRole("button", { name: "Make a passkey" }).click();
    await page.getByRole("heading", { name: "Charters", exact: true }).waitFor();
    await signOut(page);
    await dropCookies(page);
    await page.getByRole("button", { name: "Use a passkey" }).click();
    await expectTold(page);
  });

  it.each([
    ["an invitation", () => invite("word@example.com")],
    ["a reset", forget],
  ])("is said to be that, by a new password of the link of %s, which counts", async (_what, link) => {
    const page = await openPage();
    await dropCookies(page);
    const opened = linksOpened(page);
    await page.goto(await link());
    await page.getByLabel("New password").fill(OWN_PASSWORD);
    await page.getByRole("button", { name: "Use this password" }).click();
    await expectTold(page);
    await page.getByText("What you chose is saved.", { exact: false }).waitFor();
    await inspect(page, "not-kept-link");
    await page.getByRole("button", { name: "Go to sign in" }).click();
    await page.getByRole("heading", { name: "Sign in" }).waitFor();
    // The page of links is gone with its link, and asks about no other.
    expect(opened).toHaveLength(1);
  });

  it("is said to be that, by the passkey of an invitation", async () => {
    const page = await openPage();
    await giveAuthenticator(page);
    await dropCookies(page);
    await page.goto(await invite("key@example.com"));
    await page.getByRole("button", { name: "Make a passkey" }).click();
    await expectTold(page);
    await page.getByText("What you chose is saved.", { exact: false }).waitFor();
  });
});
