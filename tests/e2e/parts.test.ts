import type { Page } from "playwright-core";
import { describe, expect, it } from "vitest";

import { buildSite } from "../../build/site.ts";
import { DEMO_ACCOUNTS } from "../../local/demo.ts";
import { signInAt } from "./support/dock.ts";
import { useDockPhone } from "./support/dockPhone.ts";

/** The code that comes after the first screen: here before anybody asks for it, also where there is no signal any more. */

const dock = useDockPhone();

/** Waits until the page has loaded every file of a part by itself. */
async function untilLoaded(page: Page, source: string): Promise<void> {
  const { parts } = await buildSite();
  await page.waitForFunction(
    (files) => {
      const loaded = performance.getEntriesByType("resource").map(({ name }) => name.split("/").at(-1));
      return files.every((file) => loaded.includes(file));
    },
    [...(parts[source] ?? [source])],
  );
}

/** Follows a link, and tells what stands in the place of a screen's code when the next picture is drawn. */
async function standInsAfter(page: Page, link: string): Promise<number> {
  return page.getByRole("link", { name: link }).evaluate(async (shown) => {
    if (shown instanceof HTMLElement) shown.click();
    await new Promise(requestAnimationFrame);
    return document.querySelectorAll("[aria-label='Loading']").length;
  });
}

describe("the parts of the dashboard", () => {
  it("show a charter at once that was never opened here, without a signal and with nothing in its place", async () => {
    const page = await dock.phone.newPage();
    await signInAt(page, dock.network.url, DEMO_ACCOUNTS.crew);
    await page.waitForFunction(() => navigator.serviceWorker.controller !== null);
    await page.getByRole("button", { name: "Make ready for offline" }).click();
    await page.getByText("Ready for offline", { exact: false }).waitFor();
    await untilLoaded(page, "site/charter/Charter.tsx");
    dock.loseSignal();

    expect(await standInsAfter(page, "Jane’s afternoon charter")).toBe(0);
    await page.getByRole("heading", { name: "Jane’s afternoon charter" }).waitFor();
    await page.getByText("Leo Alvarez").first().waitFor();
  });

  it("bring the sign-in with little else, and the rest while somebody types", async () => {
    const page = await dock.phone.newPage();
    await page.goto(dock.network.url);
    await page.getByRole("heading", { name: "Sign in" }).waitFor();

    for (const source of ["site/charter/Charter.tsx", "site/later.ts"]) await untilLoaded(page, source);
    expect(page.url()).toContain("/sign-in");
  });
});
