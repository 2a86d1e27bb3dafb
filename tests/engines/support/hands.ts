import type { EnginePage } from "./page.ts";
import { DEMO_PASSWORD } from "../../../local/demo.ts";

/** What people do with their hands on the screens, in any engine. */

/** Fills the sign-in and sends it. */
export async function enter(page: EnginePage, account: { readonly email: string }): Promise<void> {
  await page.fill("E-mail", account.email);
  await page.fill("Password", DEMO_PASSWORD);
  await page.press("button", "Sign in");
}

/** Signs in to the dashboard at an address. */
export async function signInAt(page: EnginePage, url: string, account: { readonly email: string }): Promise<void> {
  await page.open(url);
  await enter(page, account);
  await page.find("heading", "Charters");
}

export async function signOut(page: EnginePage): Promise<void> {
  await page.press("button", "Menu");
  await page.press("button", "Sign out");
  await page.find("heading", "Sign in");
}

/** Fills a date of birth, 27 April of a year, in either language: the order of the fields differs. */
export async function fillBirth(page: EnginePage, group: string, year: number): Promise<void> {
  const fields = await page.find("group", group);
  await page.fill(/^(Month|Mes)/, "4", fields);
  await page.fill(/^(Day|Día)/, "27", fields);
  await page.fill(/^(Year|Año)/, String(year), fields);
}

/** Fills what every signer fills below who they are, in either language: whom to call, and both agreements. */
export async function fillRest(page: EnginePage): Promise<void> {
  await page.fill(/^(Contact’s full name|Nombre completo del contacto)/, "Ana Ashore");
  await page.fill(/^(Contact’s phone number|Teléfono del contacto)/, "(305) 555-0142");
  await page.press("field", /^(I have read this waiver|He leído)/);
  await page.press("field", /^(I agree to sign electronically|Acepto firmar)/);
}

/** Types the signature, in English. */
export async function type(page: EnginePage, name: string): Promise<void> {
  await page.choose("Type it");
  await page.fill("Type your full name to sign", name);
}

/** Logs a payment in cash on the charter that is open. */
export async function logCash(page: EnginePage, patron: string, amount: string): Promise<void> {
  await page.press("button", "Log payment");
  const dialog = await page.find("dialog", "Log payment");
  await page.fill("Patron", patron, dialog);
  await page.fill("Amount", amount, dialog);
  await page.choose("Cash", dialog);
  await page.press("button", "Log payment", dialog);
  await page.gone("dialog", "Log payment");
}
