import type { Page } from "playwright-core";
import { describe, it } from "vitest";

import { DEMO_ACCOUNTS, dockDate } from "../../local/demo.ts";
import { useCloud } from "../support/useCloud.ts";
import { inspect, signInAt } from "./support/dock.ts";
import { usePages } from "./support/usePages.ts";

/** What screens and paper look like, whatever engine, window and size of text somebody has. */

const cloud = useCloud({ demo: true });
const { open: openPage } = usePages();
const DESK = { viewport: { width: 1280, height: 800 } };

async function openMonth(page: Page): Promise<void> {
  await signInAt(page, cloud.url, DEMO_ACCOUNTS.admin);
}

describe("fields under one name", () => {
  it("are laid out alike by every engine, for a family on the waiver", async () => {
    for (const [look, options] of [
      ["phone", {}],
      ["desk", DESK],
    ] as const) {
      const page = await openPage(options);
      await page.goto(`${cloud.url}/g/${dockDate(new Date())}-omar-sunset/waiver`);
      await page.getByRole("button", { name: "Add a child" }).click();
      await page.getByText("Draw it", { exact: true }).click();
      await page
        .getByRole("group", { name: "Child 1", exact: true })
        .getByRole("group", { name: "Child’s date of birth" })
        .waitFor();
      await page.getByRole("group", { name: "You are the children’s…" }).waitFor();
      await inspect(page, `screens-waiver-${look}`);
    }
  });

  it("are laid out alike by every engine, in the dashboard’s forms", async () => {
    const page = await openPage();
    await openMonth(page);
    await page.getByRole("button", { name: "New charter" }).click();
    const dialog = page.getByRole("dialog", { name: "New charter" });
    await dialog.getByLabel("Date").fill(dockDate(new Date()));
    await dialog.getByRole("group", { name: "Part of the day" }).getByText("Sunset").click();
    await dialog.getByRole("group", { name: "Crew" }).getByRole("checkbox").first().waitFor();
    await inspect(page, "screens-new-charter");
  });
});
