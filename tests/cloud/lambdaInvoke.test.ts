import { InvokeCommand, type LambdaClient } from "@aws-sdk/client-lambda";
import { afterEach, beforeEach, expect, test } from "vitest";
import { movableClock } from "../../cloud/clock/movableClock.ts";
import { openAsyncInvocations } from "../../cloud/lambda/asyncInvocations.ts";
import type { Outcome } from "../../cloud/lambda/executionEnvironment.ts";
import type { LambdaFunction } from "../../cloud/lambda/function.ts";
import { serveGraph, type Served } from "./support/clients.ts";
import { declare } from "./support/graph.ts";
import { declareReleasedSystem, openLambda } from "./support/lambda.ts";

const HANDLER = `export const handler = async (event) => {
  if (event.fail) throw new TypeError("as it was asked");
  console.log("handled " + event.name);
  return { heard: event.name };
};`;
const Live = { FunctionName: "api", Qualifier: "live" };
const payload = (event: object): Uint8Array => new TextEncoder().encode(JSON.stringify(event));

let served: Served;
let client: LambdaClient;
beforeEach(async () => {
  served = await serveGraph(await declareReleasedSystem({ handler: HANDLER }));
  client = openLambda(served.controlPlane.url);
});
afterEach(async () => {
  client.destroy();
  await served.close();
});

test("an invocation that is waited for answers what the function returned, or how it failed", async () => {
  const good = await client.send(new InvokeCommand({ ...Live, Payload: payload({ name: "Ann" }) }));
  const bad = await client.send(new InvokeCommand({ ...Live, Payload: payload({ fail: true }) }));
  expect([good.StatusCode, good.ExecutedVersion, good.Payload?.transformToString()]).toEqual([
    200,
    "1",
    '{"heard":"Ann"}',
  ]);
  expect([bad.StatusCode, bad.FunctionError]).toEqual([200, "Unhandled"]);
  expect(bad.Payload?.transformToString()).toContain("as it was asked");
});

test("one that nobody waits for is taken at once and handled afterwards", async () => {
  const answer = await client.send(
    new InvokeCommand({ ...Live, InvocationType: "Event", Payload: payload({ name: "Ben" }) }),
  );
  expect([answer.StatusCode, answer.FunctionError]).toEqual([202, undefined]);
  await expect
    .poll(() => served.logs.lines().map(({ text }) => text))
    .toContainEqual(expect.stringContaining("handled Ben"));
});

test("a function, an alias or a payload that is none is named", async () => {
  const send = (input: object): Promise<unknown> => client.send(new InvokeCommand({ ...Live, ...input }));
  await expect(send({ FunctionName: "other" })).rejects.toThrow("Function not found: other");
  await expect(send({ Qualifier: "old" })).rejects.toThrow("Function not found");
  await expect(send({ Payload: new TextEncoder().encode("{") })).rejects.toThrow("not JSON");
  await expect(send({ InvocationType: "DryRun" })).resolves.toMatchObject({ StatusCode: 204 });
});

/** A function that fails each time, and how often it was asked. */
function failing(): { readonly lambda: LambdaFunction; readonly calls: () => number } {
  let calls = 0;
  const invoke = (): Promise<Outcome> => {
    calls += 1;
    return Promise.resolve({ kind: "crashed", reason: "as it was asked" });
  };
  const unused = (): never => {
    throw new Error("The queue only invokes.");
  };
  return {
    lambda: { name: "api", arn: "arn", state: unused, invoke, change: unused, close: unused },
    calls: () => calls,
  };
}

const declareConfig = (inputs: object) =>
  declare("lambda/functionEventInvokeConfig:FunctionEventInvokeConfig", "api", { functionName: "api", ...inputs });

test.each([
  ["nothing is declared", undefined, 3],
  ["the alias has two", { qualifier: "live", maximumRetryAttempts: 2 }, 3],
  ["the alias has one", { qualifier: "live", maximumRetryAttempts: 1 }, 2],
  ["the alias has none", { qualifier: "live", maximumRetryAttempts: 0 }, 1],
  ["an event is too old by then", { qualifier: "live", maximumEventAgeInSeconds: 60 }, 2],
  ["another qualifier has none", { qualifier: "other", maximumRetryAttempts: 0 }, 3],
])("what fails is tried again as it is declared: %s", async (_what, inputs, calls) => {
  const declared = inputs === undefined ? [] : [await declareConfig(inputs)];
  const { lambda, calls: asked } = failing();
  const clock = movableClock(new Date("2026-11-30T12:00:00Z"));
  const queue = openAsyncInvocations(lambda, declared, clock);
  queue.take({}, "live");
  await clock.advance(7 * 60 * 60 * 1_000);
  await queue.close();
  expect(asked()).toBe(calls);
});

test("what waits for another try is forgotten when the queue is closed, and what was just taken is handled", async () => {
  const { lambda, calls } = failing();
  const clock = movableClock(new Date("2026-11-30T12:00:00Z"));
  const queue = openAsyncInvocations(lambda, [], clock);
  queue.take({}, "live");
  expect(calls()).toBe(0);
  await clock.advance(0);
  queue.take({}, "live");
  await queue.close();
  await clock.advance(10 * 60 * 1_000);
  expect(calls()).toBe(2);
});
