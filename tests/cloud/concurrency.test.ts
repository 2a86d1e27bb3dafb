import { createServer, type Server, type ServerResponse } from "node:http";
import { InvokeCommand, type LambdaClient } from "@aws-sdk/client-lambda";
import { afterEach, beforeEach, expect, test } from "vitest";
import { movableClock } from "../../cloud/clock/movableClock.ts";
import { openMetrics } from "../../cloud/cloudwatch/metrics.ts";
import { countCalls } from "../../cloud/cloudwatch/counting.ts";
import { closeServer, listen } from "../../cloud/http/listen.ts";
import { openAsyncInvocations } from "../../cloud/lambda/asyncInvocations.ts";
import type { Outcome } from "../../cloud/lambda/executionEnvironment.ts";
import type { LambdaFunction } from "../../cloud/lambda/function.ts";
import { serveGraph, type Served } from "./support/clients.ts";
import { declareReleasedSystem, edit, openLambda } from "./support/lambda.ts";

const MINUTE_MS = 60_000;
const REFUSED = {
  Reason: "ReservedFunctionConcurrentInvocationLimitExceeded",
  Type: "User",
  message: "Rate Exceeded.",
};

/** A door at which the function waits until the test opens it. */
let door: Server;
let doorUrl: string;
let waiting: ServerResponse[];
let served: Served | undefined;
let client: LambdaClient | undefined;
beforeEach(async () => {
  waiting = [];
  door = createServer((_request, response) => {
    waiting.push(response);
  });
  doorUrl = `http://127.0.0.1:${String(await listen(door, 0))}`;
});
afterEach(async () => {
  open();
  client?.destroy();
  await served?.close();
  served = undefined;
  await closeServer(door);
});

function open(): void {
  for (const response of waiting.splice(0)) response.end();
}

async function start(reservedConcurrentExecutions: number): Promise<Served> {
  const graph = await declareReleasedSystem({
    handler: `export const handler = async () => {
      console.log("called");
      await (await fetch(process.env.DOOR)).text();
      return { statusCode: 200, body: "in" };
    };`,
    variables: { DOOR: doorUrl },
    timeout: 60,
  });
  served = await serveGraph(edit(graph, "lambda/function:Function", { reservedConcurrentExecutions }));
  client = openLambda(served.controlPlane.url);
  return served;
}

test("as many invocations as are reserved are under way at once, and the next is Lambda's 429", async () => {
  const { request } = await start(2);
  const first = [request("/api/x"), request("/api/y")];
  await expect.poll(() => waiting.length).toBe(2);
  const refused = await request("/api/z");
  open();
  const answered = await Promise.all(first);
  const next = request("/api/z");
  await expect.poll(() => waiting.length).toBe(1);
  open();

  expect([refused.status, refused.headers["x-amzn-errortype"]]).toEqual([429, "TooManyRequestsException"]);
  expect(JSON.parse(refused.text)).toEqual(REFUSED);
  expect(answered.map(({ text }) => text)).toEqual(["in", "in"]);
  expect((await next).status).toBe(200);
});

test("Invoke throws what AWS's throws, and takes what nobody waits for", async () => {
  const { logs } = await start(0);
  const Live = { FunctionName: "api", Qualifier: "live" };
  await expect(client?.send(new InvokeCommand(Live))).rejects.toMatchObject({
    name: "TooManyRequestsException",
    $metadata: { httpStatusCode: 429 },
    Reason: REFUSED.Reason,
  });
  const taken = await client?.send(new InvokeCommand({ ...Live, InvocationType: "Event" }));
  expect(taken?.StatusCode).toBe(202);
  expect(logs.lines()).toEqual([]);
});

test("nothing is throttled where nothing is reserved", async () => {
  const { request } = await start(-1);
  const all = Array.from({ length: 12 }, () => request("/api/x"));
  await expect.poll(() => waiting.length).toBeGreaterThan(0);
  const opening = setInterval(open, 5);
  const answered = await Promise.all(all);
  clearInterval(opening);
  expect(new Set(answered.map(({ status }) => status))).toEqual(new Set([200]));
});

/** A function that answers as it is told, each time another way. */
function answering(outcomes: Outcome["kind"][]): { lambda: LambdaFunction; calls: () => number } {
  let calls = 0;
  const unused = (): never => {
    throw new Error("It is only invoked.");
  };
  const invoke = (): Promise<Outcome> => {
    const kind = outcomes[calls] ?? "result";
    calls += 1;
    return Promise.resolve(
      kind === "throttled" ? { kind } : kind === "result" ? { kind, json: "{}" } : { kind: "crashed", reason: "asked" },
    );
  };
  return {
    lambda: { name: "api", arn: "arn", state: unused, invoke, change: unused, close: unused },
    calls: () => calls,
  };
}

test("a throttled event is tried again after twice the time, and that is no try", async () => {
  const { lambda, calls } = answering(["throttled", "throttled", "throttled", "crashed", "throttled", "result"]);
  const clock = movableClock(new Date("2031-05-06T07:08:09Z"));
  const queue = openAsyncInvocations(lambda, [], clock);
  queue.take({}, undefined);
  const after = async (seconds: number) => {
    await clock.advance(seconds * 1_000);
    return calls();
  };
  expect(await after(0)).toBe(1);
  expect(await after(0.9)).toBe(1);
  expect(await after(0.1)).toBe(2);
  expect(await after(2)).toBe(3);
  expect(await after(4)).toBe(4);
  expect(await after(60)).toBe(5);
  expect(await after(1)).toBe(6);
  expect(await after(3_600)).toBe(6);
  await queue.close();
});

test("an event that is always throttled is given up when it is too old, and waits five minutes at most", async () => {
  const { lambda, calls } = answering(Array<Outcome["kind"]>(1_000).fill("throttled"));
  const clock = movableClock(new Date("2031-05-06T07:08:09Z"));
  const queue = openAsyncInvocations(lambda, [], clock);
  queue.take({}, undefined);
  await clock.advance(6 * 60 * MINUTE_MS);
  const tried = calls();
  await clock.advance(24 * 60 * MINUTE_MS);
  await queue.close();
  // 1 s to 256 s are nine waits, and 300 s fit 70 times into the rest of six hours.
  expect([tried, calls()]).toEqual([80, 80]);
});

test("a throttle is counted as one, and not as an invocation", async () => {
  const clock = movableClock(new Date("2031-05-06T07:08:09Z"));
  const metrics = openMetrics();
  const counted = countCalls(answering(["throttled", "result"]).lambda, metrics, clock);
  await counted.invoke({});
  await counted.invoke({});
  const sum = (name: string) =>
    metrics.read({ namespace: "AWS/Lambda", name, dimensions: { FunctionName: "api" } }, clock.now(), 1)?.Sum;
  expect([sum("Throttles"), sum("Invocations"), sum("Errors")]).toEqual([1, 1, 0]);
});
