import { mkdtemp, readFile, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import papaparse from "papaparse";
import type { Browser, BrowserContext, Page } from "playwright-core";
import * as v from "valibot";
import { afterAll, afterEach, beforeAll, describe, expect, it } from "vitest";

import { createAccount } from "../../lambda/accounts/store.ts";
import type { ApiClient } from "../../local/client.ts";
import { DEMO_ACCOUNTS, DEMO_PASSWORD, dockDate } from "../../local/demo.ts";
import { CloseoutResponse } from "../../rules/contract/api/closeout.ts";
import type { EventDetail } from "../../rules/contract/api/event.ts";
import { historyOf } from "../../rules/charter/history.ts";
import { openCloudTable, openDesk, readCharter } from "../load/support/client.ts";
import { sweepUntilEmpty } from "../load/support/outbox.ts";
import { launchBrowser, openProfile, PATIENCE_MS, PHONE } from "../../testkit/browser.ts";
import { stopClock } from "../../testkit/stopClock.ts";
import { gatherComplaints } from "./support/complaints.ts";
import {
  actOn,
  askWhy,
  checkAboard,
  draw,
  fillBirth,
  fillRest,
  inspect,
  logPayment,
  look,
  signInAt,
  signThroughApi,
  type,
} from "./support/dock.ts";
import { layNetwork, type UnreliableNetwork } from "./support/unreliableNetwork.ts";
import { AFTERNOON, MORNING, SUNSET, type CharterPlan } from "./support/wholeDay.ts";
import { useCloud } from "../support/useCloud.ts";

/**
 * A whole day of three charters with twenty-five patrons, one minor alone, one lost connection of an hour, a wrong payment and a
 * refund, on phones. Each test goes on where the one before stopped.
 */

const NOW = new Date();
const TODAY = dockDate(NOW);
const HOUR = 3_600_000;

/** A signature with the hashes of the PDF copies that were made of it. */
const Sealed = v.object({ signer: v.object({ name: v.string() }), pdf_sha256: v.set(v.string()) });

const cloud = useCloud({ editGraph: stopClock });
let browser: Browser;
let network: UnreliableNetwork;
let desk: ApiClient;
/** The admin's phone, with a signal all day. */
let admin: Page;
let profile: string;
/** Finn's phone, which loses it. */
let phone: BrowserContext;
let finn: Page;
const complaints = gatherComplaints();

beforeAll(async () => {
  browser = await launchBrowser();
  network = await layNetwork(cloud.url);
  desk = await openDesk(cloud);
  await createAccount(openCloudTable(cloud), { ...DEMO_ACCOUNTS.crew, password: DEMO_PASSWORD }, NOW, {
    N: 2 ** 10,
    r: 8,
    p: 1,
  });
  profile = await mkdtemp(join(tmpdir(), "scc-day-"));
  phone = await openProfile(profile, PHONE);
  admin = await openPage(await browser.newContext(PHONE));
});

afterAll(async () => {
  await Promise.all([browser.close(), phone.close()]);
  await network.close();
  await rm(profile, { recursive: true, force: true });
});

afterEach(() => {
  expect(complaints.take()).toEqual([]);
});

async function openPage(context: BrowserContext): Promise<Page> {
  const page = await context.newPage();
  page.setDefaultTimeout(PATIENCE_MS);
  complaints.watch(page);
  return page;
}

function slugOf({ firstName, period }: CharterPlan): string {
  return `${TODAY}-${firstName}-${period}`.toLowerCase();
}

async function openCharter(page: Page, plan: CharterPlan, url = cloud.url): Promise<void> {
  await page.goto(`${url}/charters/${slugOf(plan)}`);
  await page.getByRole("heading", { name: "Payments" }).waitFor();
}

function stored(plan: CharterPlan): Promise<EventDetail> {
  return readCharter(desk, slugOf(plan));
}

async function openWaiver(plan: CharterPlan, query = ""): Promise<Page> {
  const page = await openPage(await browser.newContext(PHONE));
  await page.goto(`${cloud.url}/g/${slugOf(plan)}/waiver${query}`);
  return page;
}

function glance(page: Page) {
  return page.getByRole("region", { name: "At a glance" });
}

async function createCharter(plan: CharterPlan): Promise<void> {
  await admin.goto(cloud.url);
  await admin.getByRole("button", { name: "New charter" }).click();
  const dialog = admin.getByRole("dialog", { name: "New charter" });
  await dialog.getByLabel("First name").fill(plan.firstName);
  await dialog.getByLabel("Date").fill(TODAY);
  await dialog.getByText(plan.period, { exact: true }).click();
  await dialog.getByLabel("Start").fill(plan.startsAt);
  await dialog.getByLabel("Price").fill(plan.price);
  await dialog.getByLabel("Vessel").selectOption(plan.vessel);
  for (const name of plan.crew) await dialog.getByLabel(name).check();
  await look(admin, `new-${plan.firstName}`);
  await dialog.getByRole("button", { name: "Create charter" }).click();
  await admin.getByRole("heading", { name: `${plan.firstName}’s ${plan.period.toLowerCase()} charter` }).waitFor();
  await admin.getByLabel("Add patrons").fill(plan.pasted);
  await look(admin, `paste-${plan.firstName}`);
  await admin.getByRole("button", { name: "Add to the list" }).click();
  await admin.getByText(`${plan.patrons.length} patrons added.`).waitFor();
}

describe("a whole day at the dock", () => {
  it("is planned by the admin: vessels, three charters, crew and pasted lists", async () => {
    await signInAt(admin, cloud.url, DEMO_ACCOUNTS.admin);
    await inspect(admin, "month-empty");
    await admin.getByText("Menu").click();
    await admin.getByRole("link", { name: "Crew" }).click();
    await inspect(admin, "crew");
    await admin.getByRole("link", { name: "Vessels" }).click();
    for (const [name, capacity, crew] of [
      ["Windward", "10", "2"],
      ["Leeward", "8", "1"],
    ] as const) {
      await admin.getByRole("button", { name: "Add vessel" }).click();
      const dialog = admin.getByRole("dialog", { name: "Add vessel" });
      await dialog.getByLabel("Name").fill(name);
      await dialog.getByLabel("Most patrons by law").fill(capacity);
      await dialog.getByLabel("Crew needed").fill(crew);
      await dialog.getByRole("button", { name: "Add vessel" }).click();
      await admin.getByRole("listitem").filter({ hasText: name }).getByText(`Up to ${capacity} patrons`).waitFor();
    }
    await inspect(admin, "vessels");
    for (const plan of [MORNING, AFTERNOON, SUNSET]) await createCharter(plan);

    const events = await Promise.all([MORNING, AFTERNOON, SUNSET].map(stored));
    expect(
      events.map(({ vessel, capacity, required_crew, crew }) => [vessel, capacity, required_crew, crew.length]),
    ).toEqual([
      ["Windward", 10, 2, 2],
      ["Leeward", 8, 1, 1],
      ["Windward", 10, 2, 2],
    ]);
    expect(events.flatMap(({ manifest }) => manifest.map(({ name }) => name))).toEqual(
      [MORNING, AFTERNOON, SUNSET].flatMap(({ patrons }) => patrons),
    );
    expect(events[0]?.manifest.filter(({ email }) => email !== null).map(({ email }) => email)).toEqual([
      "nora@example.com",
      "tom@example.com",
      "eva@example.com",
      "cy@example.com",
    ]);
    await admin.goto(cloud.url);
    await admin.getByRole("link", { name: "Omar’s sunset charter" }).waitFor();
    await inspect(admin, "month");
  });

  it("is signed for by the patrons: typed, drawn, a family, a minor only with a parent, in Spanish", async () => {
    for (const plan of [MORNING, AFTERNOON, SUNSET]) {
      for (const name of plan.signThemselves) await signThroughApi(cloud.url, slugOf(plan), name);
    }
    await openCharter(admin, MORNING);
    await glance(admin).getByRole("heading", { name: "No go" }).waitFor();
    await (await askWhy(admin, "Signed")).getByText("Nora Quinn, Tom Quinn and 4 others have not signed.").waitFor();
    await inspect(admin, "charter-unsigned");

    const nora = await openWaiver(MORNING);
    await inspect(nora, "waiver");
    await nora.getByLabel("Your full name", { exact: true }).fill("Nora Quinn");
    await fillBirth(nora.getByRole("group", { name: "Your date of birth" }), 1980);
    await fillRest(nora, "nora@example.com");
    await type(nora, "Nora Quinn");
    await nora.getByRole("button", { name: "Sign the waiver" }).click();
    await nora.getByRole("heading", { name: "Signed. Fair winds!" }).waitFor();
    await inspect(nora, "waiver-signed");

    const tom = await openWaiver(MORNING);
    await tom.getByLabel("Your full name", { exact: true }).fill("Tom Quinn");
    await fillBirth(tom.getByRole("group", { name: "Your date of birth" }), 1979);
    await fillRest(tom);
    await draw(tom);
    await tom.getByRole("button", { name: "Sign the waiver" }).click();
    await tom.getByRole("heading", { name: "Signed. Fair winds!" }).waitFor();

    const eva = await openWaiver(MORNING);
    await eva.getByLabel("Your full name", { exact: true }).fill("Eva Ruiz");
    await fillBirth(eva.getByRole("group", { name: "Your date of birth" }), 1985);
    for (const [index, name] of ["Leo Ruiz", "Mía Ruiz"].entries()) {
      await eva.getByRole("button", { name: "Add a child" }).click();
      const child = eva.getByRole("group", { name: `Child ${index + 1}`, exact: true });
      await child.getByLabel("Child’s full name").fill(name);
      await fillBirth(child.getByRole("group"), Number(TODAY.slice(0, 4)) - 9 + index);
    }
    await eva.getByText("Parent", { exact: true }).click();
    await fillRest(eva, "eva@example.com");
    await draw(eva);
    await inspect(eva, "waiver-family");
    await eva.getByRole("button", { name: "Sign for 3 people" }).click();
    await eva.getByRole("heading", { name: "Signed. Fair winds!" }).waitFor();

    const kim = await openWaiver(MORNING);
    await kim.getByLabel("Your full name", { exact: true }).fill("Kim Park");
    await fillBirth(kim.getByRole("group", { name: "Your date of birth" }), Number(TODAY.slice(0, 4)) - 15);
    await kim.getByRole("heading", { name: "A parent or legal guardian signs for you" }).waitFor();
    await fillRest(kim);
    await type(kim, "Kim Park");
    await kim.getByRole("button", { name: "Sign the waiver" }).click();
    await kim.getByRole("link", { name: /Somebody under 18 cannot sign alone/ }).waitFor();
    await inspect(kim, "waiver-minor-alone");
    expect((await stored(MORNING)).signatures.map(({ participant }) => participant)).not.toContain("Kim Park");
    await openCharter(admin, MORNING);
    await (await askWhy(admin, "Signed")).getByText("Kim Park has not signed.").waitFor();
    await kim.getByRole("button", { name: "I’m the parent or guardian" }).click();
    await kim.getByLabel("Your full name", { exact: true }).fill("Jo Park");
    await kim.getByLabel("I’m sailing on this charter").uncheck();
    await kim.getByText("Parent", { exact: true }).click();
    await type(kim, "Jo Park");
    await fillRest(kim);
    await kim.getByRole("button", { name: "Sign the waiver" }).click();
    await kim.getByRole("heading", { name: "Signed. Fair winds!" }).waitFor();

    const beth = await openWaiver(AFTERNOON, "?lang=es");
    await beth.locator("#name").fill("Beth Moore");
    await fillBirth(beth.locator("#own-birth"), 1990);
    await fillRest(beth, "beth@example.com");
    await beth.getByText("Escribirla", { exact: true }).click();
    await beth.locator("#signature").fill("Beth Moore");
    await beth.getByRole("button", { name: "Firmar el documento" }).click();
    await beth.getByRole("heading", { name: "Firmado. ¡Buen viaje!" }).waitFor();

    const signed = (await stored(MORNING)).signatures;
    expect(signed).toHaveLength(10);
    expect(
      signed
        .filter(({ minor }) => minor)
        .map(({ participant, guardian }) => [participant, guardian])
        .sort(),
    ).toEqual([
      ["Kim Park", "Jo Park"],
      ["Leo Ruiz", "Eva Ruiz"],
      ["Mía Ruiz", "Eva Ruiz"],
    ]);
    expect((await stored(AFTERNOON)).signatures.find(({ participant }) => participant === "Beth Moore")?.language).toBe(
      "es",
    );
    for (const page of [nora, tom, eva, kim, beth]) await page.context().close();
  });

  it("sends the morning charter off: from no go to go, paid after a wrong payment, and all back", async () => {
    await openCharter(admin, MORNING);
    await logPayment(admin, { patron: "Nora Quinn", amount: "300", method: "Card", receiptTo: "nora@example.com" });
    await admin.getByText("Payment logged. Mail sent to the admin. Receipt sent.").waitFor();

    finn = await openPage(phone);
    await signInAt(finn, network.url, DEMO_ACCOUNTS.crew);
    await finn.evaluate(() => navigator.serviceWorker.ready.then(() => undefined));
    await finn.waitForFunction(() => navigator.serviceWorker.controller !== null);
    await finn.getByRole("link", { name: "Nora’s morning charter" }).click();
    await glance(finn).getByRole("heading", { name: "No go" }).waitFor();
    await (await askWhy(finn, "Aboard")).getByText("Nobody is checked aboard.").waitFor();
    await checkAboard(finn, MORNING.patrons);
    await finn.getByText("Di Ellis is aboard.").waitFor();
    await finn.getByRole("button", { name: "Undo", exact: true }).click();
    await glance(finn).getByText("9 of 10").waitFor();
    await checkAboard(finn, ["Di Ellis"]);
    await (await askWhy(finn, "Briefing")).getByText("The safety briefing is not recorded.").waitFor();
    await glance(finn).getByRole("button", { name: "Record briefing" }).click();
    await glance(finn).getByRole("heading", { name: "Go, with cautions" }).waitFor();
    await (await askWhy(finn, "Paid")).getByText("$600.00 is still due.").waitFor();
    await inspect(finn, "charter-cautions");

    const ledger = finn.getByRole("region", { name: "Payments" });
    await logPayment(finn, { patron: "Nora Quinn", amount: "6000", method: "Cash", moreThanDue: true });
    await ledger.getByText("Overpaid").waitFor();
    await actOn(ledger.getByRole("listitem").filter({ hasText: "$6,000.00" }), "Reverse");
    const reversing = finn.getByRole("dialog", { name: "Reverse this entry?" });
    await reversing.getByLabel("Reason").fill("A zero too many");
    await reversing.getByRole("button", { name: "Reverse entry" }).click();
    await ledger.getByText("A zero too many").waitFor();
    await logPayment(finn, { patron: "Nora Quinn", amount: "600", method: "Cash" });
    await logPayment(finn, { patron: "Nora Quinn", amount: "50", method: "Cash", tip: true });
    await ledger.getByText("Tips, on top").waitFor();
    await glance(finn).getByRole("heading", { name: "Go", exact: true }).waitFor();
    expect(await ledger.locator(".due").textContent()).toBe("Balance due$0.00");
    await inspect(finn, "charter-go");

    await glance(finn).getByRole("button", { name: "Depart" }).click();
    await look(finn, "depart");
    await finn.getByRole("button", { name: "Depart with 10" }).click();
    await glance(finn).getByRole("heading", { name: "Departed with 10 aboard" }).waitFor();
    await glance(finn).getByRole("button", { name: "All back" }).click();
    const back = finn.getByRole("dialog", { name: "All back?" });
    await back.getByLabel("Patrons back, as you count them").fill("9");
    await back.getByRole("button", { name: "Record" }).click();
    await back.getByText("10 departed. Count again.").waitFor();
    await look(finn, "back-differs");
    await back.getByLabel("Patrons back, as you count them").fill("10");
    await back.getByRole("button", { name: "Record" }).click();
    await glance(finn).getByRole("heading", { name: "All 10 back" }).waitFor();
    await finn.getByRole("link", { name: "Departure record" }).click();
    await finn.getByRole("heading", { name: "10 of 10 back" }).waitFor();
    await inspect(finn, "departure");

    const event = await stored(MORNING);
    expect([event.paid_cents, event.ledger.length]).toEqual([90_000, 5]);
    expect(
      event.departures.map((entry) =>
        entry.kind === "departed"
          ? [entry.verdict, entry.override, entry.aboard.length]
          : entry.kind === "back"
            ? entry.count
            : null,
      ),
    ).toEqual([["go", null, 10], 10]);
  });

  it("loses the signal for an hour in the afternoon, and sends everything once", async () => {
    await openCharter(admin, AFTERNOON);
    await logPayment(admin, { patron: "Beth Moore", amount: "500", method: "Cash" });
    await openCharter(finn, AFTERNOON, network.url);
    await finn.getByText("Ready for offline", { exact: false }).waitFor();
    network.down = true;

    // The server's clock cannot be moved: the phone lives through the hour before instead, and has the time of the server again when it is over.
    const lost = new Date(Math.max(Date.now() - HOUR, firstInstant()));
    await phone.clock.setSystemTime(lost);
    await checkAboard(finn, AFTERNOON.patrons);
    await logPayment(finn, { patron: "Beth Moore", amount: "400", method: "Cash", moreThanDue: true });
    await finn.getByText("Payment kept on this device.", { exact: false }).waitFor();
    const kiosk = await openPage(phone);
    await kiosk.goto(`${network.url}/g/${slugOf(AFTERNOON)}/waiver?kiosk`);
    await kiosk.locator("#name").fill("Gus Hale");
    await fillBirth(kiosk.locator("#own-birth"), 1991);
    await fillRest(kiosk);
    await type(kiosk, "Gus Hale");
    await kiosk.locator("#submit").click();
    await kiosk.getByText("sent as soon as this page has a signal", { exact: false }).waitFor();
    await inspect(kiosk, "kiosk-signed");
    await finn.bringToFront();
    await finn.getByRole("link", { name: "10 waiting" }).waitFor();
    await inspect(finn, "charter-offline");

    await phone.close();
    phone = await openProfile(profile, PHONE);
    finn = await openPage(phone);
    await finn.goto(`${network.url}/charters/${slugOf(AFTERNOON)}`);
    await finn.getByText("Offline.", { exact: false }).waitFor();
    await glance(finn).getByText("8 of 8").last().waitFor();
    await finn.getByRole("link", { name: "10 waiting" }).click();
    await finn.getByRole("heading", { name: "Log $400.00 from Beth Moore" }).waitFor();
    await inspect(finn, "waiting");
    expect((await stored(AFTERNOON)).aboard).toBe(0);

    network.down = false;
    await finn.evaluate(() => {
      dispatchEvent(new Event("online"));
    });
    await finn.getByRole("heading", { name: "Nothing waits" }).waitFor();
    expect(complaints.take(/ERR_|Failed to fetch/)).toEqual([]);
    const event = await stored(AFTERNOON);
    expect(event.ledger.map((entry) => (entry.kind === "payment" ? entry.amount_cents : entry.kind))).toEqual([
      50_000, 40_000,
    ]);
    expect(event.signatures.filter(({ participant }) => participant === "Gus Hale").map(({ place }) => place)).toEqual([
      "kiosk",
    ]);
    expect(event.signatures).toHaveLength(8);
    expect(event.aboard).toBe(8);
    const [payment] = event.ledger.slice(-1);
    const late = Math.min(HOUR, Date.now() - lost.getTime()) - 60_000;
    expect(Date.parse(payment?.recorded_at ?? "") - Date.parse(payment?.timestamp ?? "")).toBeGreaterThan(late);
    for (const { checked } of event.manifest)
      expect(Date.parse(checked?.received_at ?? "") - Date.parse(checked?.at ?? "")).toBeGreaterThan(late);
  });

  it("gives the overpaid part back, and sends the afternoon charter off", async () => {
    await openCharter(admin, AFTERNOON);
    const ledger = admin.getByRole("region", { name: "Payments" });
    await ledger.getByText("Overpaid").waitFor();
    await actOn(ledger.getByRole("listitem").filter({ hasText: "$500.00" }), "Refund");
    const refunding = admin.getByRole("dialog", { name: "Refund a payment" });
    await refunding.getByLabel("Amount").fill("100");
    await refunding.getByLabel("Reason").fill("Deposit was a hundred too much");
    await look(admin, "refund");
    await refunding.getByRole("button", { name: "Log refund" }).click();
    await ledger.getByText("Refund to Beth Moore").waitFor();
    await openCharter(finn, AFTERNOON, network.url);
    await glance(finn).getByRole("button", { name: "Record briefing" }).click();
    await glance(finn).getByRole("heading", { name: "Go", exact: true }).waitFor();
    await glance(finn).getByRole("button", { name: "Depart" }).click();
    await finn.getByRole("button", { name: "Depart with 8" }).click();
    await glance(finn).getByRole("button", { name: "All back" }).click();
    const back = finn.getByRole("dialog", { name: "All back?" });
    await back.getByLabel("Patrons back, as you count them").fill("8");
    await back.getByRole("button", { name: "Record" }).click();
    await glance(finn).getByRole("heading", { name: "All 8 back" }).waitFor();
    expect((await stored(AFTERNOON)).paid_cents).toBe(80_000);
  });

  it("lets the captain override at sunset, in writing, and tells when somebody is missing", async () => {
    await openCharter(admin, SUNSET);
    await logPayment(admin, { patron: "Omar Haddad", amount: "350", method: "Zelle" });
    await checkAboard(admin, SUNSET.patrons);
    await glance(admin).getByRole("button", { name: "Record briefing" }).click();
    await (await askWhy(admin, "Signed")).getByText("Vic Stone has not signed.").waitFor();
    await glance(admin).getByRole("button", { name: "Depart" }).click();
    const leaving = admin.getByRole("dialog", { name: "No go. Depart all the same?" });
    await leaving.getByRole("button", { name: "Depart with 7" }).click();
    await leaving.getByText("Say why you leave all the same.").waitFor();
    await leaving.getByLabel("Captain’s reason").fill("Vic signed on paper, it is in the chart table");
    await look(admin, "override");
    await leaving.getByRole("button", { name: "Depart with 7" }).click();
    await glance(admin).getByRole("heading", { name: "Departed with 7 aboard" }).waitFor();
    await glance(admin).getByRole("button", { name: "All back" }).click();
    const back = admin.getByRole("dialog", { name: "All back?" });
    await back.getByLabel("Patrons back, as you count them").fill("6");
    await back.getByRole("button", { name: "Record" }).click();
    await back.getByLabel("Who is missing, or why").fill("Raj swam ashore, seen by the harbor office");
    await back.getByRole("button", { name: "Record" }).click();
    await glance(admin).getByRole("heading", { name: "6 of 7 back" }).waitFor();
    await inspect(admin, "charter-short");
    await admin.goto(cloud.url);
    await admin.getByText("Not all back").waitFor();
    // The list may be changed after the return; how many sailed is the record's to say.
    const line = admin.getByRole("link", { name: new RegExp(SUNSET.firstName) });
    await line.getByText("Booked").waitFor();
    expect(await line.getByText("Aboard").count()).toBe(0);
    await inspect(admin, "month-evening");
    await admin.goto(`${cloud.url}/charters/${slugOf(SUNSET)}`);
    await admin.getByRole("link", { name: "Departure record" }).click();
    await admin.getByText("Vic signed on paper, it is in the chart table", { exact: false }).waitFor();
    await admin.getByRole("listitem").filter({ hasText: "Vic Stone" }).getByText("Had not signed.").waitFor();
    expect(await admin.getByText("Had not signed.").count()).toBe(1);
    await inspect(admin, "departure-override");
    const [departed] = (await stored(SUNSET)).departures;
    expect(departed).toMatchObject({
      kind: "departed",
      verdict: "no-go",
      override: "Vic signed on paper, it is in the chart table",
    });
  });

  it("is closed with a difference and its reason; what comes later is flagged, and the books add up", async () => {
    await admin.getByText("Menu").click();
    await admin.getByRole("link", { name: "Closeout" }).click();
    const count = admin.getByRole("form", { name: "Count the cash" });
    await count.getByText("$1,050.00").waitFor();
    await inspect(admin, "closeout");
    await count.getByLabel("Counted from Ada Captain").fill("400");
    await count.getByLabel("Counted from Finn Mate").fill("1045");
    await count.getByText("$5.00 short").waitFor();
    await count.getByRole("button", { name: "Close the day" }).click();
    await count.getByLabel("Why it differs (Finn Mate)").fill("Five for ice at the marina");
    await look(admin, "closeout-differs");
    await count.getByRole("button", { name: "Close the day" }).click();
    await admin.getByText("$5.00 short: Five for ice at the marina").waitFor();

    await openCharter(finn, SUNSET, network.url);
    await logPayment(finn, { patron: "Omar Haddad", amount: "350", method: "Cash" });
    await finn.getByText("Payment logged.", { exact: false }).waitFor();
    await admin.reload();
    await admin.getByText("Cash changed after the closeout").waitFor();
    const changed = admin
      .getByRole("region", { name: "What changed hands" })
      .getByRole("listitem")
      .filter({ hasText: "After closeout" });
    expect(await changed.count()).toBe(1);
    expect(await changed.textContent()).toContain("$350.00");
    await inspect(admin, "closeout-after");
    const book = v.parse(CloseoutResponse, (await desk.call("GET", `/api/closeouts/${TODAY}`)).body);
    expect(book.crew.map(({ crew, expected_cents }) => [crew, expected_cents])).toEqual([
      [DEMO_ACCOUNTS.admin.email, 40_000],
      [DEMO_ACCOUNTS.crew.email, 140_000],
    ]);
    expect((await stored(SUNSET)).ledger.map(({ after_closeout }) => after_closeout ?? false)).toEqual([false, true]);

    const [download] = await Promise.all([
      admin.waitForEvent("download"),
      admin.getByRole("link", { name: "This day as CSV" }).click(),
    ]);
    const rows = papaparse.parse<Record<string, string>>(
      (await readFile(await download.path(), "utf8")).replace(/^\ufeff/, ""),
      { header: true, skipEmptyLines: true },
    ).data;
    const sum = (of: readonly Record<string, string>[]): number =>
      of.reduce((cents, row) => cents + Math.round(Number(row["amount"]) * 100), 0);
    for (const { method, charter_cents, tip_cents } of book.methods) {
      expect([method, sum(rows.filter((row) => row["method"] === method))]).toEqual([
        method,
        charter_cents + tip_cents,
      ]);
    }
    expect([rows.length, sum(rows)]).toEqual([10, 245_000]);
  });

  it("has told everybody by mail, once, and reads as a story afterwards", async () => {
    const slugs = [MORNING, AFTERNOON, SUNSET].map(slugOf);
    await sweepUntilEmpty(cloud, slugs);
    const mails = cloud.gmail.mails();
    const subjects = (pattern: RegExp): string[] =>
      mails
        .filter(({ subject }) => pattern.test(subject))
        .map(({ to }) => to)
        .sort();
    expect(subjects(/ paid \$| tipped \$/)).toHaveLength(8);
    expect(subjects(/^Your receipt: \$300\.00/)).toEqual(["nora@example.com"]);
    expect(subjects(/^Your signed waiver/)).toEqual(["eva@example.com", "nora@example.com"]);
    expect(subjects(/^Su documento firmado/)).toEqual(["beth@example.com"]);
    // One for each record: a family is one.
    expect(subjects(/^Waiver signed · /)).toHaveLength(22);
    const signatures = (
      await openCloudTable(cloud).query({ where: "#event_id = :slug", values: { slug: slugOf(MORNING) } })
    ).map((item) => v.safeParse(Sealed, item));
    const papers = new Map(
      signatures.flatMap(({ success, output }) =>
        success ? [[output.signer.name, [...output.pdf_sha256]] as const] : [],
      ),
    );
    for (const [name, to] of [
      ["Nora Quinn", "nora@example.com"],
      ["Eva Ruiz", "eva@example.com"],
    ] as const) {
      const copy = mails.find((mail) => mail.to === to && mail.subject.startsWith("Your signed waiver"));
      expect(copy?.attachments.map(({ sha256 }) => sha256)).toEqual(papers.get(name));
    }
    // The rosters: Finn sails on all three charters.
    const rosters = mails.filter(({ to }) => to === DEMO_ACCOUNTS.crew.email);
    for (const { firstName } of [MORNING, AFTERNOON, SUNSET]) {
      expect({
        firstName,
        rosters: rosters.filter(({ subject }) => subject.includes(`${firstName}’s`)).length,
      }).toEqual({ firstName, rosters: 1 });
    }
    expect(new Set(mails.map(({ messageId }) => messageId)).size).toBe(mails.length);

    await openCharter(admin, AFTERNOON);
    await admin.getByText("History", { exact: true }).click();
    const history = admin.locator(".history");
    for (const text of [
      "Ada Captain created the charter.",
      "Finn Mate logged $400.00 from Beth Moore.",
      "Ada Captain refunded $100.00: Deposit was a hundred too much.",
      "Finn Mate checked Gus Hale aboard.",
      "Gus Hale signed the waiver.",
      "Finn Mate recorded all 8 back.",
    ])
      await history.getByText(text).waitFor();
    await inspect(admin, "history");
    for (const plan of [MORNING, AFTERNOON, SUNSET]) {
      for (const { text } of historyOf(await stored(plan))) expect(text).toMatch(/^[\p{Lu}][^@{}]+[.!?]$/u);
    }
  });
});

/** The first instant of the day at the dock: money of an hour before midnight would be another day's. */
function firstInstant(): number {
  const [hours = 0, minutes = 0] = new Intl.DateTimeFormat("en-GB", {
    timeZone: "America/New_York",
    hour: "2-digit",
    minute: "2-digit",
  })
    .format(NOW)
    .split(":")
    .map(Number);
  return NOW.getTime() - (hours * 60 + minutes) * 60_000;
}
