import { randomUUID } from "node:crypto";
import type { Page } from "playwright-core";
import { describe, expect, it } from "vitest";

import { DEMO_ACCOUNTS } from "../../local/demo.ts";
import { checkAboard, inspect } from "./support/dock.ts";
import { useDockPhone } from "./support/dockPhone.ts";

/** A departure without a signal, of which the list says otherwise by the time it is sent: it is a fact about the past, and never lost. */

const dock = useDockPhone();
const { openReady, loseSignal, findSignal, onServer, slugOf } = dock;

/** Departs at no go with whoever is aboard. */
async function depart(page: Page): Promise<void> {
  await page.getByRole("button", { name: "Depart", exact: true }).click();
  const dialog = page.getByRole("dialog");
  await dialog.getByLabel("Captain’s reason").fill("Paper waivers aboard");
  await dialog.getByRole("button", { name: /^Depart with/ }).click();
}

async function comeBack(page: Page, count: number): Promise<void> {
  await page.getByRole("button", { name: "All back" }).click();
  const dialog = page.getByRole("dialog");
  await dialog.getByLabel("Patrons back, as you count them").fill(String(count));
  await dialog.getByRole("button", { name: "Record" }).click();
}

/** Takes somebody off the list, and puts somebody else aboard. */
async function changeList(name: string): Promise<void> {
  const admin = await dock.as(DEMO_ACCOUNTS.admin);
  const path = `/api/event/${slugOf("jane-afternoon")}/patrons`;
  const patron = (await onServer("jane-afternoon")).manifest.find((listed) => listed.name === name);
  const at = () => new Date(Date.now() + 60_000).toISOString();
  await admin.call("PATCH", `${path}/${patron?.id ?? ""}`, { at: at(), listed: false });
  await admin.call("POST", path, { patrons: [{ id: randomUUID(), name: "Nell Newcomer", aboard: true }], at: at() });
}

describe("A departure that is refused as the list has changed", () => {
  it("is looked at, with who is new and gone, and recorded as it was; its return follows by itself", async () => {
    const page = await openReady("jane-afternoon");
    await checkAboard(page, ["Leo Alvarez", "Mia Chen"]);
    await expect.poll(async () => (await onServer("jane-afternoon")).aboard).toBe(2);
    loseSignal();
    await depart(page);
    await page.getByText("Departed with 2 aboard, kept on this device", { exact: false }).waitFor();
    await comeBack(page, 2);
    await page.getByText("All 2 back. Kept on this device", { exact: false }).waitFor();
    await changeList("Leo Alvarez");
    await findSignal();

    await page.getByRole("link", { name: "Decide on it" }).waitFor();
    await page.getByRole("button", { name: "Depart", exact: true }).click();
    await page.getByText("A departure of this charter was refused").waitFor();
    await inspect(page, "depart-beside-refused");
    await page.getByRole("dialog").getByRole("link", { name: "record it as it was" }).click();
    await page.getByText("Waits behind a refused change to the departure record").waitFor();
    await page.getByRole("heading", { name: "Record 2 of 2 back" }).waitFor();
    await inspect(page, "departure-refused");
    await page.getByRole("button", { name: /^Look at it/ }).click();
    const dialog = page.getByRole("dialog", { name: "Record it as it was?" });
    await dialog.getByText("Leo Alvarez is in the departure record, but no longer on the list.").waitFor();
    await dialog.getByText("Nell Newcomer is aboard by the list, but not in the departure record.").waitFor();
    await inspect(page, "departure-as-it-was");
    await dialog.getByRole("button", { name: "Record as it was" }).click();
    await page.getByRole("heading", { name: "Nothing waits" }).waitFor();

    const { departures, standing } = await onServer("jane-afternoon");
    expect(standing).toBe("back");
    expect(departures).toMatchObject([
      { kind: "departed", aboard: [{ name: "Mia Chen" }, { name: "Leo Alvarez" }] },
      { kind: "back", count: 2, expected: 2 },
    ]);
  });

  it("holds no later departure back, and once it is discarded its return goes without a word", async () => {
    const page = await openReady("omar-sunset");
    loseSignal();
    await checkAboard(page, ["Omar Haddad"]);
    await depart(page);
    await comeBack(page, 1);
    const admin = await dock.as(DEMO_ACCOUNTS.admin);
    await admin.call("POST", `/api/event/${slugOf("omar-sunset")}/patrons`, {
      patrons: [{ id: randomUUID(), name: "Nell Newcomer", aboard: true }],
      at: new Date().toISOString(),
    });
    await findSignal();
    await page.getByRole("link", { name: "Decide on it" }).waitFor();

    await page.getByRole("button", { name: "Depart", exact: true }).click();
    const dialog = page.getByRole("dialog");
    await dialog.getByText("It has left already").click();
    await dialog.getByLabel("Captain’s reason").fill("Paper waivers aboard");
    await inspect(page, "depart-late");
    await dialog.getByRole("button", { name: "Depart with 2" }).click();
    await page.getByText("Departed with 2 aboard. Fair winds.").waitFor();
    await page.getByRole("link", { name: "Decide on it" }).first().click();
    await page.getByRole("button", { name: /^Discard/ }).click();
    await page.getByRole("dialog", { name: "Discard this?" }).getByRole("button", { name: "Discard" }).click();
    // One came back of two that left by the later one: nobody had to press "Send now" to be told.
    await page.getByText("2 departed").waitFor();
  });
});
