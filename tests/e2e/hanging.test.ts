import { describe, expect, it } from "vitest";

import { checkAboard, inspect } from "./support/dock.ts";
import { useDockPhone } from "./support/dockPhone.ts";

/** A network that takes every connection and answers nothing. */

const dock = useDockPhone();

describe("while requests hang", () => {
  it("each press says that it counts, and none counts twice", async () => {
    const page = await dock.openReady("jane-afternoon");
    dock.network.hangs = true;
    await page.getByLabel("Add patrons").fill("Walter Walkup");
    await page.getByRole("button", { name: "Add aboard" }).click();
    await page.getByRole("button", { name: "Adding…" }).waitFor();
    await page.getByRole("button", { name: "Add to the list" }).waitFor();
    await page.getByText("1 patron added and aboard.").waitFor();
    await checkAboard(page, ["Leo Alvarez"]);
    const leo = page.getByRole("listitem").filter({ hasText: "Leo Alvarez" }).first();
    await leo.getByText("Waiting").waitFor();
    await page.getByRole("button", { name: "Record briefing" }).dblclick();
    const glance = page.getByRole("region", { name: "At a glance" });
    await glance.locator(".briefing").getByText("Waiting").waitFor();
    await page.getByRole("link", { name: "3 waiting" }).waitFor();
    await inspect(page, "charter-hanging");
    dock.network.hangs = false;
    await page.getByRole("link", { name: /waiting/ }).waitFor({ state: "detached" });
  });

  it("what is asked of the server at a press says that it is on its way", async () => {
    const page = await dock.openReady("jane-afternoon");
    await page.goto(`${dock.network.url}/crew`);
    await page.getByRole("button", { name: "Make a link" }).waitFor();
    dock.network.hangs = true;
    await page.getByRole("button", { name: "Make a link" }).click();
    await page.getByRole("button", { name: "Making a link…" }).waitFor();
    await inspect(page, "calendar-hanging");
    dock.network.hangs = false;
    await page.getByRole("link", { name: "Open in calendar app" }).waitFor();
  });

  it("a day that is tapped says that it is not saved yet", async () => {
    const page = await dock.openReady("jane-afternoon");
    await page.goto(`${dock.network.url}/crew`);
    await page.getByRole("link", { name: "Availability" }).click();
    const day = page.locator(".day:not([disabled])").first();
    await day.waitFor();
    dock.network.hangs = true;
    await day.click();
    await page.getByText("You can sail. Saving…").waitFor();
    await inspect(page, "availability-hanging");
    dock.network.hangs = false;
    await page.getByText("You can sail.", { exact: true }).waitFor();
  });

  it("who is added is said to be, before the link is mailed to them", async () => {
    const page = await dock.openReady("jane-afternoon");
    await page.getByLabel("Add patrons").fill("Kim Lake, kim@example.com");
    await page.getByText("Mail them the waiver’s link").click();
    dock.network.hangs = true;
    await page.getByRole("button", { name: "Add to the list" }).click();
    await page.getByText("1 patron added. Mailing the link…").waitFor();
    dock.network.hangs = false;
    await page.getByText(/^1 patron added\. The link (?:is on its way|was not mailed)/).waitFor();
  });

  it("signing out lets go at once of whoever is here, and the server hears of it when it answers", async () => {
    const page = await dock.openReady("jane-afternoon");
    dock.network.hangs = true;
    await page.getByText("Menu").click();
    await page.getByRole("button", { name: "Sign out" }).click();
    await page.getByRole("heading", { name: "Sign in" }).waitFor();
    const kept = () =>
      page.evaluate(async () => (await caches.keys()).filter((name) => !name.startsWith("scc-shell-")));
    await expect.poll(kept).toEqual([]);
    await page.getByText("You are signed out on this device").waitFor();
    await inspect(page, "signed-out-hanging");
    dock.network.hangs = false;
    await page.getByText("You are signed out on this device").waitFor({ state: "detached" });
    expect(
      await page.evaluate(async () => ((await (await fetch("/api/session")).json()) as { account: unknown }).account),
    ).toBeNull();
  });
});
