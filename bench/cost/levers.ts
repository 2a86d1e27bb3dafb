import type { Measured } from "./measured.ts";
import type { Month } from "./monthlyUsage.ts";
import { costOf, SHORT_LIST_LINES, type Model } from "./scenarios.ts";

/** One thing that could be changed to make the bill smaller. */
export interface Lever {
  readonly what: string;
  /** What it costs in something else than money. */
  readonly price: string;
  readonly measured?: (before: Measured) => Measured;
  readonly month?: (before: Month) => Month;
}

export const LEVERS: readonly Lever[] = [
  {
    what: "Do without a KMS key of our own for the alarms' topic",
    price:
      'alarm mails would wait unencrypted in SNS for seconds; they hold no customer data, but "encryption everywhere" is our policy',
    measured: (before) => ({ ...before, stack: { ...before.stack, customerKeys: 0 } }),
  },
  {
    what: `Cut the month list to the ${SHORT_LIST_LINES} charters that its reader needs`,
    price: 'a day or a week at a time, or "mine": a change to the list\'s query and its screen',
    month: (before) => ({ ...before, linesShown: SHORT_LIST_LINES }),
  },
  {
    what: "Sweep the outbox every 5 minutes",
    price:
      'a mail that Gmail refused waits up to 5 minutes longer, cold starts become common, and the alarm "sweep-stopped" must be stretched',
    measured: (before) => ({ ...before, stack: { ...before.stack, sweepsPerHour: before.stack.sweepsPerHour / 5 } }),
  },
  {
    what: "Stop sending OutboxPending, which no alarm looks at",
    price: "one line less on the dashboard; the age of the oldest mail tells the same",
    measured: (before) => ({
      ...before,
      sweep: { ...before.sweep, metrics: before.sweep.metrics.filter((name) => !name.startsWith("OutboxPending")) },
    }),
  },
  {
    what: "Encrypt the table with DynamoDB's own key",
    price: "still encrypted at rest, but nobody sees in CloudTrail when its key is used",
    measured: (before) => ({ ...before, stack: { ...before.stack, tableUsesManagedKey: false } }),
  },
];

/** Computes what a lever saves in a month, in US dollars: with the always-free offers, and at list price. */
export function savingOf(model: Model, lever: Lever, month: Month): { readonly usd: number; readonly listUsd: number } {
  const before = costOf(model, month);
  const changed = { ...model, measured: lever.measured?.(model.measured) ?? model.measured };
  const after = costOf(changed, lever.month?.(month) ?? month);
  return { usd: before.usd - after.usd, listUsd: before.listUsd - after.listUsd };
}
