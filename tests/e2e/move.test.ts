import { expect, it } from "vitest";

import { DEMO_ACCOUNTS, dockDate } from "../../local/demo.ts";
import { addDays } from "../../rules/time/dates.ts";
import { useCloud } from "../support/useCloud.ts";
import { chooseMore, inspect, openSignedIn } from "./support/dock.ts";
import { usePages } from "./support/usePages.ts";

/** Weather comes up: a charter with money, people and signatures on it sails another day. */

const cloud = useCloud({ demo: true });
const { open } = usePages(/status of 404/);

it("A charter is moved to the next day, its old page and link lead there, and who is not reached is named", async () => {
  const today = dockDate(new Date());
  const tomorrow = addDays(today, 1);
  const [old, moved] = [`${today}-jane-afternoon`, `${tomorrow}-jane-sunset`];
  const page = await open();
  await openSignedIn(page, cloud.url, DEMO_ACCOUNTS.admin);
  await page.getByRole("link", { name: "Jane’s afternoon charter" }).click();
  await chooseMore(page, "Move");
  const dialog = page.getByRole("dialog", { name: "Move charter" });
  expect(await dialog.getByLabel("New date").inputValue()).toBe(tomorrow);
  await dialog.getByText("Sunset", { exact: true }).click();
  await dialog.getByRole("button", { name: "Move charter" }).click();
  await dialog.getByText("Say why: everybody who is told reads it.").waitFor();
  await dialog.getByText("Everybody signs again", { exact: true }).click();
  await dialog.getByLabel("Why").fill("Gale warning for the whole afternoon.");
  await inspect(page, "move-charter");
  await dialog.getByRole("button", { name: "Move charter" }).click();
  await page.getByText("Its old link leads there.", { exact: false }).waitFor();
  expect(page.url()).toContain(`/charters/${moved}`);
  await page.getByText("Gale warning for the whole afternoon.", { exact: false }).first().waitFor();
  for (const name of ["Jane Porter", "Sam Okafor", "Mia Chen", "Leo Alvarez"])
    await page.getByText(name, { exact: true }).first().waitFor();
  const before = page.getByRole("heading", { name: "Signed before it was moved" });
  await before.waitFor();
  await inspect(page, "moved");
  const paper = await page.getByRole("link", { name: "Signed waiver of Jane Porter (PDF)" }).getAttribute("href");
  expect(paper).toContain(`/api/event/${old}/signatures/`);

  // An old bookmark, and the link in somebody's inbox.
  await page.goto(`${cloud.url}/charters/${old}`);
  await page.waitForURL(`**/charters/${moved}`);
  const patron = await open();
  await patron.goto(`${cloud.url}/g/${old}/waiver`);
  await patron.waitForURL(`**/g/${moved}/waiver`);
  await patron.getByRole("heading", { name: "Jane’s sunset charter" }).waitFor();
});
