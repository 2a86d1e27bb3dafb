import { it } from "vitest";

import { DEMO_ACCOUNTS, dockDate } from "../../local/demo.ts";
import { useCloud } from "../support/useCloud.ts";
import { inspect, openSignedIn, unfoldPatron } from "./support/dock.ts";
import { usePages } from "./support/usePages.ts";

/** One boat cannot sail twice at once. */

const cloud = useCloud({ demo: true });
const { open } = usePages();

it("A new charter on a boat that sails then already is warned of before it is made, until another time is chosen", async () => {
  const page = await open();
  await openSignedIn(page, cloud.url, DEMO_ACCOUNTS.admin);
  await page.getByRole("button", { name: "New charter" }).click();
  const dialog = page.getByRole("dialog", { name: "New charter" });
  await dialog.getByLabel("First name").fill("Nora");
  await dialog.getByLabel("Date").fill(dockDate(new Date()));
  await dialog.getByText("Afternoon", { exact: true }).click();
  await dialog.getByLabel("Vessel").selectOption("Windward");
  await dialog.getByText("Windward sails then already: Jane’s afternoon charter", { exact: false }).waitFor();
  await inspect(page, "boat-clash");
  await dialog.getByText("Morning", { exact: true }).click();
  await dialog.getByLabel("Start").fill("08:00");
  await dialog.getByText("Windward sails then already", { exact: false }).waitFor({ state: "detached" });
  // Who booked is on the list from the start.
  await dialog.getByLabel("Phone").fill("(305) 555-0142");
  await dialog.getByRole("button", { name: "Create charter" }).click();
  await dialog.getByText("Enter the last name, too").waitFor();
  await dialog.getByLabel("Last name").fill("Reed");
  await dialog.getByLabel("E-mail").fill("nora@example.com");
  await inspect(page, "new-charter-booker");
  await dialog.getByRole("button", { name: "Create charter" }).click();
  await unfoldPatron(page, "Nora Reed");
  await page.getByRole("link", { name: "Call Nora Reed" }).waitFor();
});
