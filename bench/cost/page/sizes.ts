import type { Cost } from "../monthlyCost.ts";
import { costOf, SHORT_LIST_LINES, type Model } from "../scenarios.ts";
import type { Month } from "../monthlyUsage.ts";

/** The sizes of business that the page speaks of. The largest one only works with a shorter month list. */
export const SIZES: readonly { readonly label: string; readonly month: Month }[] = [
  { label: "10", month: { charters: 10 } },
  { label: "100", month: { charters: 100 } },
  { label: "1,000", month: { charters: 1_000 } },
  { label: "100,000 ¹", month: { charters: 100_000, linesShown: SHORT_LIST_LINES } },
];

/** Prices every size. */
export function costsOfSizes(
  model: Model,
): readonly { readonly label: string; readonly month: Month; readonly cost: Cost }[] {
  return SIZES.map(({ label, month }) => ({ label, month, cost: costOf(model, month) }));
}
