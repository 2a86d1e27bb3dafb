import type { Assumptions } from "./assumptions.ts";
import type { Measured } from "./measured.ts";
import { monthlyCost, type Cost } from "./monthlyCost.ts";
import { monthlyUsage, type Month, type Usage } from "./monthlyUsage.ts";
import { PRICES, type PriceName, type Prices } from "./prices.ts";

/** Everything that a cost is computed from. */
export interface Model {
  readonly measured: Measured;
  readonly prices: Prices;
  readonly assumptions: Assumptions;
}

/** How many lines a month list would show if it were cut to what one person looks at. */
export const SHORT_LIST_LINES = 50;

/** What Google lets a Workspace account send in a day (Workspace admin help, "Gmail sending limits"). */
export const GMAIL_MAILS_PER_DAY = 2_000;
/** What one partition of an index can read in a second, in read units (DynamoDB developer guide, "Partitions"). */
const PARTITION_READS_PER_SECOND = 3_000;
const SEARCH_LIMIT = 2 ** 30;

/** Prices one month of one stack in an account of its own. */
export function costOf({ measured, prices, assumptions }: Model, month: Month): Cost {
  return monthlyCost(monthlyUsage(measured, assumptions, month), prices);
}

/** Prices some stacks that share an account: what is free is free once. */
export function costOfAccount({ measured, prices, assumptions }: Model, stacks: readonly Month[]): Cost {
  const usages = stacks.map((month) => monthlyUsage(measured, assumptions, month));
  const total = Object.keys(PRICES).map((name) => [
    name,
    usages.reduce((sum, usage) => sum + usage[name as PriceName], 0),
  ]);
  return monthlyCost(Object.fromEntries(total) as Usage, prices);
}

/** Finds from how many charters a month on the month list takes longer than the function may run; compressed, it would fit into an answer. */
export function listBreaksAt({ measured: { monthListLine, stack }, assumptions }: Model): number {
  return Math.floor((stack.timeoutSeconds * 1_000) / (monthListLine.milliseconds * assumptions.slowness));
}

/** Finds how many month lists a second one partition of the index can give, at a number of charters. */
export function listsPerSecond({ measured }: Model, charters: number): number {
  return PARTITION_READS_PER_SECOND / Math.max(0.5, (charters * measured.monthListLine.indexBytes) / 8_192);
}

/** Finds from how many charters a month on the mails pass what Gmail sends in a day. */
export function mailBreaksAt({ measured, assumptions }: Model): number {
  return Math.floor((GMAIL_MAILS_PER_DAY * assumptions.hoursPerMonth) / 24 / measured.charter.mails);
}

/** Finds the first number of charters a month for which something that only grows is true; undefined when it never is. */
export function firstCharters(holds: (charters: number) => boolean): number | undefined {
  if (!holds(SEARCH_LIMIT)) return undefined;
  let [below, above] = [-1, SEARCH_LIMIT];
  while (above - below > 1) {
    const middle = Math.floor((below + above) / 2);
    if (holds(middle)) above = middle;
    else below = middle;
  }
  return above;
}

/** Finds where the always-free part of each price ends, soonest first; what never ends it is left out. */
export function freeTierEnds(model: Model): readonly { readonly name: PriceName; readonly charters: number }[] {
  const { measured, assumptions, prices } = model;
  return (Object.keys(PRICES) as PriceName[])
    .filter((name) => prices[name].alwaysFree > 0)
    .flatMap((name) => {
      const charters = firstCharters((count) => {
        const month = { charters: count, linesShown: SHORT_LIST_LINES };
        return monthlyUsage(measured, assumptions, month)[name] > prices[name].alwaysFree;
      });
      return charters === undefined ? [] : [{ name, charters }];
    })
    .sort((a, b) => a.charters - b.charters);
}
