import { formatMoney } from "../../rules/money/money.ts";

/** Says how a count stands against what is expected. */
export function inWords(difference: number, currency: string): string {
  if (difference === 0) return "✓ As expected";
  return difference < 0 ? `${formatMoney(-difference, currency)} short` : `${formatMoney(difference, currency)} over`;
}
