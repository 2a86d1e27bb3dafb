import { expect, it } from "vitest";

import { DEMO_ACCOUNTS, dockDate } from "../../local/demo.ts";
import { useCloud } from "../support/useCloud.ts";
import { checkAboard, logPayment, look, openSignedIn, signThroughApi } from "./support/dock.ts";
import { usePages } from "./support/usePages.ts";

/** Several look at one day: what one does, the others see. Nobody reloads, and nobody's typing is lost. */

const cloud = useCloud({ demo: true });
const { open, openTab } = usePages();
const DESK = { viewport: { width: 1280, height: 800 } };

it("What a patron and the mate do is on the captain's and the office's screens within seconds, and what is half typed stays", async () => {
  const today = dockDate(new Date());
  const slug = `${today}-jane-afternoon`;
  const [captain, mate, office] = [await open(), await open(), await open(DESK)];
  await openSignedIn(captain, cloud.url, DEMO_ACCOUNTS.admin);
  await openSignedIn(mate, cloud.url, DEMO_ACCOUNTS.admin);
  await openSignedIn(office, cloud.url, DEMO_ACCOUNTS.admin);
  const closeout = await openTab(office.context());
  await closeout.goto(`${cloud.url}/closeout?day=${today}`);
  for (const page of [captain, mate]) await page.goto(`${cloud.url}/charters/${slug}`);
  await captain.getByRole("button", { name: "Log payment" }).click();
  const dialog = captain.getByRole("dialog", { name: "Log payment" });
  await dialog.getByRole("textbox", { name: "Amount" }).fill("17");
  await office.getByRole("heading", { name: "Charters" }).waitFor();
  await closeout.getByRole("heading", { name: "Closeout" }).waitFor();

  await signThroughApi(cloud.url, slug, "Wanda Walker");
  await captain.getByText("Wanda Walker").first().waitFor();
  await checkAboard(mate, ["Leo Alvarez"]);
  await captain.locator('button[aria-pressed="true"]', { hasText: "Aboard" }).first().waitFor({ state: "attached" });
  await logPayment(mate, { patron: "Leo Alvarez", amount: "123.45", method: "Cash" });
  await captain.getByText("$123.45").first().waitFor({ state: "attached" });
  await closeout.getByText("$123.45").first().waitFor();

  expect(await dialog.getByRole("textbox", { name: "Amount" }).inputValue()).toBe("17");
  await look(captain, "live-charter");
  await look(office, "live-month");
  await look(closeout, "live-closeout");
});
