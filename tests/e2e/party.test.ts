import { expect, it } from "vitest";

import { DEMO_ACCOUNTS, dockDate } from "../../local/demo.ts";
import { addDays } from "../../rules/time/dates.ts";
import { useCloud } from "../support/useCloud.ts";
import {
  askWhy,
  inspect,
  inspectDayAndNight,
  look,
  openSignedIn,
  signThroughApi,
  unfoldPatron,
} from "./support/dock.ts";
import { usePages } from "./support/usePages.ts";

/** Somebody books for six: one is named, the others sign, and nobody types a name twice. */

const cloud = useCloud({ demo: true });
const { open } = usePages();
const DESK = { viewport: { width: 1280, height: 800 } };

it("A party of six is booked with one name, two sign by the link and are on the list without a reload, and three places are left", async () => {
  const page = await open();
  await openSignedIn(page, cloud.url, DEMO_ACCOUNTS.admin);
  await page.getByRole("button", { name: "New charter" }).click();
  const dialog = page.getByRole("dialog", { name: "New charter" });
  const date = addDays(dockDate(new Date()), 1);
  await dialog.getByLabel("First name").fill("Nora");
  await dialog.getByLabel("Last name").fill("Reed");
  await dialog.getByLabel("How many come").fill("six");
  await dialog.getByLabel("Date").fill(date);
  await dialog.getByText("Night", { exact: true }).click();
  await dialog.getByRole("button", { name: "Create charter" }).click();
  await dialog.getByText("Enter a whole number from 1 to 500, or leave it empty.").waitFor();
  await dialog.getByLabel("How many come").fill("6");
  await inspect(page, "party-new-charter");
  await dialog.getByRole("button", { name: "Create charter" }).click();
  await page.getByText("party of 6", { exact: false }).waitFor();
  const patrons = page.getByRole("region", { name: "Patrons" });
  await patrons.getByText("5 places without a name: they are named when they sign.").waitFor();

  for (const name of ["Ana Reed", "Theo Bright"]) await signThroughApi(cloud.url, `${date}-nora-night`, name);
  await patrons.getByText("3 places without a name: they are named when they sign.").waitFor();
  for (const name of ["Nora Reed", "Ana Reed", "Theo Bright"])
    await patrons.getByRole("button", { name: new RegExp(`^${name} `) }).waitFor();
  expect(await patrons.getByText("Signed, but not on the list").count()).toBe(0);
  expect(await patrons.getByRole("listitem").count()).toBe(3);
  // Taken off by mistake, they come back by the button that their signature has.
  const theo = await unfoldPatron(page, "Theo Bright");
  await theo.getByRole("button", { name: "Edit" }).click();
  await page.getByRole("dialog", { name: "Edit patron" }).getByRole("button", { name: "Take off the list" }).click();
  await patrons.getByText("4 places without a name", { exact: false }).waitFor();
  await patrons.getByRole("button", { name: /^Add to list ?: Theo Bright$/ }).click();
  await patrons.getByText("3 places without a name", { exact: false }).waitFor();

  const glance = await askWhy(page, "Signed");
  await glance.getByText("3 of 6 places have no name yet.").waitFor();
  await inspectDayAndNight(page, "party-charter");
  const desk = await open(DESK);
  await openSignedIn(desk, cloud.url, DEMO_ACCOUNTS.admin);
  await desk.goto(page.url());
  await desk.getByText("3 places without a name", { exact: false }).waitFor();
  await look(desk, "party-charter-desk");

  await page.emulateMedia({ colorScheme: "light" });
  await page.getByRole("button", { name: "Edit", exact: true }).click();
  const editing = page.getByRole("dialog", { name: "Edit charter" });
  expect(await editing.getByLabel("How many come").inputValue()).toBe("6");
  await editing.getByLabel("How many come").fill("4");
  await inspect(page, "party-edit");
  await editing.getByRole("button", { name: "Save" }).click();
  await patrons.getByText("1 place without a name: it is named when somebody signs.").waitFor();
});
