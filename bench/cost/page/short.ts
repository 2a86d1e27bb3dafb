import {
  costOf,
  costOfAccount,
  firstCharters,
  listBreaksAt,
  mailBreaksAt,
  SHORT_LIST_LINES,
  type Model,
} from "../scenarios.ts";
import { costsOfSizes } from "./sizes.ts";
import { perCharter, roughly, table, usd } from "./words.ts";

const IDLE = { charters: 0 };

/** Writes the part for whoever pays: one table, and what to know of it. */
export function writeShort(model: Model): string {
  const sizes = costsOfSizes(model);
  const rows = sizes.map(({ label, month: { charters }, cost }) => [
    label,
    usd(cost.usd),
    perCharter(cost.usd / charters),
    usd(cost.listUsd),
    perCharter(cost.listUsd / charters),
  ]);
  const idle = costOf(model, IDLE);
  return [
    "For the owner: what AWS charges a month for one stack, all of it, by the number of charters in that month.",
    table(["charters a month", "you pay ²", "per charter", "at list price ³", "per charter"], rows),
    footnotes(model),
    `A stack that nobody uses costs ${usd(idle.usd)} a month (${usd(idle.listUsd)} at list price): that is the price of being watched. ${idleCauses(model)} Up to some hundred charters a month nearly all of the bill is this floor.`,
    `With a staging stack beside it in the same account, which stands idle most of the time, 100 charters a month cost ${usd(withStaging(model).usd)} in all: what is free is free once per account. ${budget(model)}`,
  ].join("\n\n");
}

function footnotes(model: Model): string {
  const asIs = costOf(model, { charters: 100_000 });
  return [
    `¹ **Not with the site as it is.** From about ${roughly(mailBreaksAt(model))} charters a month on, the mails pass the 2,000 a day that Gmail sends for an account. The month's list shows every charter of the month, and from about ${roughly(listBreaksAt(model))} on it takes longer than the ${model.measured.stack.timeoutSeconds} seconds that the function may run. The row is what it would cost with a list of ${SHORT_LIST_LINES} lines; with the whole list it would be ${usd(asIs.listUsd)} at list price, if it worked.`,
    "² One stack, alone in its AWS account, with what AWS gives every account for free for good. No first-year offer is counted.",
    "³ If other things in the account use up what is free.",
  ].join("  \n");
}

function idleCauses(model: Model): string {
  const lines = [...costOf(model, IDLE).lines]
    .filter(({ listUsd }) => listUsd >= 0.05)
    .sort((a, b) => b.listUsd - a.listUsd);
  const causes = lines.map(
    ({ price, listUsd, usd: paid }) => `${price.what} ${usd(listUsd)}${paid === 0 ? " (free at first)" : ""}`,
  );
  return `At list price: ${causes.join(", ")}.`;
}

function budget(model: Model): string {
  const { budgetUsd } = model.measured.stack;
  const charters = firstCharters((count) => costOf(model, { charters: count }).usd > 0.8 * budgetUsd);
  return `The budget's first warning, at 80 % of ${usd(budgetUsd)}, comes at about ${roughly(charters ?? Infinity)} charters a month.`;
}

function withStaging(model: Model) {
  return costOfAccount(model, [{ charters: 100 }, IDLE]);
}
