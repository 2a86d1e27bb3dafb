/** Money is a whole number of minor units (cents) plus an ISO 4217 currency; nothing here ever holds a fraction. */

import { AMOUNT_MAX_CENTS } from "../contract/amounts.ts";

export type ParsedAmount =
  | { readonly ok: true; readonly cents: number }
  | { readonly ok: false; readonly problem: string };

const TYPED_AMOUNT = /^(\d{1,3}(?:,\d{3})+|\d+)?(?:\.(\d{0,2}))?$/;

/** Reads what a person types ("1,250.5", "$40") as cents, or says what is wrong in a sentence for that person. */
export function parseAmount(typed: string): ParsedAmount {
  const text = typed.replace(/[\s$€£]/g, "");
  if (text === "") return { ok: false, problem: "Enter an amount, such as 120.00." };
  const found = TYPED_AMOUNT.exec(text);
  if (found === null || (found[1] === undefined && !found[2])) {
    return { ok: false, problem: "Enter the amount as dollars and cents, such as 120.00." };
  }
  const cents = Number((found[1] ?? "0").replaceAll(",", "")) * 100 + Number((found[2] ?? "").padEnd(2, "0"));
  if (cents === 0) return { ok: false, problem: "The amount must be more than zero." };
  if (cents > AMOUNT_MAX_CENTS) return { ok: false, problem: "The amount must be at most 1,000,000.00." };
  return { ok: true, cents };
}

/** Writes cents for people in a currency and locale: 125050, USD -> `$1,250.50`. */
export function formatMoney(cents: number, currency: string, locale = "en-US"): string {
  const key = `${locale} ${currency}`;
  let format = formats.get(key);
  if (format === undefined) {
    format = new Intl.NumberFormat(locale, { style: "currency", currency });
    formats.set(key, format);
  }
  return format.format(cents / 100);
}

// Making a format costs more than the rest of the payment route's own work; a company has one currency.
const formats = new Map<string, Intl.NumberFormat>();
