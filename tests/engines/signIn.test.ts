import { expect, it } from "vitest";

import { DEMO_ACCOUNTS } from "../../local/demo.ts";
import { useCloud } from "../support/useCloud.ts";
import { enter, signInAt, signOut } from "./support/hands.ts";
import { inEachEngine } from "./support/inEachEngine.ts";

/** Signing in at the address of `npm start`, where WebKit keeps no Secure cookie. */

const cloud = useCloud({ demo: true });
const { crew } = DEMO_ACCOUNTS;
/** Firefox's: sites may keep nothing at all. */
const NO_COOKIES = { "network.cookie.cookieBehavior": 2 };

inEachEngine("a sign-in", ({ engine, open }) => {
  it("lasts over a reload, until somebody signs out", async () => {
    const page = await open();
    await signInAt(page, cloud.url, crew);
    await page.reload();
    await page.find("heading", "Charters");
    await signOut(page);
    await page.reload();
    await page.find("heading", "Sign in");
    expect(await page.reads("Please sign in again")).toBe(false);
  });

  it("that ends on one tab ends on the other", async () => {
    const page = await open();
    await signInAt(page, cloud.url, crew);
    await page.press("link", /^Jane’s afternoon charter/);
    await page.see("Leo Alvarez");
    const goBack = await page.openTab();
    await page.open(cloud.url);
    await page.find("heading", "Charters");
    await signOut(page);
    await goBack();
    await page.find("heading", "Sign in");
    expect(await page.reads("Leo Alvarez")).toBe(false);
  });

  it("does not keep the browser from the mailbox, which is at another port of the same host", async () => {
    const page = await open();
    await signInAt(page, cloud.url, crew);
    await page.open(cloud.mailboxUrl.replace("127.0.0.1", "localhost"));
    await page.see("captain@example.com");
  });

  // WebKit's driver can switch nothing off.
  if (engine !== "Firefox") return;
  it("that is not kept, as cookies are off, is said to be that", async () => {
    const page = await open(NO_COOKIES);
    await page.open(cloud.url);
    await enter(page, crew);
    await page.see("This browser did not keep the sign-in");
    expect(await page.reads("Please sign in again")).toBe(false);
  });
});
