import { describeAssumptions } from "../assumptions.ts";
import type { Model } from "../scenarios.ts";
import { writeBends } from "./bends.ts";
import { writeBill } from "./bill.ts";
import { writeCounts } from "./counts.ts";
import { writeLevers } from "./levers.ts";
import { writePrices } from "./prices.ts";
import { writeShort } from "./short.ts";
import { list } from "./words.ts";

/** Writes docs/cost.md. The same model always gives the same page. */
export function writePage(model: Model): string {
  const sections = [
    "# What it costs",
    `<!-- Written by \`npm run cost\`. Change bench/cost/, not this page. -->`,
    writeShort(model),
    writeBill(model),
    writeBends(model),
    writeLevers(model),
    writeCounts(model),
    `## What is assumed\n\n${list(describeAssumptions(model.assumptions))}`,
    writePrices(model),
  ];
  return `${sections.join("\n\n")}\n`;
}
