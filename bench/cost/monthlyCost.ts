import type { Usage } from "./monthlyUsage.ts";
import { PRICES, type Price, type PriceName, type Prices } from "./prices.ts";

/** One line of a month's bill, in US dollars. */
export interface CostLine {
  readonly name: PriceName;
  readonly price: Price;
  /** In the price's unit. */
  readonly quantity: number;
  readonly listUsd: number;
  /** With what an account always has for free, of which this stack takes all. */
  readonly usd: number;
}

export interface Cost {
  readonly lines: readonly CostLine[];
  readonly listUsd: number;
  readonly usd: number;
}

const NAMES = Object.keys(PRICES).filter((name): name is PriceName => name in PRICES);

/** Prices a month's usage, line by line. */
export function monthlyCost(usage: Usage, prices: Prices): Cost {
  const lines = NAMES.map((name) => {
    const price = prices[name];
    const quantity = usage[name];
    const cost = (units: number): number => (units * price.usd) / price.per;
    return { name, price, quantity, listUsd: cost(quantity), usd: cost(Math.max(0, quantity - price.alwaysFree)) };
  });
  const sum = (of: (line: CostLine) => number): number => lines.reduce((total, line) => total + of(line), 0);
  return { lines, listUsd: sum(({ listUsd }) => listUsd), usd: sum(({ usd }) => usd) };
}
