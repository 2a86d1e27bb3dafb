import type { Cost, CostLine } from "../monthlyCost.ts";
import { PRICES } from "../prices.ts";
import type { Model } from "../scenarios.ts";
import { costsOfSizes } from "./sizes.ts";
import { list, table, usd } from "./words.ts";

const SERVICES = [...new Set(Object.values(PRICES).map(({ service }) => service))];

/** Writes the bill by service and by line, and what leads it at each size. */
export function writeBill(model: Model): string {
  const sizes = costsOfSizes(model);
  return [
    "## The bill by service",
    "What is paid, and in parentheses the list price.",
    table(
      ["", ...sizes.map(({ label }) => label)],
      [
        ...SERVICES.map((service) => [service, ...sizes.map(({ cost }) => both(ofService(cost, service)))]),
        ["**all**", ...sizes.map(({ cost }) => `**${both(cost)}**`)],
      ],
    ),
    "What leads it, at list price, and what of that is paid:",
    list(sizes.map(({ label, cost }) => `**${label.replace(" ¹", "")} charters**: ${leaders(cost)}.`)),
    "### Line by line, at list price",
    table(
      ["", ...sizes.map(({ label }) => label)],
      sizes[0] === undefined
        ? []
        : sizes[0].cost.lines.map(({ price }, line) => [
            `${price.service === "Other" ? "" : `${price.service}: `}${price.what}`,
            ...sizes.map(({ cost }) => usd(cost.lines[line]?.listUsd ?? 0)),
          ]),
    ),
  ].join("\n\n");
}

function ofService({ lines }: Cost, service: string): Pick<Cost, "usd" | "listUsd"> {
  const own = lines.filter(({ price }) => price.service === service);
  return { usd: sum(own, "usd"), listUsd: sum(own, "listUsd") };
}

function sum(lines: readonly CostLine[], of: "usd" | "listUsd"): number {
  return lines.reduce((total, line) => total + line[of], 0);
}

function both({ usd: paid, listUsd }: Pick<Cost, "usd" | "listUsd">): string {
  return `${usd(paid)} (${usd(listUsd)})`;
}

function leaders({ lines, listUsd }: Cost): string {
  const largest = [...lines].sort((a, b) => b.listUsd - a.listUsd).slice(0, 3);
  return largest
    .map(
      (line) =>
        `${line.price.service === "Other" ? "" : `${line.price.service} `}${line.price.what} ${usd(line.listUsd)} (${Math.round((100 * line.listUsd) / listUsd)} %; paid ${usd(line.usd)})`,
    )
    .join(", ");
}
