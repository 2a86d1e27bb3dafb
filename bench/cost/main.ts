// Writes docs/cost.md from prices.ts and measured.json; with --measure it measures anew first.
import { writeFileSync } from "node:fs";

import { measure } from "./measure.ts";
import { MEASURED_FILE, readMeasured } from "./measured.ts";
import { COST_PAGE, currentModel } from "./model.ts";
import { writePage } from "./page/page.ts";

if (process.argv.includes("--measure")) {
  console.error("measuring: two embedded clouds and seven charters, about a minute …");
  writeFileSync(MEASURED_FILE, `${JSON.stringify(await measure(new Date()), null, 2)}\n`);
}
writeFileSync(COST_PAGE, writePage(currentModel(readMeasured())));
console.error(`wrote ${COST_PAGE}`);
