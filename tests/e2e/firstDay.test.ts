import type { Page } from "playwright-core";
import * as v from "valibot";
import { expect, it } from "vitest";

import { DEMO_ACCOUNTS, dockDate } from "../../local/demo.ts";
import { CalendarLinkResponse } from "../../rules/contract/api/calendar.ts";
import { CALENDAR_PATH } from "../../rules/contract/api/paths/calendar.ts";
import { openDesk } from "../load/support/client.ts";
import { useCloud } from "../support/useCloud.ts";
import { inspect, inspectDayAndNight, openSignedIn } from "./support/dock.ts";
import { usePages } from "./support/usePages.ts";

/** A company from nothing: one admin, and an empty table. */

const cloud = useCloud();
const { open } = usePages();

const steps = (page: Page) => page.getByRole("region", { name: "First steps" });
const tick = (page: Page, title: string) => steps(page).getByText(`${title} (done)`).waitFor();

it("A company is set up in four steps, and its first charter carries its name and its dock everywhere", async () => {
  const admin = await openDesk(cloud);
  const page = await open();
  await openSignedIn(page, cloud.url, DEMO_ACCOUNTS.admin);
  await steps(page).waitFor();
  await inspectDayAndNight(page, "first-day");
  await page.setViewportSize({ width: 1280, height: 800 });
  await inspect(page, "first-day-1280");
  await page.setViewportSize({ width: 390, height: 844 });

  await steps(page).getByRole("link", { name: "Settings" }).click();
  await page.getByRole("button", { name: "Edit company" }).click();
  const company = page.getByRole("dialog", { name: "Company" });
  await company.getByLabel("Name").fill("Gull Sailing");
  await company.getByLabel("Dock").fill("12 Harbor Road, Key West");
  await company.getByRole("button", { name: "Save" }).click();
  await page.getByRole("link", { name: "Gull Sailing" }).click();

  await steps(page).getByRole("button", { name: "Add a boat" }).click();
  const boat = page.getByRole("dialog", { name: "Add vessel" });
  await boat.getByLabel("Name").fill("Petrel");
  await boat.getByLabel("Most patrons by law").fill("6");
  await boat.getByRole("button", { name: "Add vessel" }).click();
  await tick(page, "Your boat");

  await steps(page).getByRole("button", { name: "Invite crew" }).click();
  const crew = page.getByRole("dialog", { name: "Add account" });
  await crew.getByLabel("Name").fill("Iris Bosun");
  await crew.getByLabel("E-mail").fill("iris@example.com");
  await crew.getByRole("button", { name: "Add and invite" }).click();
  await tick(page, "Your crew");
  await inspectDayAndNight(page, "first-day-half");
  await page.setViewportSize({ width: 195, height: 844 });
  await page.evaluate("document.documentElement.style.fontSize = '200%'");
  await inspect(page, "first-day-195");
  await page.evaluate("document.documentElement.style.fontSize = ''");
  await page.setViewportSize({ width: 390, height: 844 });

  await steps(page).getByRole("link", { name: "Write the waiver" }).click();
  await page.getByLabel("Title in English").fill("Waiver of {company}");
  await page.getByRole("button", { name: "Publish…" }).click();
  const publishing = page.getByRole("dialog", { name: "Publish a new version" });
  await publishing.getByLabel("Why this version").fill("Ours");
  await publishing.getByRole("button", { name: "Publish", exact: true }).click();
  await publishing.waitFor({ state: "detached" });
  await page.getByRole("link", { name: "Gull Sailing" }).click();
  await tick(page, "Your waiver");

  await steps(page).getByRole("button", { name: "Make a charter" }).click();
  const charter = page.getByRole("dialog", { name: "New charter" });
  await charter.getByLabel("First name").fill("Nora");
  await charter.getByLabel("Last name").fill("Reed");
  await charter.getByLabel("E-mail").fill("nora@example.com");
  const date = dockDate(new Date(), 1);
  await charter.getByLabel("Date").fill(date);
  await charter.getByText("Afternoon", { exact: true }).click();
  await charter.getByLabel("Vessel").selectOption("Petrel");
  await charter.getByRole("button", { name: "Create charter" }).click();
  await page.getByRole("heading", { name: "Nora’s afternoon charter" }).waitFor();
  await page.getByRole("button", { name: "Mail it to 1 who has not signed" }).click();
  await page.getByText("On its way to Nora Reed.").waitFor();
  await cloud.settled();
  const mail = cloud.gmail.mails().findLast(({ to }) => to === "nora@example.com");
  expect(mail?.text).toContain("12 Harbor Road, Key West");
  expect(mail?.text).toContain("Gull Sailing");
  const patron = await open();
  await patron.goto(/http\S+\/waiver$/m.exec(mail?.text ?? "")?.[0] ?? "");
  await patron.getByRole("heading", { name: "Waiver of Gull Sailing" }).waitFor();
  await patron.getByText("12 Harbor Road, Key West").waitFor();
  await inspect(patron, "first-day-waiver");
  expect(await patron.content()).not.toContain("Windward");
  const { path } = v.parse(CalendarLinkResponse, (await admin.call("POST", CALENDAR_PATH)).body);
  const ics = await (await fetch(cloud.url + path)).text();
  expect(ics).toContain("Gull Sailing");
  expect(ics).toContain("12 Harbor Road\\, Key West (Petrel)");

  await page.getByRole("link", { name: "Gull Sailing" }).click();
  await page.getByRole("heading", { name: "Charters", exact: true }).waitFor();
  await expect.poll(() => steps(page).count()).toBe(0);
  await page.reload();
  await page.getByRole("heading", { name: "Charters", exact: true }).waitFor();
  expect(await steps(page).count()).toBe(0);
});
