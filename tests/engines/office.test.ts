import { expect, it } from "vitest";

import { DEMO_ACCOUNTS, dockDate } from "../../local/demo.ts";
import { signThroughApi } from "../e2e/support/dock.ts";
import { useCloud } from "../support/useCloud.ts";
import { signInAt } from "./support/hands.ts";
import { inEachEngine } from "./support/inEachEngine.ts";
import type { EnginePage } from "./support/page.ts";

/** The weather turns: a charter with people and money on it sails another day, then not at all, and after all. */

const cloud = useCloud({ demo: true });
const TODAY = dockDate(new Date());
const TOMORROW = dockDate(new Date(), 1);

async function chooseMore(page: EnginePage, action: string): Promise<void> {
  await page.press("button", "More about this charter");
  await page.press("button", action);
}

inEachEngine("the office", ({ engine, open }) => {
  it("moves a charter, whose old link leads on, sees who signs there, calls it off and opens it again", async () => {
    // Each engine's own charter: one is at one place.
    const [who, from, to, part, choice] =
      engine === "WebKit"
        ? ["jane", "afternoon", "sunset", "Sunset", "It is off: keep $300.00 as a credit"]
        : ["omar", "sunset", "evening", "Evening", "It is off"];
    const [old, moved] = [`${TODAY}-${who}-${from}`, `${TOMORROW}-${who}-${to}`];
    const page = await open();
    await signInAt(page, cloud.url, DEMO_ACCOUNTS.admin);
    await page.open(`${cloud.url}/charters/${old}`);
    await page.find("heading", "Patrons");
    await chooseMore(page, "Move");
    const moving = await page.find("dialog", "Move charter");
    await page.choose(part, moving);
    await page.fill("Why", "Gale warning for the whole day.", moving);
    await page.press("button", "Move charter", moving);
    await page.see("Its old link leads there.");
    expect(await page.driver.getCurrentUrl()).toContain(`/charters/${moved}`);
    await page.open(`${cloud.url}/charters/${old}`);
    await page.find("heading", "Patrons");
    expect(await page.driver.getCurrentUrl()).toContain(`/charters/${moved}`);

    await signThroughApi(cloud.url, moved, `Wanda of ${engine}`);
    await page.see(`Wanda of ${engine}`);

    await chooseMore(page, "Call off");
    const off = await page.find("dialog", "Call off this charter");
    await page.choose(choice, off);
    await page.fill("Why", "The wind does not drop.", off);
    await page.press("button", "Call off", off);
    await page.see("Charter called off.");
    await chooseMore(page, "Reopen charter");
    await page.press("button", "Reopen charter", await page.find("dialog", "Reopen this charter?"));
    await page.see("Charter open again.");
  });
});
