import { expect, it } from "vitest";

import { DEMO_ACCOUNTS, dockDate } from "../../local/demo.ts";
import { addDays } from "../../rules/time/dates.ts";
import { useCloud } from "../support/useCloud.ts";
import { chooseMore, inspect, openSignedIn, unfoldPatron } from "./support/dock.ts";
import { usePages } from "./support/usePages.ts";

/** The wind does not drop: a charter with money on it is off, and somebody decides what becomes of that. */

const cloud = useCloud({ demo: true });
const { open } = usePages();

it("A charter is called off with its money as a credit, refunded instead, reopened, and moved for the same reason", async () => {
  const today = dockDate(new Date());
  const page = await open();
  await openSignedIn(page, cloud.url, DEMO_ACCOUNTS.admin);
  await page.getByRole("link", { name: "Jane’s afternoon charter" }).click();
  await page
    .getByLabel("Add patrons")
    .fill("Kim Lake, kim@example.com, (305) 555-0142\nLou Marsh +44 20 7946 0958\nMo Bay");
  await page.getByRole("button", { name: "Add to the list" }).click();
  await page.getByText("3 patrons added.").waitFor();
  const mo = await unfoldPatron(page, "Mo Bay");
  await mo.getByRole("button", { name: "Edit Mo Bay" }).click();
  await page.getByLabel("Phone (optional)").fill("(305) 555-0199 ext. 12");
  await page.getByRole("button", { name: "Save" }).click();
  await mo.getByText("(305) 555-0199 ext. 12").waitFor();
  // No message reaches an extension; a call does.
  expect(await mo.getByRole("link", { name: "Call Mo Bay" }).getAttribute("href")).toBe("tel:3055550199;ext=12");
  expect(await mo.getByRole("link", { name: "Text Mo Bay" }).count()).toBe(0);
  await (await unfoldPatron(page, "Kim Lake")).getByText("kim@example.com").waitFor();
  await inspect(page, "patron-facts");
  await chooseMore(page, "Call off");
  const dialog = page.getByRole("dialog", { name: "Call off this charter" });
  await dialog.getByRole("button", { name: "Call off" }).click();
  await dialog.getByText("Choose what happens.").waitFor();
  await dialog.getByText("Say why: everybody who is told reads it.").waitFor();
  await dialog.getByText("as a credit").click();
  await dialog.getByLabel("Why").fill("Gale warning for the whole afternoon.");
  await inspect(page, "call-off");
  await dialog.getByRole("button", { name: "Call off" }).click();
  await page.getByText("Charter called off.").waitFor();
  await page.getByText(/Credit: \$\d/).waitFor();
  await inspect(page, "called-off");
  expect(await page.getByRole("button", { name: "Depart" }).count()).toBe(0);
  // What is done for a charter that sails has no place on it.
  expect(await page.getByRole("button", { name: "Send roster" }).count()).toBe(0);
  expect(await page.getByLabel("Add patrons").count()).toBe(0);
  expect(await page.getByRole("region", { name: "Patrons" }).getByText("Not signed").count()).toBe(0);
  expect(await page.getByRole("region", { name: "Crew" }).locator(".badge").count()).toBe(0);
  // Kim gets a mail; whom none reaches is called or texted at a tap, with the words filled in.
  const text = page.getByRole("link", { name: "Text Lou Marsh" }).first();
  expect(await text.getAttribute("href")).toMatch(/^sms:\+442079460958\?&body=Your%20charter%20on%20.*Gale%20warning/);
  expect(await page.getByRole("link", { name: "Call Lou Marsh" }).first().getAttribute("href")).toBe(
    "tel:+442079460958",
  );

  await page.getByRole("button", { name: "Change what happens" }).click();
  const change = page.getByRole("dialog", { name: "What becomes of this charter" });
  await change.getByText(/It is off: refund/).click();
  await change.getByLabel("Why").fill("They rather have it back.");
  await change.getByRole("button", { name: "Save and tell them" }).click();
  await page.getByText(/Refund due: \$\d/).waitFor();

  await chooseMore(page, "Reopen charter");
  await page
    .getByRole("dialog", { name: "Reopen this charter?" })
    .getByRole("button", { name: "Reopen charter" })
    .click();
  await page.getByText("Charter open again.").waitFor();
  expect(await page.getByText(/Refund due/).count()).toBe(0);

  await chooseMore(page, "Call off");
  await dialog.getByText("They sail another day").click();
  await dialog.getByLabel("Why").fill("Still blowing.");
  await dialog.getByRole("button", { name: "Choose the day" }).click();
  const move = page.getByRole("dialog", { name: "Move charter" });
  expect(await move.getByLabel("Why").inputValue()).toBe("Still blowing.");
  await move.getByRole("button", { name: "Move charter" }).click();
  await page.waitForURL(`**/charters/${addDays(today, 1)}-jane-afternoon`);
});
