import { randomUUID } from "node:crypto";
import type { BrowserContextOptions, Page } from "playwright-core";
import { expect, describe, it } from "vitest";

import { reserveTry, type Limit } from "../../lambda/throttle/throttle.ts";
import { networkOf } from "../../lambda/throttle/network.ts";
import { DEMO_ACCOUNTS, dockDate } from "../../local/demo.ts";
import { SIGNING_LIMITS } from "../../rules/contract/amounts.ts";
import { addDays } from "../../rules/time/dates.ts";
import { PHONE } from "../../testkit/browser.ts";
import { openCloudTable, signIn } from "../load/support/client.ts";
import { useCloud } from "../support/useCloud.ts";
import {
  beSignedIn,
  fillBirth,
  fillRest,
  inspect,
  inspectDayAndNight,
  logPayment,
  type,
  unfoldPatron,
} from "./support/dock.ts";
import { usePages } from "./support/usePages.ts";

/** What a patron and the crew see where something is too much, too late, or dated by a clock that is wrong. */

const cloud = useCloud({ demo: true });
// A browser tells of each answer that is no 2xx.
const { open: openPage } = usePages(/status of (?:409|410|429)/);

/** A phone and a desk; each is looked at by day and by night. */
const LOOKS: readonly (readonly [string, BrowserContextOptions])[] = [
  ["phone", PHONE],
  ["desk", { ...PHONE, viewport: { width: 1280, height: 800 } }],
];

const slug = (): string => `${dockDate(new Date())}-omar-sunset`;

/** Does something on a page of each look, one after the other. */
async function inEachLook(act: (page: Page, look: string) => Promise<void>): Promise<void> {
  for (const [look, options] of LOOKS) {
    const page = await openPage(options);
    await act(page, look);
    await page.context().close();
  }
}

/** Uses a limit up. */
async function useUp(scope: string, subject: string, { max, seconds }: Pick<Required<Limit>, "max" | "seconds">) {
  let tries = max;
  // What was used before is used already: smaller and smaller parts, until not one is left.
  while (tries >= 1) {
    const taken = await reserveTry(openCloudTable(cloud), { scope, subject, max, seconds }, new Date(), tries);
    if (!taken.ok) tries = Math.floor(tries / 2);
  }
}

async function fillAndSign(page: Page, name: string, email?: string): Promise<void> {
  await page.getByLabel("Your full name", { exact: true }).fill(name);
  await fillBirth(page.getByRole("group", { name: "Your date of birth" }), 1990);
  await type(page, name);
  await fillRest(page, email);
  await page.getByRole("button", { name: "Sign the waiver" }).click();
}

// Before others use up what one address may sign.
describe("an admin", () => {
  it("sees what is held back, and sends it for who is on the list", async () => {
    const admin = await signIn(cloud.url);
    for (const [scope, limit] of [
      ["sign-company-mails", SIGNING_LIMITS.mails.open],
      ["sign-company-mails-kept", SIGNING_LIMITS.mails.kept],
      ["sign-company-mails-listed", SIGNING_LIMITS.mails.listed],
    ] as const)
      await useUp(scope, "company", limit);
    const charter = `${dockDate(new Date())}-jane-afternoon`;
    const added = { patrons: [{ id: randomUUID(), name: "Lila Listed" }], at: new Date().toISOString() };
    expect((await admin.call("POST", `/api/event/${charter}/patrons`, added)).status).toBe(200);
    const patron = await openPage();
    for (const name of ["Lila Listed", "Stan Stranger"]) {
      await patron.goto(`${cloud.url}/g/${charter}/waiver`);
      await fillAndSign(patron, name, `${name.split(" ")[0] ?? ""}@example.com`);
      await patron.getByText("Your copy was not sent to").waitFor();
    }
    await inEachLook(async (page, look) => {
      await beSignedIn(page, cloud.url, DEMO_ACCOUNTS.admin);
      await page.goto(`${cloud.url}/charters/${charter}`);
      await page.getByText("4 mails about 2 signatures held back:").waitFor();
      await (await unfoldPatron(page, "Lila Listed")).getByText("No copy was mailed yet").waitFor();
      await inspectDayAndNight(page, `held-back-${look}`);
      if (look !== "desk") return;
      await page.getByRole("button", { name: "Send for 1 signature of your list" }).click();
      await page.getByText("2 mails about 1 signature held back:").waitFor();
      await page.getByRole("button", { name: "Send all" }).click();
      await page.getByText("held back:").waitFor({ state: "detached" });
      await page
        .getByText("Ada Captain sent mails about signatures that were held back.")
        .first()
        .waitFor({ state: "attached" });
    });
  });
});

describe("a patron", () => {
  it("reads until when the waiver can be signed, and whose copy is withheld is told", async () => {
    await useUp("copy-to", "full@example.com", SIGNING_LIMITS.mailbox.open);
    await useUp("copy-kept", "full@example.com", SIGNING_LIMITS.mailbox.kept);
    await inEachLook(async (page, look) => {
      await page.goto(`${cloud.url}/g/${slug()}/waiver`);
      await page.getByText(/You can sign until \w+, \w+ \d+, \d{4} at 12:00 PM E[DS]T\./).waitFor();
      await fillAndSign(page, `Cora ${look}`, "full@example.com");
      await page.getByText("Your copy was not sent to full@example.com").waitFor();
      expect(await page.getByText("Copy by email to").count()).toBe(0);
      await inspectDayAndNight(page, `withheld-${look}`);
    });
  });

  it("whose signature is refused for a flood reads from when on it works again, and keeps what was typed", async () => {
    for (const address of ["127.0.0.1", "::1"]) await useUp("sign-address", networkOf(address), SIGNING_LIMITS.address);
    await inEachLook(async (page, look) => {
      await page.goto(`${cloud.url}/g/${slug()}/waiver`);
      await fillAndSign(page, "Lena Late");
      const notice = page.getByRole("alert").filter({ hasText: "Too many signatures from one place" });
      await notice
        .getByText(/Sign again from \w+, .* on, or ask the crew: .* Everything you entered is still here\./)
        .waitFor();
      expect(await page.getByLabel("Your full name", { exact: true }).inputValue()).toBe("Lena Late");
      await inspectDayAndNight(page, `throttled-${look}`);
    });
  });

  it("who comes after the day reads that signing has closed", async () => {
    const admin = await signIn(cloud.url);
    const date = addDays(dockDate(new Date()), -3);
    const created = await admin.call("POST", "/api/events", {
      id: randomUUID(),
      date,
      first_name: "Past",
      period: "night",
    });
    expect(created.status).toBe(201);
    await inEachLook(async (page, look) => {
      for (const [language, heading] of [
        ["en", "Signing has closed"],
        ["es", "La firma está cerrada"],
      ] as const) {
        await page.goto(`${cloud.url}/g/${date}-past-night/waiver?lang=${language}`);
        await page.getByRole("heading", { name: heading }).waitFor();
        await inspectDayAndNight(page, `closed-${language}-${look}`);
      }
    });
  });

  it("whose phone was never set is told to set its clock, and nothing is sent", async () => {
    const page = await openPage();
    await page.clock.setFixedTime(new Date("1970-01-01T00:05:00Z"));
    const sent: string[] = [];
    page.on("request", (request) => {
      if (request.method() === "POST") sent.push(request.url());
    });
    await page.goto(`${cloud.url}/g/${slug()}/waiver`);
    await fillAndSign(page, "Nell Never");
    await page.getByRole("alert").getByText("The clock of this device is wrong").waitFor();
    expect(sent).toEqual([]);
    await inspect(page, "wrong-clock");
  });
});

describe("the crew", () => {
  it("is asked once whether more than is due is right", async () => {
    await inEachLook(async (page, look) => {
      await beSignedIn(page, cloud.url, DEMO_ACCOUNTS.admin);
      await page.goto(`${cloud.url}/charters/${dockDate(new Date())}-omar-sunset`);
      await page.getByRole("button", { name: "Log payment" }).click();
      const dialog = page.getByRole("dialog", { name: "Log payment" });
      await dialog.getByLabel("Patron").fill(`Omar ${look}`);
      await dialog.getByRole("textbox", { name: "Amount" }).fill("5000");
      await dialog.getByText("Cash", { exact: true }).click();
      await dialog.getByRole("button", { name: "Log payment" }).click();
      await dialog.getByRole("alert").getByText("More than is due").waitFor();
      await inspectDayAndNight(page, `more-than-due-${look}`);
      if (look !== "phone") return;
      await dialog.getByRole("textbox", { name: "Amount" }).fill("450.01");
      await dialog.getByRole("alert").waitFor({ state: "detached" });
      await dialog.getByRole("button", { name: "Log payment" }).click();
      await dialog.getByRole("alert").getByText("$450.00 is still due on this charter.").waitFor();
      await dialog.getByRole("button", { name: "Log payment" }).click();
      await dialog.waitFor({ state: "detached" });
      await page.getByRole("region", { name: "Payments" }).getByText("Omar phone").waitFor();
    });
  });

  it("sees what a phone with a wrong clock logged as doubtful, with both clocks", async () => {
    const charter = `${dockDate(new Date())}-jane-afternoon`;
    await inEachLook(async (page, look) => {
      await beSignedIn(page, cloud.url, DEMO_ACCOUNTS.admin);
      await page.goto(`${cloud.url}/charters/${charter}`);
      await page.clock.setFixedTime(new Date("2016-01-01T12:00:00Z"));
      await page.getByRole("heading", { name: "Patrons", exact: true }).waitFor();
      await page.reload();
      await logPayment(page, { patron: `Walt ${look}`, amount: "5", method: "Cash" });
      const line = page
        .getByRole("region", { name: "Payments" })
        .getByRole("listitem")
        .filter({ hasText: `Walt ${look}` });
      await line.getByText("Clock in doubt").waitFor();
      expect(await line.textContent()).toMatch(/Jan 1, 2016, 7:00 AM EST by the device · .* by our clock/);
      // By this phone's clock the charter's day is years ahead: that must keep nobody at the dock.
      await page.getByRole("button", { name: "Start boarding early" }).click();
      await page
        .getByRole("button", { name: "Record briefing" })
        .or(page.getByRole("button", { name: "Undo briefing" }))
        .first()
        .waitFor();
      const briefing = page.getByRole("button", { name: "Record briefing" });
      if ((await briefing.count()) > 0) await briefing.click();
      await page.getByText(/Briefing given/).waitFor();
      await page.getByRole("heading", { name: "History" }).click();
      await inspectDayAndNight(page, `claims-${look}`);
    });
  });
});
