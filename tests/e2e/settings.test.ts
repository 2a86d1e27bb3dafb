import { createHash } from "node:crypto";

import type { Page } from "playwright-core";
import { expect, it } from "vitest";

import { createAccount } from "../../lambda/accounts/store.ts";
import { DEMO_ACCOUNTS, DEMO_PASSWORD } from "../../local/demo.ts";
import { stateChangeHeaders } from "../../rules/contract/api/stateChange.ts";
import { SETTINGS_PATH } from "../../rules/contract/api/paths/settings.ts";
import { LOW_COST, openCloudTable } from "../load/support/client.ts";
import { useCloud } from "../support/useCloud.ts";
import { inspect, inspectDayAndNight, openSignedIn } from "./support/dock.ts";
import { usePages } from "./support/usePages.ts";

/** An admin says what the company is called and where it is, without the operator. */

const cloud = useCloud({ demo: true, for: "each" });
const { open } = usePages(/409/);

async function openSettings(page: Page): Promise<void> {
  await openSignedIn(page, cloud.url, DEMO_ACCOUNTS.admin);
  await page.getByText("Menu", { exact: true }).click();
  await page.getByRole("link", { name: "Settings" }).click();
  await page.getByText("Windward Charters as the stack has it").waitFor();
}

/** A narrow phone of somebody who reads large. */
async function atDoubleText(page: Page, name: string): Promise<void> {
  const before = page.viewportSize() ?? { width: 390, height: 844 };
  await page.setViewportSize({ width: 195, height: 844 });
  await page.evaluate("document.documentElement.style.fontSize = '200%'");
  await inspect(page, name);
  await page.evaluate("document.documentElement.style.fontSize = ''");
  await page.setViewportSize(before);
}

it("The settings show what the stack says, and hold everywhere as soon as an admin has set them", async () => {
  const page = await open();
  await openSettings(page);
  await inspectDayAndNight(page, "settings");
  await page.getByText("scc:timeZone", { exact: false }).waitFor();
  await page.getByRole("button", { name: "Edit company" }).click();
  const dialog = page.getByRole("dialog", { name: "Company" });
  await dialog.getByLabel("Name").fill("Gull & Sons");
  await dialog.getByLabel("Dock").fill("12 Harbor Road, Key West");
  await dialog.getByLabel("Map link").fill("maps.example/dock");
  await dialog.getByLabel("Turnaround").fill("soon");
  await dialog.getByRole("button", { name: "Save" }).click();
  await dialog.getByText("Map link must be a link that begins with https://.").waitFor();
  await dialog.getByText("Turnaround must be a whole number of minutes.").waitFor();
  await inspectDayAndNight(page, "settings-form");
  await dialog.getByLabel("Map link").fill("https://maps.example/dock");
  await dialog.getByLabel("Turnaround").fill("45");
  await dialog.getByRole("button", { name: "Save" }).click();
  await page.getByText("Settings saved.").waitFor();
  await page.getByRole("link", { name: "Gull & Sons" }).waitFor();
  await page.getByText("The page of a wrong link still says “Windward Charters”").waitFor();
  await page.getByText("45 minutes").waitFor();
  await page.getByText("Last changed by", { exact: false }).waitFor();
  await inspectDayAndNight(page, "settings-set");
  await atDoubleText(page, "settings-195");
  await expect.poll(() => page.title()).toBe("Settings · Gull & Sons");

  await page.getByRole("button", { name: "Edit company" }).click();
  await dialog.getByLabel("Name").fill("");
  await dialog.getByRole("button", { name: "Save" }).click();
  await page.getByText("Windward Charters as the stack has it").waitFor();
});

it("Two admins at once see what each has made of it, and lose nothing", async () => {
  const page = await open({ viewport: { width: 1280, height: 800 } });
  await openSettings(page);
  await page.getByRole("button", { name: "Edit company" }).click();
  const dialog = page.getByRole("dialog", { name: "Company" });
  await dialog.getByLabel("Name").fill("Mine");
  await dialog.getByLabel("Turnaround").fill("10");
  const data = JSON.stringify({ revision: 0, name: "Theirs", dock_address: "Pier 9" });
  const headers = stateChangeHeaders(createHash("sha256").update(data).digest("hex"));
  const others = await page.request.patch(cloud.url + SETTINGS_PATH, { data, headers });
  expect(others.status()).toBe(200);
  await dialog.getByRole("button", { name: "Save" }).click();
  await dialog.getByText("Somebody else changed the settings").waitFor();
  await dialog.getByText("Name is “Theirs” now; you have typed “Mine”.").waitFor();
  await dialog.getByText("Dock is “Pier 9” now.").waitFor();
  await inspect(page, "settings-both-1280");
  await dialog.getByRole("button", { name: "Retry" }).click();
  await page.getByText("Settings saved.").waitFor();
  for (const text of ["Pier 9", "10 minutes"]) await page.getByText(text, { exact: true }).waitFor();
  await page.getByRole("link", { name: "Mine" }).waitFor();
  await inspectDayAndNight(page, "settings-1280");
});

it("A new charter proposes the usual start, and a payment the ways that are on offer", async () => {
  const page = await open();
  await openSettings(page);
  await page.getByRole("button", { name: "Edit charters and money" }).click();
  const dialog = page.getByRole("dialog", { name: "Charters and money" });
  await dialog.getByLabel("Sunset").fill("17:15");
  for (const method of ["Venmo", "Zelle", "Check", "Other"]) await dialog.getByLabel(method).uncheck();
  await inspectDayAndNight(page, "settings-day-form");
  await dialog.getByRole("button", { name: "Save" }).click();
  await page.getByText("Sunset 5:15 PM", { exact: true }).waitFor();
  await page.getByText("Card, Cash", { exact: true }).waitFor();
  await page.getByRole("link", { name: "Windward Charters" }).click();
  await page.getByRole("button", { name: "New charter" }).click();
  const charter = page.getByRole("dialog", { name: "New charter" });
  await charter.getByText("Sunset", { exact: true }).click();
  expect(await charter.getByLabel("Start").inputValue()).toBe("17:15");
  await page.keyboard.press("Escape");
  const leaving = page.getByRole("button", { name: "Leave" });
  if ((await leaving.count()) > 0) await leaving.click();
  await page.reload();
  await page.getByRole("button", { name: "Log payment" }).click();
  const payment = page.getByRole("dialog", { name: "Log payment" });
  await payment.getByText("Cash", { exact: true }).waitFor();
  expect(await payment.getByText("Venmo", { exact: true }).count()).toBe(0);
});

it("Another admin is chosen to hear of money too, and the stack’s admin cannot be left out", async () => {
  const bo = { email: "bo@example.com", name: "Bo Purser", role: "admin", password: DEMO_PASSWORD } as const;
  await createAccount(openCloudTable(cloud), bo, new Date(), LOW_COST);
  const page = await open();
  await openSettings(page);
  await page.getByRole("button", { name: "Edit mail" }).click();
  const dialog = page.getByRole("dialog", { name: "Mail about money" });
  await dialog.getByText("captain@example.com gets every mail about money", { exact: false }).waitFor();
  await dialog.getByLabel("Bo Purser").check();
  expect(await dialog.getByLabel("Ada Captain").count()).toBe(0);
  await inspectDayAndNight(page, "settings-mail-form");
  await dialog.getByRole("button", { name: "Save" }).click();
  await page.getByText("captain@example.com, bo@example.com", { exact: true }).waitFor();
  await inspectDayAndNight(page, "settings-mail");
});

it("Whoever is crew is not offered the settings, and told who may see them", async () => {
  const page = await open();
  await openSignedIn(page, cloud.url, DEMO_ACCOUNTS.crew);
  await page.getByText("Menu", { exact: true }).click();
  await page.getByRole("link", { name: "Closeout" }).waitFor();
  expect(await page.getByRole("link", { name: "Settings" }).count()).toBe(0);
  await page.goto(`${cloud.url}/settings`);
  await page.getByText("Only an admin sees and changes these.").waitFor();
});
