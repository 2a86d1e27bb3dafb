import fc from "fast-check";
import { beforeAll, describe, expect, test } from "vitest";
import { buildEdge } from "../../build/edge.ts";
import { ROUTES } from "../../edge/routes.ts";
import { anyInput, nearMiss } from "./support/arbitraries.ts";
import type { EdgeInput, EdgeOutcome } from "../../testkit/edge/cases.ts";
import { hasNjs, runOnNjs } from "../../testkit/edge/njs.ts";
import { isWaiverLink } from "./support/oracle.ts";
import { loadBundle, runSource } from "./support/run.ts";

const RUNS = { numRuns: 3000 };
const njs = hasNjs();
const required = process.env["SCC_REQUIRE_NJS"] === "1";
if (!njs && !required) console.warn("NOT RUN: arbitrary requests on njs. To run them: apt-get install njs");

function expectResponse(result: NonNullable<EdgeOutcome["result"]>): void {
  expect([301, 308, 400, 404, 503]).toContain(result.statusCode);
  for (const [name, { value }] of Object.entries(result.headers)) {
    expect(name).toBe(name.toLowerCase());
    expect(value).toMatch(/^[ -~]+$/);
  }
  if (result.statusCode === 301 || result.statusCode === 308) {
    const location = result.headers["location"]?.value ?? "";
    expect(isWaiverLink(location.split("?")[0] ?? "")).toBe(true);
  }
}

function expectRequest(input: EdgeInput, outcome: EdgeOutcome): void {
  const sent = input.event.request;
  const uri = outcome.result?.uri ?? "";
  expect(outcome.result?.method).toBe(sent.method);
  if (outcome.origin === "lambda" || uri.startsWith("/api/")) {
    expect(uri).toBe(sent.uri);
    expect(outcome.result?.headers["x-viewer-address"]).toEqual({ value: input.event.viewer.ip });
    return;
  }
  // Everything else is the site, and stays inside one slot.
  expect(uri).toMatch(/^\/_staging\/[0-9a-f]{12}\/[!-~]+$/);
  expect(uri.split("/")).not.toContain("..");
}

describe("for any request at all", () => {
  test("the router never throws and answers with a well-formed request or response", async () => {
    await fc.assert(
      fc.asyncProperty(anyInput, async (input) => {
        const outcome = await runSource(input);
        expect(outcome.error).toBeNull();
        if (outcome.result?.statusCode !== undefined) expectResponse(outcome.result);
        else expectRequest(input, outcome);
      }),
      RUNS,
    );
  });

  test("the Lambda is reached under /g/ by a real waiver link and by nothing else", async () => {
    let links = 0;
    await fc.assert(
      fc.asyncProperty(anyInput, async (input) => {
        const outcome = await runSource(input);
        const real = isWaiverLink(input.event.request.uri);
        if (real) links += 1;
        expect(outcome.origin).toBe(real ? "lambda" : null);
        // The behavior of /g/* has the Lambda as its origin: passing on without a choice would reach it too.
        if (!real) expect(outcome.result?.uri ?? "").not.toMatch(/^\/g(\/|$)/);
      }),
      RUNS,
    );
    expect(links).toBeGreaterThan(10);
  });

  test("a request that is passed on keeps to the origin that its behavior declares", async () => {
    await fc.assert(
      fc.asyncProperty(anyInput, async (input) => {
        const outcome = await runSource(input);
        if (outcome.result?.uri === undefined) return;
        const { uri } = input.event.request;
        const behavior = ROUTES.find(({ pattern }) => uri.startsWith(pattern.replace("*", "")) || pattern === "*");
        expect(outcome.origin ?? behavior?.origin).toBe(behavior?.origin);
        expect(outcome.result.uri.startsWith("/_staging/")).toBe(behavior?.origin === "site");
      }),
      RUNS,
    );
  });
});

describe("the built bundle", () => {
  let code = "";
  beforeAll(async () => {
    code = (await buildEdge()).code;
  });

  test("does what the source does without Node's globals", async () => {
    const run = loadBundle(code);
    await fc.assert(
      fc.asyncProperty(anyInput, async (input) => {
        expect(await run(input)).toEqual(await runSource(input));
      }),
      { numRuns: 300 },
    );
  });

  // With any query in a link to be redirected, an expression over raw signs once never ended there.
  test.skipIf(!njs && !required).each([
    { what: "any request", requests: anyInput },
    { what: "a near miss with any query", requests: nearMiss },
  ])("does what the source does on njs, for $what", async ({ requests }) => {
    // A lone surrogate cannot be written as UTF-8; CloudFront cannot send one either.
    const sample = fc.sample(requests, 1000);
    const inputs = sample.filter((input) => JSON.stringify(input) === Buffer.from(JSON.stringify(input)).toString());

    const { outcomes } = runOnNjs(code, inputs);

    expect(outcomes).toHaveLength(inputs.length);
    for (const [index, input] of inputs.entries())
      expect(outcomes[index], input.event.request.uri).toEqual(await runSource(input));
  });
});
