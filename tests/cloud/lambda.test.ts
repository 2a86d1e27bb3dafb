import { afterEach, expect, test } from "vitest";
import { toUrlEvent } from "../../cloud/lambda/event.ts";
import { fromUrlResult } from "../../cloud/lambda/response.ts";
import { declareSmallSystem, runGraph, runSmallSystem, type Running, type SmallSystem } from "./support/graph.ts";

let running: Running | undefined;
const start = async (system: SmallSystem): Promise<Running> => (running = await runSmallSystem(system));

afterEach(async () => {
  await running?.close();
  running = undefined;
});

test("the function's environment is the declared variables and the ones that Lambda sets, nothing of the shell's", async () => {
  process.env["SCC_SECRET_OF_THE_SHELL"] = "leaked";
  const { request } = await start({
    variables: { STACK: "local" },
    handler: "export const handler = async () => ({ statusCode: 200, body: JSON.stringify(process.env) });",
  });
  const response = await request("/api/x");
  delete process.env["SCC_SECRET_OF_THE_SHELL"];
  expect(Object.keys(JSON.parse(response.text) as object).sort()).toEqual([
    "AWS_ACCESS_KEY_ID",
    "AWS_DEFAULT_REGION",
    "AWS_ENDPOINT_URL_DYNAMODB",
    "AWS_ENDPOINT_URL_LAMBDA",
    "AWS_EXECUTION_ENV",
    "AWS_LAMBDA_FUNCTION_MEMORY_SIZE",
    "AWS_LAMBDA_FUNCTION_NAME",
    "AWS_LAMBDA_FUNCTION_VERSION",
    "AWS_LAMBDA_INITIALIZATION_TYPE",
    "AWS_LAMBDA_LOG_GROUP_NAME",
    "AWS_LAMBDA_LOG_STREAM_NAME",
    "AWS_REGION",
    "AWS_SDK_JS_NODE_VERSION_SUPPORT_WARNING_DISABLED",
    "AWS_SECRET_ACCESS_KEY",
    "AWS_SESSION_TOKEN",
    "LAMBDA_RUNTIME_DIR",
    "LAMBDA_TASK_ROOT",
    "LANG",
    "PATH",
    "STACK",
    "TZ",
    "_HANDLER",
  ]);
});

const BAD = (fault: string): string => `let n = 0;
export const handler = async (event) => {
  n += 1;
  if (event.rawPath === "/api/bad") { ${fault} }
  return { statusCode: 200, body: String(n) };
};`;

test.each([
  ["an exception", "throw new TypeError('broken');", "broken", "2"],
  ["an exit", "process.exit(3);", "Runtime exited", "1"],
  [
    "an uncaught error",
    "setImmediate(() => { throw new Error('thrown later'); }); await new Promise(() => {});",
    "thrown later",
    "1",
  ],
  [
    "an endless wait",
    "await new Promise(() => { setInterval(() => {}, 1000); });",
    "Task timed out after 1.00 seconds",
    "1",
  ],
  ["an endless loop", "for (;;);", "Task timed out after 1.00 seconds", "1"],
  ["a result that is no response", "return { statusCode: 'yes' };", "", "2"],
])("%s is a 502 with a log line, and the next request works", async (_what, fault, logged, next) => {
  const { request, logs } = await start({ timeout: 1, handler: BAD(fault) });
  const bad = await request("/api/bad");
  const good = await request("/api/good");
  expect([bad.status, bad.text]).toEqual([502, "Internal Server Error"]);
  expect([good.status, good.text]).toEqual([200, next]);
  expect(
    logs
      .lines()
      .map(({ text }) => text)
      .join("\n"),
  ).toContain(logged);
});

test("a handler that cannot be loaded is a 502 with its reason in the log", async () => {
  const { request, logs } = await start({ handler: "throw new Error('no such table');" });
  const response = await request("/api/x");
  expect(response.status).toBe(502);
  expect(logs.lines().some(({ text }) => text.includes("no such table"))).toBe(true);
});

test("an environment runs one invocation at a time and long ones get a second environment", async () => {
  const { request } = await start({
    handler: `let busy = 0; let most = 0; const id = Math.random();
export const handler = async () => { busy += 1; most = Math.max(most, busy); await new Promise((r) => setTimeout(r, 400)); busy -= 1; return { statusCode: 200, body: JSON.stringify({ id, most }) }; };`,
  });
  const responses = await Promise.all([1, 2, 3, 4].map(() => request("/api/x")));
  const answers = responses.map(({ text }) => JSON.parse(text) as { id: number; most: number });
  expect(answers.every(({ most }) => most === 1)).toBe(true);
  expect(new Set(answers.map(({ id }) => id)).size).toBeGreaterThan(1);
});

test("what the function prints is in the log", async () => {
  const { request, logs } = await start({
    handler: "export const handler = async () => { console.log('to stdout'); console.error('to stderr'); return {}; };",
  });
  await request("/api/x");
  await expect
    .poll(() => logs.lines().map(({ text }) => text))
    .toEqual(expect.arrayContaining(["to stdout", "to stderr"]));
});

test("a request of more than 6 MB is 413 and the function is not asked", async () => {
  const { createHash } = await import("node:crypto");
  const { request } = await start({});
  const body = Buffer.alloc(6_291_457, "a");
  const response = await request("/api/x", {
    method: "POST",
    body,
    headers: { "x-amz-content-sha256": createHash("sha256").update(body).digest("hex") },
  });
  expect(response.status).toBe(413);
});

test("a handler that is not in the archive stops the start with its name", async () => {
  const graph = await declareSmallSystem();
  const resources = graph.resources.map((resource) =>
    resource.type === "aws:lambda/function:Function"
      ? { ...resource, inputs: { ...resource.inputs, handler: "main.run" } }
      : resource,
  );
  await expect(runGraph({ ...graph, resources })).rejects.toThrow(/"api" declares the handler main\.run/);
});

const REQUEST = {
  method: "POST",
  path: "/api/a%20b",
  queryString: "a=1&a=2&b=%20",
  headers: { "user-agent": "phone" },
  body: Buffer.from("ü"),
  viewerAddress: "203.0.113.9",
};
const NOW = new Date("2026-11-23T09:08:07.000Z");

test("the event follows payload format 2.0", () => {
  const event = toUrlEvent(
    { ...REQUEST, headers: { ...REQUEST.headers, "content-type": "application/json", cookie: "a=1; b=2" } },
    "abc.lambda-url.us-east-1.on.aws",
    NOW,
  );
  expect(event).toMatchObject({
    version: "2.0",
    routeKey: "$default",
    rawPath: "/api/a%20b",
    rawQueryString: "a=1&a=2&b=%20",
    cookies: ["a=1", "b=2"],
    queryStringParameters: { a: "1,2", b: " " },
    body: "ü",
    isBase64Encoded: false,
    headers: { host: "abc.lambda-url.us-east-1.on.aws" },
    requestContext: {
      domainPrefix: "abc",
      http: { method: "POST", path: "/api/a%20b", userAgent: "phone" },
      time: "23/Nov/2026:09:08:07 +0000",
    },
  });
});

test("the peer that the event names is CloudFront, never the viewer", () => {
  const event = toUrlEvent(REQUEST, "abc", NOW);
  expect(event).not.toHaveProperty("requestContext.http.sourceIp", "203.0.113.9");
});

test("a body that is no text arrives as base64", () => {
  const event = toUrlEvent({ ...REQUEST, headers: { "content-type": "image/png" } }, "abc", NOW);
  expect(event).toMatchObject({ body: Buffer.from("ü").toString("base64"), isBase64Encoded: true });
});

test.each([
  ["text alone", '"hello"', 200, "hello", []],
  ["an object without a status", '{"a":1}', 200, '{"a":1}', []],
  ["base64", '{"statusCode":201,"isBase64Encoded":true,"body":"aGk="}', 201, "hi", []],
  ["cookies", '{"statusCode":200,"cookies":["a=1; Path=/"],"body":"x"}', 200, "x", ["a=1; Path=/"]],
])("a result with %s becomes a response", (_what, json, status, body, cookies) => {
  const response = fromUrlResult(json);
  expect(response).toMatchObject({ status, cookies });
  expect(response?.body.toString()).toBe(body);
});
