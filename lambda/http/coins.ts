import { isInCoins } from "../../rules/money/money.ts";
import { invalidRequest } from "./body.ts";

/** Refuses amounts, by their fields, that no coins of a currency make: half a yen. */
export function requireCoins(currency: string, amounts: Readonly<Record<string, number | null | undefined>>): void {
  const odd = Object.entries(amounts).filter(([, cents]) => !isInCoins(cents ?? 0, currency));
  if (odd.length === 0) return;
  const message = `must be a multiple of 100: ${currency} has no smaller coins`;
  throw invalidRequest(odd.map(([field]) => ({ field, message })));
}
