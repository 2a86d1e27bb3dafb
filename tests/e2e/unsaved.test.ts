import type { Page } from "playwright-core";
import { describe, expect, it } from "vitest";

import { DEMO_ACCOUNTS } from "../../local/demo.ts";
import { inspect, logPayment, openSignedIn } from "./support/dock.ts";
import { useDockPhone } from "./support/dockPhone.ts";

/** Whoever has typed something and goes is asked, once, in our own words. */

const dock = useDockPhone();

async function openCharter(account: { readonly email: string } = DEMO_ACCOUNTS.crew): Promise<Page> {
  const page = await dock.phone.newPage();
  await openSignedIn(page, dock.network.url, account);
  await page.getByRole("link", { name: "Anniversary sail" }).click();
  await page.getByRole("heading", { name: "Payments" }).waitFor();
  return page;
}

async function typeAmount(page: Page): Promise<void> {
  await page.getByRole("button", { name: "Log payment" }).click();
  await page.getByRole("dialog", { name: "Log payment" }).getByRole("textbox", { name: "Amount" }).fill("45");
}

const ask = (page: Page) => page.getByRole("dialog", { name: "Leave without saving?" });
const payment = (page: Page) => page.getByRole("dialog", { name: "Log payment" });
const amount = (page: Page) => payment(page).getByRole("textbox", { name: "Amount" });

describe("what is typed and not sent", () => {
  it("is asked about at Escape, × and Cancel, and closes without a word where nothing was typed", async () => {
    const page = await openCharter();
    await page.getByRole("button", { name: "Log payment" }).click();
    await payment(page).waitFor();
    await page.keyboard.press("Escape");
    await payment(page).waitFor({ state: "detached" });

    await typeAmount(page);
    await page.keyboard.press("Escape");
    await ask(page).waitFor();
    await inspect(page, "unsaved-asked");
    await ask(page).getByRole("button", { name: "Keep writing" }).click();
    expect(await amount(page).inputValue()).toBe("45");

    await payment(page).getByRole("button", { name: "Close" }).click();
    await ask(page).waitFor();
    // Escape again and again, which a browser lets close any dialog: here each takes the question back, or asks it.
    for (const state of ["detached", "visible", "detached", "visible"] as const) {
      await page.keyboard.press("Escape");
      await ask(page).waitFor({ state });
      await payment(page).waitFor();
    }
    await ask(page).getByRole("button", { name: "Keep writing" }).click();
    expect(await amount(page).inputValue()).toBe("45");

    await payment(page).getByRole("button", { name: "Cancel" }).click();
    await ask(page).getByRole("button", { name: "Discard" }).click();
    await payment(page).waitFor({ state: "detached" });
  });

  it("is asked about at Back and at a link, which then lead where they were to lead", async () => {
    const page = await openCharter();
    const charter = page.url();
    const names = page.getByLabel("Add patrons");
    await names.fill("Walk-up Wendy");
    await page.goBack();
    await ask(page).getByRole("button", { name: "Keep writing" }).click();
    expect([page.url(), await names.inputValue()]).toEqual([charter, "Walk-up Wendy"]);

    await page.getByRole("link", { name: "Windward Charters" }).click();
    await ask(page).getByRole("button", { name: "Keep writing" }).click();
    expect(page.url()).toBe(charter);

    await page.goBack();
    await ask(page).getByRole("button", { name: "Discard" }).click();
    await page.getByRole("heading", { name: "Charters", exact: true }).waitFor();
    await page.goForward();
    await names.waitFor();
    expect(await names.inputValue()).toBe("");
  });

  it("is asked about in our own words where Back leaves the page altogether, which one press does once nothing is typed", async () => {
    const page = await openCharter();
    const charter = page.url();
    const asked: string[] = [];
    page.on("dialog", (dialog) => {
      asked.push(dialog.type());
      void dialog.accept();
    });
    await page.goto(dock.network.url);
    await page.getByRole("heading", { name: "Charters", exact: true }).waitFor();
    for (const again of [false, true]) {
      await page.goto(charter);
      await page.getByRole("button", { name: "Log payment" }).waitFor();
      await typeAmount(page);
      await page.goBack();
      await ask(page).getByRole("button", { name: "Keep writing" }).click();
      expect([page.url(), await amount(page).inputValue()]).toEqual([charter, "45"]);
      if (again) {
        await amount(page).fill("");
        await page.keyboard.press("Escape");
        await payment(page).waitFor({ state: "detached" });
        await page.goBack();
      } else {
        await page.goBack();
        await ask(page).getByRole("button", { name: "Discard" }).click();
      }
      await page.getByRole("heading", { name: "Charters", exact: true }).waitFor();
    }
    expect(asked).toEqual([]);
  });

  it("is asked about by the browser at a reload, and not once it is sent", async () => {
    const page = await openCharter();
    const asked: string[] = [];
    page.on("dialog", (dialog) => {
      asked.push(dialog.type());
      void dialog.accept();
    });
    await page.getByLabel("Add patrons").click();
    await page.getByLabel("Add patrons").fill("Walk-up Wendy");
    await page.reload();
    expect(asked).toEqual(["beforeunload"]);

    await page.getByLabel("Add patrons").fill("Walk-up Wendy");
    await page.getByRole("button", { name: "Add to the list" }).click();
    await page.getByText("1 patron added.").waitFor();
    await logPayment(page, { patron: "Lena Haddad", amount: "10", method: "Cash" });
    await page.getByText("Payment logged.", { exact: false }).waitFor();
    await page.reload();
    expect(asked).toEqual(["beforeunload"]);
  });

  it("is asked about where a new charter, a count of cash or a note of a day is left, and leads on once it is saved", async () => {
    const page = await openCharter(DEMO_ACCOUNTS.admin);
    await page.goto(dock.network.url);
    await page.getByRole("button", { name: "New charter" }).click();
    const dialog = page.getByRole("dialog", { name: "New charter" });
    await dialog.getByLabel("First name").fill("Wendy");
    await dialog.getByText("Night", { exact: true }).click();
    await dialog.getByRole("button", { name: "Cancel" }).click();
    await ask(page).getByRole("button", { name: "Keep writing" }).click();
    await dialog.getByRole("button", { name: "Create charter" }).click();
    await page.getByText("Charter created.", { exact: false }).waitFor();
    expect(await ask(page).count()).toBe(0);

    await page.goto(`${dock.network.url}/availability`);
    const days = page.getByRole("table").getByRole("button").and(page.locator(":enabled"));
    await days.first().click();
    await page.getByLabel("Note (optional)").fill("After ten");
    await page.getByRole("link", { name: "Crew", exact: true }).first().click();
    await ask(page).getByRole("button", { name: "Keep writing" }).click();
    await page.getByRole("button", { name: "Save note" }).click();
    await page.getByRole("button", { name: "Saved" }).waitFor();
    await page.getByRole("link", { name: "Crew", exact: true }).first().click();
    await page.getByRole("heading", { name: "Crew", exact: true }).waitFor();

    await page.goto(`${dock.network.url}/closeout`);
    await page
      .getByLabel(/^Counted from/)
      .first()
      .fill("12");
    await page.getByRole("link", { name: "Day before" }).click();
    await ask(page).getByRole("button", { name: "Discard" }).click();
    await page.waitForURL(/closeout\?day=/);
  });

  it("is asked about at the kiosk too, which keeps nothing for the next person", async () => {
    const page = await dock.phone.newPage();
    const asked: string[] = [];
    page.on("dialog", (dialog) => {
      asked.push(dialog.type());
      void dialog.accept();
    });
    for (const place of ["?kiosk", ""]) {
      await page.goto(`${dock.network.url}/g/${dock.slugOf("jane-afternoon")}/waiver${place}`);
      await page.getByLabel("Your full name", { exact: true }).click();
      await page.getByLabel("Your full name", { exact: true }).fill("Leo Alvarez");
      await page.reload();
    }
    // Away from the kiosk the tab keeps a draft, and nobody need be asked.
    expect(asked).toEqual(["beforeunload"]);
    expect(await page.getByLabel("Your full name", { exact: true }).inputValue()).toBe("Leo Alvarez");
  });
});
