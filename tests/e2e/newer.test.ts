import type { Browser, Page } from "playwright-core";
import { afterAll, afterEach, beforeAll, describe, expect, it } from "vitest";

import { DEMO_ACCOUNTS, demoSlug, dockDate } from "../../local/demo.ts";
import { eventKey } from "../../lambda/charter/stored.ts";
import { accountItemKey, accountKey } from "../../lambda/accounts/store.ts";
import { PARTITIONS } from "../../rules/contract/table.ts";
import { launchBrowser, PATIENCE_MS, PHONE } from "../../testkit/browser.ts";
import { openCloudTable } from "../load/support/client.ts";
import { useCloud } from "../support/useCloud.ts";
import { gatherComplaints } from "./support/complaints.ts";
import { askWhy, inspectDayAndNight, openSignedIn } from "./support/dock.ts";

/** What a person sees of what a newer version wrote, and of what nobody can read, on a phone and at a desk, by day and by night. */

const cloud = useCloud({ demo: true });
const complaints = gatherComplaints();
const SLUG = demoSlug(new Date());
const DATE = dockDate(new Date());
const OMAR = SLUG.replace("jane-afternoon", "omar-sunset");
let browser: Browser;

beforeAll(async () => {
  browser = await launchBrowser();
  const table = openCloudTable(cloud);
  const at = new Date().toISOString();
  const recorded = { recorded_by: DEMO_ACCOUNTS.admin.email, recorded_at: at, timestamp: at };
  const by = { at, by: DEMO_ACCOUNTS.admin.email, name: "Ada" };
  const voucher = { kind: "voucher", id: crypto.randomUUID(), worth: 2_000, ...recorded };
  await table.update(eventKey(SLUG), {
    set: [["status", "postponed"]],
    append: [
      ["payment_log", [voucher]],
      ["history", [{ kind: "repainted", color: "blue", ...by }]],
      ["departures", [{ kind: "towed", id: crypto.randomUUID(), ...by, received_at: at }]],
    ],
    add: [["paid_cents", 2_000]],
  });
  await table.update(eventKey(OMAR), {
    set: [
      ["capacity", "six"],
      ["payment_log", "none"],
    ],
  });
  await table.update(
    { event_id: PARTITIONS.closeouts, timestamp: DATE },
    { add: [["charters", new Set([OMAR, SLUG])]] },
  );
  await table.update(accountItemKey(accountKey("nobody@example.com")), { set: [["email", 1]] });
});

afterAll(() => browser.close());

afterEach(() => {
  expect(complaints.take()).toEqual([]);
});

describe.each([
  ["on a phone", PHONE.viewport],
  ["at a desk", { width: 1280, height: 800 }],
] as const)("%s, by day and by night", (name, viewport) => {
  const shot = (screen: string): string => `newer ${screen}, ${name}`;

  it("what cannot be read stands where it would have stood, and what is newer says so", async () => {
    const context = await browser.newContext({ ...PHONE, viewport });
    const page = await context.newPage();
    page.setDefaultTimeout(PATIENCE_MS);
    complaints.watch(page);
    await openSignedIn(page, cloud.url, DEMO_ACCOUNTS.admin);

    const card = page.getByRole("region", { name: /^Omar’s sunset charter/ });
    await card.getByText("Cannot be read").waitFor();
    expect(await card.textContent()).toContain("Its own page shows what can be read of it");
    expect(await page.getByRole("link", { name: /Jane’s afternoon charter/ }).textContent()).toContain("postponed");
    await inspectDayAndNight(page, shot("month"));

    await page.goto(`${cloud.url}/charters/${SLUG}`);
    const payments = page.getByRole("region", { name: "Payments" });
    await payments.getByText("Something newer").waitFor();
    expect(await payments.textContent()).toContain("1 entry of a newer version.");
    await page.getByText("History").click();
    await page.getByText("did something that a newer version of this program tells of (repainted).").waitFor();
    await inspectDayAndNight(page, shot("charter"));

    await page.goto(`${cloud.url}/charters/${SLUG}/departure`);
    await page.getByRole("heading", { name: "Something newer" }).waitFor();
    await inspectDayAndNight(page, shot("departure"));

    await page.goto(`${cloud.url}/closeout`);
    await page.getByText("1 charter cannot be read").waitFor();
    await page.getByText("Something newer is among them.").waitFor();
    await inspectDayAndNight(page, shot("closeout"));

    await page.goto(`${cloud.url}/crew`);
    await page.getByText("1 account cannot be read").waitFor();
    await inspectDayAndNight(page, shot("crew"));

    await whatIsBroken(page);
    await inspectDayAndNight(page, shot("broken"));
    await context.close();
  });
});

async function whatIsBroken(page: Page): Promise<void> {
  await page.goto(`${cloud.url}/charters/${OMAR}`);
  await page.getByText("Part of this charter cannot be read").waitFor();
  await page.getByText("What is paid cannot be known").waitFor();
  expect(await page.getByRole("region", { name: "Payments" }).textContent()).toContain("None of it can be read");
  expect(await (await askWhy(page, "Aboard")).textContent()).toContain("The capacity cannot be read");
}
