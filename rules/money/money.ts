/**
 * Money is a whole number of cents, hundredths of its unit, plus an ISO 4217 currency; nothing here ever holds a fraction of
 * one. A currency without smaller coins than its unit, such as JPY, is counted in cents as well, by the hundred.
 */

import { AMOUNT_MAX_CENTS } from "../contract/amounts.ts";

export type ParsedAmount =
  | { readonly ok: true; readonly cents: number }
  | { readonly ok: false; readonly problem: string };

const TYPED_AMOUNT = /^(\d{1,3}(?:,\d{3})+|\d+)?(?:\.(\d{0,2}))?$/;

/** Reads what a person types ("1,250.5", "$40") as cents of a currency, or says what is wrong in a sentence for that person. */
export function parseAmount(typed: string, currency: string): ParsedAmount {
  const text = typed.replace(/[\s$€£¥]/g, "");
  if (text === "") return { ok: false, problem: "Enter an amount, such as 120.00." };
  const found = TYPED_AMOUNT.exec(text);
  if (found === null || (found[1] === undefined && !found[2])) {
    return { ok: false, problem: "Enter the amount as dollars and cents, such as 120.00." };
  }
  const cents = Number((found[1] ?? "0").replaceAll(",", "")) * 100 + Number((found[2] ?? "").padEnd(2, "0"));
  if (cents === 0) return { ok: false, problem: "The amount must be more than zero." };
  if (!isInCoins(cents, currency))
    return { ok: false, problem: `Enter a whole amount: ${currency} has no smaller coins.` };
  if (cents > AMOUNT_MAX_CENTS) return { ok: false, problem: "The amount must be at most 1,000,000.00." };
  return { ok: true, cents };
}

/** How many cents the smallest coin of a currency is worth. Source: ISO 4217's minor units, as Intl has them. */
export function coinCents(currency: string): 1 | 100 {
  // What is stored may be no currency.
  if (!/^[A-Z]{3}$/.test(currency)) return 1;
  return formatOf(currency, "en-US").resolvedOptions().maximumFractionDigits === 0 ? 100 : 1;
}

/** Tells whether an amount can be paid in coins of a currency. */
export function isInCoins(cents: number, currency: string): boolean {
  return cents % coinCents(currency) === 0;
}

/** Writes cents without a sign or a name, as a person would type them: `120.00`, and `12000` where there are no smaller coins. */
export function plainAmount(cents: number, currency: string): string {
  return (cents / 100).toFixed(coinCents(currency) === 100 && isInCoins(cents, currency) ? 0 : 2);
}

/** Writes cents for people in a currency and locale: 125050, USD -> `$1,250.50`. */
export function formatMoney(cents: number, currency: string, locale = "en-US"): string {
  // What is stored may be no currency: it is shown as it is, and takes nothing else along.
  if (!/^[A-Z]{3}$/i.test(currency)) return `${plainAmount(cents, currency)} ${currency}`.trimEnd();
  return formatOf(currency, locale).format(cents / 100);
}

function formatOf(currency: string, locale: string): Intl.NumberFormat {
  const key = `${locale} ${currency}`;
  const format = formats.get(key) ?? new Intl.NumberFormat(locale, { style: "currency", currency });
  formats.set(key, format);
  return format;
}

// Making a format costs more than the rest of the payment route's own work; a company has one currency.
const formats = new Map<string, Intl.NumberFormat>();
