import { describe, it } from "vitest";

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
});
