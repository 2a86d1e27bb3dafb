import { LEVERS, savingOf } from "../levers.ts";
import type { Model } from "../scenarios.ts";
import { SIZES } from "./sizes.ts";
import { list, table, usd } from "./words.ts";

/** Writes what each lever saves at each size, and what it costs in something else than money. */
export function writeLevers(model: Model): string {
  const rows = LEVERS.map((lever) => [
    lever.what,
    ...SIZES.map(({ month }) => {
      const { usd: paid, listUsd } = savingOf(model, lever, month);
      return `${saved(paid)} (${saved(listUsd)})`;
    }),
  ]);
  return [
    "## The levers",
    "What each saves in a month: of what is paid, and in parentheses of the list price.",
    table(["", ...SIZES.map(({ label }) => label)], rows),
    list(LEVERS.map(({ what, price }) => `${what}: ${price}.`)),
    biggest(model),
    "What is not worth a thought at any of these sizes: reading and writing less in DynamoDB, fewer or shorter log lines, or a smaller function. The site asks for nothing by itself: no screen polls, so an open phone costs nothing.",
  ].join("\n\n");
}

function biggest(model: Model): string {
  const lines = SIZES.map(({ label, month: { charters } }) => {
    // Of the site as it is, with its whole month list.
    const month = { charters };
    const best = [...LEVERS].sort((a, b) => savingOf(model, b, month).usd - savingOf(model, a, month).usd)[0];
    return best === undefined
      ? ""
      : `**${label.replace(" ¹", "")} charters**: ${best.what.charAt(0).toLowerCase()}${best.what.slice(1)} (${usd(savingOf(model, best, month).usd)} a month).`;
  });
  return `The biggest one at each size, with the site as it is:\n\n${list(lines)}`;
}

function saved(amount: number): string {
  return amount < 1e-9 ? "–" : usd(amount);
}
