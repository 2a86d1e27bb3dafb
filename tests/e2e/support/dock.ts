import { createHash, randomUUID } from "node:crypto";
import { join } from "node:path";
import type { Locator, Page } from "playwright-core";
import { expect } from "vitest";

import { textSha256 } from "../../../lambda/waiverTexts/shown.ts";
import { openApiClient } from "../../../local/client.ts";
import { localConfig } from "../../../local/config.ts";
import { DEMO_PASSWORD } from "../../../local/demo.ts";
import { SESSION_PATH } from "../../../rules/contract/api/paths/session.ts";
import { stateChangeHeaders } from "../../../rules/contract/api/stateChange.ts";
import type { SignRequest } from "../../../rules/contract/api/waiver.ts";
import { shownText } from "../../../rules/waiver/text.ts";
import { BUILT_IN_WAIVER } from "../../../rules/waiver/builtInText.ts";
import { findFaults } from "./faults.ts";

/** What people do with their hands on the screens of a day at the dock. */

const SHOTS = process.env["SCC_SHOTS"];

/** Looks at a screen: axe finds nothing, nothing scrolls sideways, and a picture is taken where one is asked for. */
export async function inspect(page: Page, name: string): Promise<void> {
  await look(page, name, { fullPage: true });
  const faults = await findFaults(page);
  expect({ screen: name, faults }).toEqual({ screen: name, faults: [] });
}

/** Inspects a screen by day and by night: in its colours is all that the two differ. */
export async function inspectDayAndNight(page: Page, name: string): Promise<void> {
  for (const colorScheme of ["light", "dark"] as const) {
    await page.emulateMedia({ colorScheme });
    await inspect(page, `${name}-${colorScheme}`);
  }
}

/** Takes a picture of what is in the window, or of all of the page, where pictures are asked for. */
export async function look(page: Page, name: string, { fullPage = false } = {}): Promise<void> {
  if (SHOTS !== undefined) await page.screenshot({ path: join(SHOTS, `${name}.png`), fullPage });
}

/**
 * Signs the browser of a page in at an address, before anything is opened there. How people do that is looked at in a few
 * tests, and typing it takes as long as all else that a screen needs to be there.
 */
export async function beSignedIn(page: Page, url: string, { email }: { readonly email: string }): Promise<void> {
  const body = JSON.stringify({ email, password: DEMO_PASSWORD });
  const headers = stateChangeHeaders(createHash("sha256").update(body).digest("hex"));
  const answer = await page.context().request.post(url + SESSION_PATH, { data: body, headers });
  expect(answer.status()).toBe(200);
}

/** Opens the dashboard at an address for somebody who is signed in there. */
export async function openSignedIn(page: Page, url: string, account: { readonly email: string }): Promise<void> {
  await beSignedIn(page, url, account);
  await page.goto(url);
  await page.getByRole("heading", { name: "Charters", exact: true }).waitFor();
}

/** Signs in to the dashboard at an address, as a person does. */
export async function signInAt(page: Page, url: string, account: { readonly email: string }): Promise<void> {
  await page.goto(url);
  await page.getByLabel("E-mail").fill(account.email);
  await page.getByLabel("Password").fill(DEMO_PASSWORD);
  await page.getByRole("button", { name: "Sign in" }).click();
  await page.getByRole("heading", { name: "Charters", exact: true }).waitFor();
}

interface PaymentTyped {
  readonly patron: string;
  readonly amount: string;
  readonly method: string;
  readonly tip?: true;
  readonly receiptTo?: string;
  /** The form asks whether that is right, and it is. */
  readonly moreThanDue?: true;
}

/** Logs a payment on the charter that is open. */
export async function logPayment(page: Page, typed: PaymentTyped): Promise<void> {
  const { patron, amount, method, tip, receiptTo, moreThanDue } = typed;
  await page.getByRole("button", { name: "Log payment" }).click();
  const dialog = page.getByRole("dialog", { name: "Log payment" });
  await dialog.getByLabel("Patron").fill(patron);
  await dialog.getByRole("textbox", { name: "Amount" }).fill(amount);
  if (tip) await dialog.getByText("This is a tip").click();
  await dialog.getByText(method, { exact: true }).click();
  if (receiptTo !== undefined) {
    await dialog.getByText("Mail a receipt").click();
    // The list knows the address already.
    expect(await dialog.getByLabel("Receipt to").inputValue()).toBe(receiptTo);
  }
  await look(page, `payment-${patron.replace(/\W/g, "-")}-${amount}`);
  await dialog.getByRole("button", { name: "Log payment" }).click();
  if (moreThanDue) {
    await dialog.getByRole("alert").getByText("More than is due").waitFor();
    await dialog.getByRole("button", { name: "Log payment" }).click();
  }
  await dialog.waitFor({ state: "detached" });
}

/** Checks patrons of the charter that is open aboard, one after the other. */
export async function checkAboard(page: Page, names: readonly string[]): Promise<void> {
  for (const name of names) {
    const button = page.getByRole("button", { name: new RegExp(`^Aboard ?: ${name}$`) });
    // A tap right after another one on the same patron is taken for its double, and done again as a person does.
    const check = async (): Promise<string | null> => {
      if ((await button.getAttribute("aria-pressed")) !== "true") await button.click();
      return button.getAttribute("aria-pressed");
    };
    await expect.poll(check).toBe("true");
  }
}

/** Asks why something of the checklist is not done, such as `Signed`, and answers where that is said. */
export async function askWhy(page: Page, topic: string): Promise<Locator> {
  const glance = page.getByRole("region", { name: "At a glance" });
  const tile = glance.getByRole("button", { name: new RegExp(`^${topic} `) });
  if ((await tile.getAttribute("aria-expanded")) !== "true") await tile.click();
  return glance;
}

/** Chooses what is seldom done with the charter that is open. */
export async function chooseMore(page: Page, action: string): Promise<void> {
  await page.getByLabel("More about this charter").click();
  await page.getByRole("button", { name: action }).click();
}

/** Does something about an entry of the ledger, of which its menu is opened first. */
export async function actOn(entry: Locator, action: string): Promise<void> {
  await entry.getByLabel(/^What to do about/).click();
  await entry.getByRole("button", { name: action }).click();
}

/** Shows the rest that is known of a patron of the list, and answers their line. */
export async function unfoldPatron(page: Page, name: string): Promise<Locator> {
  const line = page.getByRole("region", { name: "Patrons" }).getByRole("listitem").filter({ hasText: name }).first();
  const head = line.getByRole("button", { name: new RegExp(`^${name} `) });
  if ((await head.getAttribute("aria-expanded")) !== "true") await head.click();
  return line;
}

/** Fills a date of birth, 27 April of a year, in either language: the order of the fields differs. */
export async function fillBirth(group: Locator, year: number): Promise<void> {
  await group.getByLabel(/^(Month|Mes)/).fill("4");
  await group.getByLabel(/^(Day|Día)/).fill("27");
  await group.getByLabel(/^(Year|Año)/).fill(String(year));
}

/** Signs with the mouse as with a finger. */
export async function draw(page: Page): Promise<void> {
  await page.getByText("Draw it", { exact: true }).click();
  const pad = page.getByRole("img", { name: /^Signature pad/ });
  await pad.scrollIntoViewIfNeeded();
  const box = await pad.boundingBox();
  if (box === null) throw new Error("There is no place to draw.");
  await page.mouse.move(box.x + 30, box.y + 40);
  await page.mouse.down();
  for (let step = 1; step <= 8; step += 1) await page.mouse.move(box.x + 30 + step * 20, box.y + 40 + (step % 2) * 25);
  await page.mouse.up();
}

/** Types the signature. */
export async function type(page: Page, name: string): Promise<void> {
  await page.getByText("Type it", { exact: true }).click();
  await page.getByLabel("Type your full name to sign").fill(name);
}

/** Fills what every signer fills below who they are, in either language: whom to call, where the copy goes, and both agreements. */
export async function fillRest(page: Page, email?: string): Promise<void> {
  await page.getByLabel(/^(Contact’s full name|Nombre completo del contacto)/).fill("Ana Ashore");
  await page.getByLabel(/^(Contact’s phone number|Teléfono del contacto)/).fill("(305) 555-0142");
  if (email !== undefined) await page.getByLabel(/^(Your email|Su correo electrónico)/).fill(email);
  await page.getByLabel(/^(I have read this waiver|He leído)/).check();
  await page.getByLabel(/^(I agree to sign electronically|Acepto firmar)/).check();
}

/** Signs as a patron's own page does, without a browser. */
export async function signThroughApi(url: string, slug: string, name: string): Promise<void> {
  const text = shownText(BUILT_IN_WAIVER, "en", localConfig("")["scc:companyName"] ?? "");
  const request: SignRequest = {
    id: randomUUID(),
    waiver_version: text.version,
    language: "en",
    text_sha256: textSha256(text),
    participants: [{ name, birth_date: "1988-04-12" }],
    signer: { name, relationship: null },
    email: null,
    emergency_contact: { name: "Ana Ashore", phone: "(305) 555-0142" },
    signature: { method: "typed", text: name },
    consent: true,
    signed_at: new Date().toISOString(),
    place: "own-device",
  };
  const reply = await openApiClient(url).call("POST", `/g/${slug}/waiver`, request);
  expect({ name, status: reply.status }).toEqual({ name, status: 201 });
}
