import { expect, it } from "vitest";

import { DEMO_ACCOUNTS, dockDate } from "../../local/demo.ts";
import { addDays } from "../../rules/time/dates.ts";
import { useCloud } from "../support/useCloud.ts";
import { chooseMore, inspect, openSignedIn } from "./support/dock.ts";
import { usePages } from "./support/usePages.ts";

/** A charter that comes again: the same booking another day, or every week. */

const cloud = useCloud({ demo: true });
const { open } = usePages(/ERR_FAILED|status of 404/);

it("A charter is duplicated for three weeks, goes on after a lost answer, and leaves patrons and money behind", async () => {
  const page = await open();
  await openSignedIn(page, cloud.url, DEMO_ACCOUNTS.admin);
  await page.getByRole("link", { name: "Jane’s afternoon charter" }).click();
  await chooseMore(page, "Duplicate");
  const dialog = page.getByRole("dialog", { name: "Duplicate charter" });
  const [first, second, third] = [7, 14, 21].map((days) => addDays(dockDate(new Date()), days));
  expect(await dialog.getByLabel("Date").inputValue()).toBe(first);
  expect(await dialog.getByLabel("First name").inputValue()).toBe("Jane");
  await dialog.getByLabel("Weeks in a row").fill("3");
  await inspect(page, "duplicate-three-weeks");

  // The answer to the second of the three is lost.
  let answers = 0;
  await page.route("**/api/events", async (route) => {
    answers += 1;
    if (answers !== 2) return route.continue();
    await route.fetch();
    return route.abort();
  });
  await dialog.getByRole("button", { name: "Create 3 charters" }).click();
  await dialog.getByText("1 of 3 are on the calendar, and stay.", { exact: false }).waitFor();
  await inspect(page, "duplicate-half-way");
  await dialog.getByRole("button", { name: "Retry" }).click();
  await page.getByText("3 charters created, one a week.", { exact: false }).waitFor();
  await page.getByRole("heading", { name: "Jane’s afternoon charter" }).waitFor();
  expect(page.url()).toContain(`/charters/${String(first)}-jane-afternoon`);
  await page.getByText("Nobody on the list yet", { exact: false }).waitFor();

  for (const date of [second, third]) {
    await page.goto(`${cloud.url}/charters/${String(date)}-jane-afternoon`);
    await page.getByRole("heading", { name: "Jane’s afternoon charter" }).waitFor();
    expect((await fetch(`${cloud.url}/g/${String(date)}-jane2-afternoon/waiver`)).status).toBe(404);
  }
});
