import { beforeAll, describe, expect, test } from "vitest";
import { buildEdge } from "../../build/edge.ts";
import { assess } from "./support/assess.ts";
import { type EdgeOutcome, readCases } from "../../testkit/edge/cases.ts";
import { hasNjs, runOnNjs } from "../../testkit/edge/njs.ts";
import { loadBundle, runSource } from "./support/run.ts";

const cases = readCases();
const njs = hasNjs();
const required = process.env["SCC_REQUIRE_NJS"] === "1";
if (!njs && !required) console.warn(`NOT RUN: ${cases.length} edge cases on njs. To run them: apt-get install njs`);

let code = "";
beforeAll(async () => {
  code = (await buildEdge()).code;
});

describe("the router as TypeScript", () => {
  test.each(cases)("$description", async (item) => {
    assess(item.expect, await runSource(item));
  });
});

describe("the built bundle without Node's globals", () => {
  test.each(cases)("$description", async (item) => {
    assess(item.expect, await loadBundle(code)(item));
  });
});

describe.skipIf(!njs && !required)("the built bundle on njs", () => {
  let outcomes: readonly EdgeOutcome[] = [];
  beforeAll(() => {
    outcomes = runOnNjs(code, cases).outcomes;
  });

  test.each(cases.map((item, index) => ({ ...item, index })))("$description", (item) => {
    const outcome = outcomes[item.index];
    expect(outcome).toBeDefined();
    if (outcome !== undefined) assess(item.expect, outcome);
  });
});
