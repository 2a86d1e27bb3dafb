import type { Page } from "playwright-core";
import { describe, expect, it } from "vitest";

import { DEMO_ACCOUNTS, DEMO_PASSWORD } from "../../local/demo.ts";
import { logPayment, look, signInAt } from "./support/dock.ts";
import { useDockPhone } from "./support/dockPhone.ts";

/** One phone, two people, two tabs. */

const dock = useDockPhone();
const { crew, admin } = DEMO_ACCOUNTS;

async function signOut(page: Page): Promise<void> {
  await page.getByText("Menu").click();
  await page.getByRole("button", { name: "Sign out" }).click();
}

/** Changes whose session the browser has without any page being told, as a page of an older build does. */
async function signInBehindTheBack(page: Page, email: string): Promise<void> {
  await page.evaluate(
    async ([account, password]) => {
      const bytes = new TextEncoder().encode(JSON.stringify({ email: account, password }));
      const digest = [...new Uint8Array(await crypto.subtle.digest("SHA-256", bytes))];
      const hash = digest.map((byte) => byte.toString(16).padStart(2, "0")).join("");
      const headers = { "content-type": "application/json", "x-scc-client": "web", "x-amz-content-sha256": hash };
      await fetch("/api/session", { method: "POST", headers, body: bytes });
    },
    [email, DEMO_PASSWORD] as const,
  );
}

function recordedBy(event: Awaited<ReturnType<typeof dock.onServer>>, patron: string): readonly string[] {
  return event.ledger.flatMap((entry) =>
    entry.kind === "payment" && entry.patron === patron ? [entry.recorded_by] : [],
  );
}

describe("a phone that two people use", () => {
  it("never records what one did under the other's name, and records it once they are back", async () => {
    const page = await dock.openReady("omar-sunset", crew);
    await signInBehindTheBack(page, admin.email);
    await logPayment(page, { patron: "Lena Haddad", amount: "21", method: "Cash" });

    await page.getByText("is signed in on this device now", { exact: false }).waitFor();
    await page.getByRole("link", { name: "1 waiting" }).click();
    await page.getByText(`Waits for ${crew.name}`).waitFor();
    await look(page, "shared-waiting", { fullPage: true });
    expect(recordedBy(await dock.onServer("omar-sunset"), "Lena Haddad")).toEqual([]);

    await signOut(page);
    await page.getByRole("button", { name: "Sign out, keep it here" }).click();
    await signInAt(page, dock.network.url, crew);
    await page.getByRole("link", { name: /waiting/ }).waitFor({ state: "detached" });
    expect(recordedBy(await dock.onServer("omar-sunset"), "Lena Haddad")).toEqual([crew.email]);
  });

  it("shows the sign-in on every tab once one is signed out, and then whoever signs in", async () => {
    const page = await dock.openReady("jane-afternoon", crew);
    const other = await dock.phone.newPage();
    await other.goto(`${dock.network.url}/charters/${dock.slugOf("jane-afternoon")}`);
    await other.getByRole("heading", { name: "Payments" }).waitFor();
    await signOut(page);
    await other.getByRole("heading", { name: "Sign in" }).waitFor();
    expect(await other.getByText("Leo Alvarez").count()).toBe(0);

    await signInAt(page, dock.network.url, admin);
    await other.getByRole("heading", { name: "Payments" }).waitFor();
    await other.getByText("Menu").click();
    await other.getByText("admin · local").waitFor();
  });

  it("asks every tab to sign in again once the session has ended by itself", async () => {
    const page = await dock.openReady("jane-afternoon", crew);
    const other = await dock.phone.newPage();
    await other.goto(dock.network.url);
    await other.getByRole("heading", { name: "Charters", exact: true }).waitFor();
    await dock.phone.clearCookies();
    // Where the page's own reading learns it first, there is nothing left to press.
    const aboard = page.getByRole("button", { name: /^Aboard ?: Leo Alvarez$/ });
    await aboard.or(page.getByText("Please sign in again")).first().click();
    for (const tab of [page, other]) await tab.getByText("Please sign in again").waitFor();
    expect(await page.getByText("Leo Alvarez").count()).toBe(0);
  });
});
