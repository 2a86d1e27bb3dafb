import { PRICES_AS_OF, type Confirmation, type Price } from "../prices.ts";
import type { Model } from "../scenarios.ts";
import { quantity, table } from "./words.ts";

const CONFIRMED: Readonly<Record<Confirmation, string>> = {
  page: "a stored copy of AWS's page",
  secondary: "others who quote AWS's page",
  knowledge: "memory alone",
};

/** Writes the price list, with where each price was confirmed. */
export function writePrices({ prices }: Model): string {
  const rows = Object.values(prices).map((price: Price) => [
    `[${price.service === "Other" ? "" : `${price.service}: `}${price.what}](${price.page})`,
    `$${dollars(price.usd)} per ${price.per === 1 ? price.unit.replace(/s$/, "") : `${quantity(price.per)} ${price.unit}`}`,
    price.alwaysFree === 0 ? "–" : quantity(price.alwaysFree),
    CONFIRMED[price.confirmed],
  ]);
  return [
    "## The prices",
    `US dollars, us-east-1, on demand, the first step of those that fall with volume. AWS's live pages could not be read from here: the newest text that was read is of ${PRICES_AS_OF}, so compare before you decide anything on a cent. What is free for good was read on stored copies of AWS's pages for CloudFront, CloudWatch, DynamoDB and KMS. To update: bench/cost/prices.ts, then \`npm run cost\`. AWS Budgets charges nothing for a budget that only warns.`,
    table(["", "price", "free for good", "confirmed in"], rows),
  ].join("\n\n");
}

/** With two digits at least, and no more than the price has. */
function dollars(amount: number): string {
  return amount.toLocaleString("en-US", { minimumFractionDigits: 2, maximumFractionDigits: 12 });
}
