import { randomUUID } from "node:crypto";
import type { Page } from "playwright-core";
import { describe, expect, it } from "vitest";

import { DEMO_ACCOUNTS, dockDate } from "../../local/demo.ts";
import type { ApiClient } from "../../local/client.ts";
import { readCharter, signIn } from "../load/support/client.ts";
import { useCloud } from "../support/useCloud.ts";
import { coveredAt } from "./support/coveredAt.ts";
import {
  askWhy,
  beSignedIn,
  checkAboard,
  chooseMore,
  inspect,
  logPayment,
  look,
  openSignedIn,
  signThroughApi,
  unfoldPatron,
} from "./support/dock.ts";
import { usePages } from "./support/usePages.ts";

/** The charter's page, as who works at the dock needs it: people, then go. */

const cloud = useCloud({ demo: true });
// A browser tells of each answer that is no 2xx.
const { open: openPage } = usePages(/status of 404|ERR_INTERNET_DISCONNECTED/);
const DESK = { viewport: { width: 1280, height: 800 } };
const inDays = (days: number): string => dockDate(new Date(), days);
const [JANE, OMAR, JOSE] = [`${inDays(0)}-jane-afternoon`, `${inDays(0)}-omar-sunset`, `${inDays(2)}-jose-morning`];

async function openCharter(page: Page, slug: string): Promise<void> {
  await beSignedIn(page, cloud.url, DEMO_ACCOUNTS.admin);
  await page.goto(`${cloud.url}/charters/${slug}`);
  await page.getByRole("heading", { name: "Patrons", exact: true }).waitFor();
}

/** Puts a charter on the calendar with these on its list. */
async function createCharter(
  admin: ApiClient,
  slug: string,
  first_name: string,
  names: readonly string[],
): Promise<void> {
  const [date, period] = [slug.slice(0, 10), slug.split("-").at(-1)];
  const created = { id: randomUUID(), date, first_name, period, capacity: 60, price_cents: 90_000 };
  const patrons = names.map((name) => ({ id: randomUUID(), name }));
  expect(await admin.call("POST", "/api/events", created)).toMatchObject({ status: 201 });
  const listed = { patrons, at: new Date().toISOString() };
  expect(await admin.call("POST", `/api/event/${slug}/patrons`, listed)).toMatchObject({ status: 200 });
}

const glance = (page: Page) => page.getByRole("region", { name: "At a glance" });
const patrons = (page: Page) => page.getByRole("region", { name: "Patrons" });

describe("on its day", () => {
  it("has people and Depart within the thumb’s reach, the reasons as a checklist, and each told at a tap", async () => {
    const page = await openPage();
    await openCharter(page, JANE);

    const tiles = await glance(page).getByRole("listitem").allInnerTexts();
    expect(tiles.map((tile) => tile.replace(/\s+/g, " ").trim())).toEqual([
      expect.stringMatching(/Signed 2 of 4/),
      expect.stringMatching(/Aboard 0 of 4/),
      expect.stringMatching(/Briefing Not yet/),
      expect.stringMatching(/Crew 1 of 1/),
      expect.stringMatching(/Paid \$300 of \$600/),
    ]);
    expect(await page.getByText("have not signed").count()).toBe(0);
    await (await askWhy(page, "Signed")).getByText("Mia Chen and Leo Alvarez have not signed.").waitFor();
    await glance(page)
      .getByRole("button", { name: /^Signed / })
      .click();
    // Without scrolling, and in the lower half of the phone.
    const [aboard, depart] = await Promise.all([
      page.getByRole("button", { name: "Aboard : Jane Porter" }).boundingBox(),
      page.getByRole("button", { name: "Depart" }).boundingBox(),
    ]);
    for (const box of [aboard, depart]) {
      expect(box?.y).toBeGreaterThan(844 / 2);
      expect((box?.y ?? 0) + (box?.height ?? 0)).toBeLessThanOrEqual(844);
    }
    expect(await coveredAt(page.getByRole("button", { name: "Depart" }))).toEqual([]);
    await inspect(page, "charter-day");
  });

  it("tells how a tap went where nothing is covered that the thumb is about to tap", async () => {
    const page = await openPage();
    await openCharter(page, OMAR);
    await checkAboard(page, ["Omar Haddad"]);
    const said = page.getByText("Omar Haddad is aboard.");
    await said.waitFor();

    await look(page, "charter-toast");
    for (const needed of [
      page.getByRole("button", { name: "Depart" }),
      page.getByRole("button", { name: "Log payment" }),
      page.getByRole("button", { name: "Edit", exact: true }),
      page.getByRole("link", { name: /^\w+ \d{4}$/ }),
      page.getByRole("button", { name: "Aboard : Lena Haddad" }),
      page.getByRole("button", { name: "Record briefing" }),
      page.getByRole("heading", { level: 1 }),
      page.getByRole("button", { name: "Undo", exact: true }),
    ])
      expect(await coveredAt(needed)).toEqual([]);
  });

  it("tells what stays to be read where the menu, Depart and the last of the page can be reached all the same", async () => {
    const page = await openPage();
    await openCharter(page, OMAR);
    await page.getByText("Ready for offline", { exact: false }).waitFor();
    await page.context().setOffline(true);
    await logPayment(page, { patron: "Lena Haddad", amount: "5", method: "Cash" });
    await page.getByText("Payment kept on this device.", { exact: false }).waitFor();

    await look(page, "charter-toast-lasting");
    for (const needed of [
      page.getByText("Menu", { exact: true }),
      page.getByRole("button", { name: "Depart" }),
      page.getByRole("button", { name: "Log payment" }),
      page.getByRole("button", { name: "Dismiss" }),
    ])
      expect(await coveredAt(needed)).toEqual([]);
    await page.evaluate(() => {
      scrollTo(0, document.body.scrollHeight);
    });
    expect(await coveredAt(page.getByRole("heading", { name: "History" }))).toEqual([]);
    await page.context().setOffline(false);
  });

  it("leaves who did not come ashore with one tap, asks for no reason, and says who they were", async () => {
    const admin = await signIn(cloud.url);
    const slug = `${inDays(0)}-gail-night`;
    await createCharter(admin, slug, "Gail", ["Gail Marsh", "Hal Marsh", "Ivo Marsh"]);
    await signThroughApi(cloud.url, slug, "Gail Marsh");
    const page = await openPage();
    await openCharter(page, slug);
    await checkAboard(page, ["Gail Marsh"]);
    await page.getByRole("button", { name: "Record briefing" }).click();
    await glance(page).getByRole("heading", { name: "Go, with cautions" }).waitFor();

    await page.getByRole("button", { name: "Depart" }).click();
    const leaving = page.getByRole("dialog", { name: "Depart?" });
    await leaving.getByText("2 no-shows: Hal Marsh, Ivo Marsh.", { exact: false }).waitFor();
    // They are named once.
    expect(await leaving.getByText(/still ashore|have not signed/).count()).toBe(0);
    expect(await leaving.getByRole("textbox").count()).toBe(0);
    await inspect(page, "depart-no-shows");
    await leaving.getByRole("button", { name: "Depart with 1" }).click();
    await glance(page).getByText("2 no-shows: Hal Marsh and Ivo Marsh").waitFor();
    await patrons(page).getByRole("listitem").filter({ hasText: "Hal Marsh" }).getByText("No-show").waitFor();
    await inspect(page, "charter-departed");
    expect((await readCharter(admin, slug)).departures).toMatchObject([
      { kind: "departed", verdict: "caution", override: null, booked: 3, aboard: [{ name: "Gail Marsh" }] },
    ]);

    // Nobody waited for who is listed only now.
    await page.getByLabel("Add patrons").fill("Jo Late");
    await page.getByRole("button", { name: "Add to the list" }).click();
    await glance(page).getByText("Did not sail: Jo Late").waitFor();
    const lineOf = (name: string) => patrons(page).getByRole("listitem").filter({ hasText: name });
    await lineOf("Jo Late").getByText("Did not sail").waitFor();
    expect(await lineOf("Jo Late").getByText("No-show").count()).toBe(0);

    // Who is back is not aboard, and nobody goes aboard any more.
    await page.getByRole("button", { name: "All back" }).click();
    const back = page.getByRole("dialog", { name: "All back?" });
    await back.getByLabel("Patrons back, as you count them").fill("1");
    await back.getByRole("button", { name: "Record" }).click();
    await glance(page).getByRole("heading", { name: "All 1 back" }).waitFor();
    await lineOf("Gail Marsh").getByText("Sailed").waitFor();
    expect(await page.getByRole("button", { name: /^Aboard|Add aboard/ }).count()).toBe(0);
    await inspect(page, "charter-back");
    // The list keeps them, and its line counts as the page does.
    await page.goto(cloud.url);
    const line = page.getByRole("link", { name: "Gail’s night charter" });
    expect((await line.innerText()).replace(/\s+/g, " ")).toMatch(/Signed 1 of 4 Booked 4/);
  });
});

describe("before its day", () => {
  it("is neutral: it says when it sails, and asks for nothing that is done on the day", async () => {
    const page = await openPage();
    await openCharter(page, JOSE);
    await glance(page).getByRole("heading", { name: "Sails in 2 days" }).waitFor();
    const tiles = (await glance(page).getByRole("listitem").allInnerTexts()).join(" ");
    expect(tiles).toMatch(/Signed\s+1 of 1[^]*Crew\s+1 of 1[^]*Paid\s+\$520 of \$520/);
    expect(tiles).not.toMatch(/Aboard|Briefing/);
    for (const name of [/^Aboard/, "Depart", "Record briefing", "Add aboard"])
      expect(await page.getByRole("button", { name }).count()).toBe(0);
    await inspect(page, "charter-planned");

    // A wrong clock, or guests who sleep aboard, must keep nobody at the dock.
    await page.getByRole("button", { name: "Start boarding early" }).click();
    await page.getByRole("button", { name: "Aboard : José Rivera" }).waitFor();
    await page.getByRole("button", { name: "Depart" }).click();
    const dialog = page.getByRole("dialog");
    await dialog.getByText("This charter is for", { exact: false }).waitFor();
    await dialog.getByText("Sails in 2 days: its departure would be recorded today", { exact: false }).waitFor();
    await inspect(page, "depart-days-early");
  });

  it("counts as its line in the month counts it", async () => {
    const page = await openPage();
    await beSignedIn(page, cloud.url, DEMO_ACCOUNTS.admin);
    for (const [slug, counts] of [
      [JANE, ["Signed", "Aboard", "Paid"]],
      [JOSE, ["Signed", "Paid"]],
    ] as const) {
      await page.goto(`${cloud.url}/?month=${slug.slice(0, 7)}`);
      const line = page.locator(`a[href$="${slug}"]`);
      await line.waitFor();
      const shown = (await line.innerText()).replace(/\s+/g, " ");
      await page.goto(`${cloud.url}/charters/${slug}`);
      await glance(page).getByRole("listitem").first().waitFor();
      const tiles = (await glance(page).getByRole("listitem").allInnerTexts()).map((tile) => tile.replace(/\s+/g, " "));
      for (const what of counts) {
        const counted = new RegExp(`${what} (\\S+ of \\S+)`);
        const said = counted.exec(shown)?.[1];
        expect(said).toBeDefined();
        expect(counted.exec(tiles.join(" "))?.[1]?.replace(/\.$/, "")).toBe(said);
      }
    }
  });
});

describe("who has not signed", () => {
  it("is mailed the link by one button, and who has no address is named", async () => {
    const admin = await signIn(cloud.url);
    const slug = `${inDays(3)}-uma-morning`;
    await createCharter(admin, slug, "Uma", ["Uma Stone", "Ned Reed"]);
    const invited = { patrons: [{ id: randomUUID(), name: "Kit Vale", email: "kit@example.com" }] };
    await admin.call("POST", `/api/event/${slug}/patrons`, { ...invited, at: new Date().toISOString() });
    const page = await openPage();
    await openCharter(page, slug);
    await page.getByText("Not signed, and no e-mail address: Uma Stone and Ned Reed.").waitFor();
    await page.getByRole("button", { name: "Mail it to 1 who has not signed" }).click();
    await page.getByText("On its way to Kit Vale.").waitFor();
    await inspect(page, "charter-link-mailed");
    await expect.poll(async () => (await readCharter(admin, slug)).manifest.at(-1)?.reminded_at).not.toBeNull();
    await page.getByLabel("Add patrons").fill("Pat Hill, pat@example.com");
    await page.getByText("Mail them the waiver’s link").click();
    await page.getByRole("button", { name: "Add to the list" }).click();
    await page.getByText("1 patron added. The link is on its way to Pat Hill.").waitFor();
    await expect.poll(async () => (await readCharter(admin, slug)).manifest.at(-1)?.reminded_at).not.toBeNull();
  });
});

describe("who booked", () => {
  it("and has signed is mailed the link for those of the party whom no mail reaches", async () => {
    const admin = await signIn(cloud.url);
    const date = inDays(4);
    const booker = { id: randomUUID(), name: "Vera Moss", email: "vera@example.com" };
    const body = { id: randomUUID(), date, first_name: "Vera", period: "morning", party: 4, booker };
    expect((await admin.call("POST", "/api/events", body)).status).toBe(201);
    const slug = `${date}-vera-morning`;
    await signThroughApi(cloud.url, slug, "Vera Moss");
    const page = await openPage();
    await openCharter(page, slug);
    const mail = page.getByRole("button", { name: "Mail it to Vera Moss, who booked" });
    await mail.waitFor();
    await inspect(page, "charter-mail-booker");
    await mail.click();
    await page.getByText("On its way to Vera Moss.").waitFor();
    await page.getByText("History", { exact: true }).click();
    await page.getByText("mailed the waiver’s link to Vera Moss.", { exact: false }).waitFor();
  });
});

describe("a canceled charter", () => {
  it("is quiet: it says so once, and asks for nothing", async () => {
    const admin = await signIn(cloud.url);
    const slug = `${inDays(1)}-vic-evening`;
    await createCharter(admin, slug, "Vic", ["Vic Stone"]);
    const { revision } = await readCharter(admin, slug);
    await admin.call("PATCH", `/api/event/${slug}`, { revision, status: "canceled" });
    const page = await openPage();
    await openCharter(page, slug);

    expect(await page.getByText("Called off", { exact: true }).count()).toBe(1);
    expect(await glance(page).getByRole("listitem").count()).toBe(0);
    for (const name of [/^Aboard/, "Depart", "Show QR code"])
      expect(await page.getByRole("button", { name }).count()).toBe(0);
    await inspect(page, "charter-canceled");
    await chooseMore(page, "Reopen charter");
    await page.getByRole("dialog", { name: "Reopen this charter?" }).waitFor();
  });
});

describe("forty-one people", () => {
  it("are found by a part of a name, filtered by what is to do, and checked aboard together", async () => {
    const admin = await signIn(cloud.url);
    const slug = `${inDays(0)}-nora-morning`;
    const names = Array.from(
      { length: 41 },
      (_, place) => `Guest ${String.fromCharCode(65 + (place % 26))}${place < 26 ? "" : "lpha"} Quinn`,
    );
    await createCharter(admin, slug, "Nora", names);
    for (const name of ["Guest A Quinn", "Guest B Quinn", "Guest Clpha Quinn"])
      await signThroughApi(cloud.url, slug, name);
    const page = await openPage();
    await openCharter(page, slug);
    const lines = patrons(page).getByRole("listitem");
    await expect.poll(() => lines.count()).toBe(41);
    await inspect(page, "charter-many");

    await page.getByLabel("Find a patron").fill("clpha");
    expect(await lines.allInnerTexts()).toEqual([expect.stringContaining("Guest Clpha Quinn")]);
    // Whoever is looked for: on paper are all of them.
    await page.emulateMedia({ media: "print" });
    expect(await lines.count()).toBe(41);
    await page.emulateMedia({ media: "screen" });
    await page.getByLabel("Find a patron").fill("");
    await patrons(page).getByRole("button", { name: "Not signed 38" }).click();
    await expect.poll(() => lines.count()).toBe(38);
    await patrons(page).getByRole("button", { name: "Ashore 41" }).click();
    await page.getByRole("button", { name: "Check all 3 who have signed aboard" }).click();
    await page.getByText("3 patrons are aboard.").waitFor();
    // They stay where they are until somebody looks for others.
    expect(await lines.count()).toBe(41);
    expect((await readCharter(admin, slug)).aboard).toBe(3);
    await page.getByRole("button", { name: "Undo", exact: true }).click();
    await page.getByText("3 patrons are ashore.").waitFor();
    expect((await readCharter(admin, slug)).aboard).toBe(0);
  });
});

describe("a payment", () => {
  it("is for the charter that is open, by whom a chip names, of what they owe", async () => {
    const page = await openPage();
    await openCharter(page, JANE);
    await page.getByRole("button", { name: "Log payment" }).click();
    const dialog = page.getByRole("dialog", { name: "Log payment" });
    await dialog.getByText("For Jane’s afternoon charter", { exact: false }).waitFor();
    expect(await dialog.getByRole("combobox", { name: "Charter" }).count()).toBe(0);
    const chips = dialog.getByRole("group", { name: "On the list" }).getByRole("button");
    expect((await chips.allInnerTexts()).map((chip) => chip.replace(/\s+/g, " "))).toEqual([
      "Sam Okafor $33.34",
      "Mia Chen $133.34",
      "Leo Alvarez $133.32",
      "Jane Porter",
    ]);
    await inspect(page, "payment-chips");
    await chips.filter({ hasText: "Mia Chen" }).click();
    expect(await dialog.getByLabel("Patron").inputValue()).toBe("Mia Chen");
    expect(await dialog.getByRole("textbox", { name: "Amount" }).inputValue()).toBe("133.34");
    await dialog.getByText("Cash", { exact: true }).click();
    await dialog.getByRole("button", { name: "Log payment" }).click();
    await page.getByText("Payment logged.", { exact: false }).waitFor();
    await page.getByRole("region", { name: "Payments" }).getByText("$133.34").first().waitFor();
  });
});

describe("the keyboard", () => {
  it("opens and leaves a menu, and finds its place again behind a dialog; a tap beside it closes it", async () => {
    const page = await openPage(DESK);
    await openCharter(page, JANE);
    const menu = page.getByLabel(/^What to do about \$200\.00, Jane Porter/);
    const refund = page.getByRole("region", { name: "Payments" }).getByRole("button", { name: "Refund" });
    const hasFocus = (): Promise<boolean> => menu.evaluate((summary) => summary === document.activeElement);
    await menu.focus();
    await page.keyboard.press("Enter");
    await refund.waitFor();
    await page.keyboard.press("Escape");
    await refund.waitFor({ state: "hidden" });
    expect(await hasFocus()).toBe(true);

    await page.keyboard.press("Enter");
    for (let step = 0; step < 2; step += 1) await page.keyboard.press("Tab");
    await page.keyboard.press("Enter");
    await page.getByRole("dialog", { name: "Refund a payment" }).waitFor();
    await page.keyboard.press("Escape");
    await expect.poll(hasFocus).toBe(true);

    await menu.click();
    await refund.waitFor();
    await page.getByRole("heading", { level: 1 }).click();
    await refund.waitFor({ state: "hidden" });
  });

  it("reaches all that is at the dock in the order of the screen", async () => {
    const page = await openPage(DESK);
    await openCharter(page, OMAR);
    await page.getByRole("link", { name: /^\w+ \d{4}$/ }).focus();
    const reached: string[] = [];
    while (!reached.includes("Aboard : Lena Haddad") && reached.length < 20) {
      await page.keyboard.press("Tab");
      reached.push(
        await page.evaluate(() => {
          const { activeElement } = document;
          const name = activeElement?.getAttribute("aria-label") ?? activeElement?.textContent ?? "";
          // Signs that are drawn are not read out.
          return name.replace(/^[!?]/, "").replace(/\s+/g, " ").trim();
        }),
      );
    }
    const starts = ["Edit", "More about this charter", "Signed", "Aboard", "Briefing", "Paid", "Record briefing"];
    expect(reached.slice(0, starts.length).map((name, place) => name.startsWith(starts[place] ?? "-"))).toEqual(
      starts.map(() => true),
    );
    expect(reached.slice(starts.length, starts.length + 2)).toEqual(["Log payment", "Depart"]);
  });
});

describe("a desk", () => {
  it("has people beside money, with what is next in sight", async () => {
    const page = await openPage(DESK);
    await openCharter(page, OMAR);
    const [people, money] = await Promise.all([
      patrons(page).boundingBox(),
      page.getByRole("region", { name: "Payments" }).boundingBox(),
    ]);
    expect(money?.x).toBeGreaterThan((people?.x ?? 0) + (people?.width ?? 0));
    expect(await coveredAt(page.getByRole("button", { name: "Depart" }))).toEqual([]);
    await inspect(page, "charter-desk");
  });
});

describe("the title of a charter", () => {
  it("is the same in the month, on its page, in the tab, and of its record", async () => {
    const page = await openPage();
    await openSignedIn(page, cloud.url, DEMO_ACCOUNTS.admin);
    await page.getByRole("link", { name: /^Anniversary sail/ }).click();
    await page.getByRole("heading", { level: 1, name: "Anniversary sail" }).waitFor();
    await expect.poll(() => page.title()).toMatch(/^Anniversary sail · /);
    await page.goto(`${cloud.url}/charters/${OMAR}/departure`);
    await page.getByRole("heading", { level: 1, name: "Anniversary sail" }).waitFor();
    await expect.poll(() => page.title()).toMatch(/^Departure: Anniversary sail · /);
    await page.goto(`${cloud.url}/charters/${inDays(9)}-mary-night`);
    await page.getByRole("heading", { level: 1, name: "Mary’s night charter" }).waitFor();
  });
});

describe("on paper", () => {
  it("is the manifest, with whom to call, and no button", async () => {
    const page = await openPage();
    await openCharter(page, JANE);
    await (await unfoldPatron(page, "Jane Porter")).getByRole("link", { name: "(305) 555-0142" }).waitFor();
    await patrons(page)
      .getByRole("button", { name: /^Jane Porter / })
      .click();
    await page.emulateMedia({ media: "print" });

    for (const seen of ["Jane Porter", "Mia Chen", "Not signed", "Finn Mate"])
      expect(await page.getByText(seen).first().isVisible()).toBe(true);
    expect(await patrons(page).getByText("(305) 555-0142").first().isVisible()).toBe(true);
    expect(await page.getByText("Balance due").isVisible()).toBe(false);
    const tapped = await page
      .getByRole("button")
      .evaluateAll((buttons) =>
        buttons
          .filter((button) => button.checkVisibility() && !button.matches(".patron-name, .check-tile"))
          .map(({ outerHTML }) => outerHTML),
      );
    expect(tapped).toEqual([]);
    expect(
      await page
        .locator(".link-box, textarea, summary")
        .evaluateAll((all) => all.filter((one) => one.checkVisibility()).length),
    ).toBe(0);
    await look(page, "charter-paper", { fullPage: true });
  });
});
