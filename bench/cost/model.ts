import { join } from "node:path";

import { ASSUMPTIONS } from "./assumptions.ts";
import type { Measured } from "./measured.ts";
import { PRICES } from "./prices.ts";
import type { Model } from "./scenarios.ts";

/** The page that the model is written to. */
export const COST_PAGE = join(import.meta.dirname, "../../docs/cost.md");

/** Puts what was measured together with today's prices and assumptions. */
export function currentModel(measured: Measured): Model {
  return { measured, prices: PRICES, assumptions: ASSUMPTIONS };
}
