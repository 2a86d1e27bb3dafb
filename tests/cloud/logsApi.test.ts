import {
  FilterLogEventsCommand,
  paginateFilterLogEvents,
  ResourceNotFoundException,
  type CloudWatchLogsClient,
  type FilterLogEventsCommandInput,
} from "@aws-sdk/client-cloudwatch-logs";
import { afterAll, beforeAll, expect, test, vi } from "vitest";
import { parseFilterPattern } from "../../cloud/cloudwatchLogs/filterPattern.ts";
import { serveGraph, type Served } from "./support/clients.ts";
import { declare } from "./support/graph.ts";
import { declareReleasedSystem, openCloudWatchLogs } from "./support/lambda.ts";

const logGroupName = "/aws/lambda/api";
const HANDLER = `let n = 0;
export const handler = async (event) => { n += 1; console.log(JSON.stringify({ level: n === 2 ? "error" : "info", n, route: event.rawPath })); return { statusCode: 200, body: "" }; };`;

let served: Served;
let client: CloudWatchLogsClient;
let startedAt: number;

beforeAll(async () => {
  startedAt = Date.now();
  const graph = await declareReleasedSystem({ handler: HANDLER });
  const empty = await declare("cloudwatch/logGroup:LogGroup", "other", { name: "/aws/other" });
  served = await serveGraph({ ...graph, resources: [...graph.resources, empty] });
  client = openCloudWatchLogs(served.controlPlane.url);
  for (const path of ["/api/a", "/api/b", "/api/c"]) await served.request(path);
  // The lines come from the function's thread, a moment after its answer.
  await vi.waitFor(
    () => {
      expect(served.logs.lines()).toHaveLength(3);
    },
    { timeout: 30_000 },
  );
});

afterAll(async () => {
  client.destroy();
  await served.close();
});

async function find(search: Partial<FilterLogEventsCommandInput>, pageSize = 10_000): Promise<string[]> {
  const found: string[] = [];
  for await (const page of paginateFilterLogEvents({ client, pageSize }, { logGroupName, ...search })) {
    found.push(...(page.events ?? []).map(({ message = "" }) => /"n":(\d)/.exec(message)?.[1] ?? message));
  }
  return found;
}

test("the function's lines come with their instant, stream and an id of their own, in order", async () => {
  const { events = [] } = await client.send(new FilterLogEventsCommand({ logGroupName }));
  expect(events.map(({ message }) => message)).toEqual([
    '{"level":"info","n":1,"route":"/api/a"}',
    '{"level":"error","n":2,"route":"/api/b"}',
    '{"level":"info","n":3,"route":"/api/c"}',
  ]);
  expect(new Set(events.map(({ eventId }) => eventId)).size).toBe(3);
  for (const { timestamp = 0, logStreamName, eventId } of events) {
    expect(timestamp).toBeGreaterThanOrEqual(startedAt);
    expect(timestamp).toBeLessThanOrEqual(Date.now());
    expect(logStreamName).toMatch(/^\d{4}\/\d\d\/\d\d\/\[1\][0-9a-f]{32}$/);
    expect(eventId).toMatch(/^\d{56}$/);
  }
});

test.each<[string, Partial<FilterLogEventsCommandInput>, string[]]>([
  ["a JSON pattern", { filterPattern: '{ $.level = "error" }' }, ["2"]],
  ["a term", { filterPattern: "error" }, ["2"]],
  ["a phrase", { filterPattern: '"/api/c"' }, ["3"]],
  ["the newest first", { startFromHead: false }, ["3", "2", "1"]],
  ["a time to come", { startTime: Date.now() + 3_600_000 }, []],
  ["a time gone by", { endTime: 1 }, []],
  [
    "the group's ARN",
    { logGroupName: undefined, logGroupIdentifier: "arn:aws:logs:us-east-1:123456789012:log-group:/aws/lambda/api" },
    ["1", "2", "3"],
  ],
  ["another declared group", { logGroupName: "/aws/other" }, []],
])("lines are found by %s", async (_what, search, expected) => {
  expect(await find(search)).toEqual(expected);
});

test.each([
  [true, ["1", "2", "3"]],
  [false, ["3", "2", "1"]],
])("pages of one line give all lines once, startFromHead %s", async (startFromHead, expected) => {
  expect(await find({ startFromHead, limit: 1 }, 1)).toEqual(expected);
});

test("an unknown group and a pattern that is not understood are the service's exceptions", async () => {
  await expect(find({ logGroupName: "/aws/lambda/none" })).rejects.toThrow(ResourceNotFoundException);
  await expect(find({ filterPattern: "{ $.level ~ 3 }" })).rejects.toMatchObject({ name: "InvalidParameterException" });
  await expect(find({ filterPattern: "/api/c" })).rejects.toThrow("needs quotation marks");
});

const LINE = JSON.stringify({
  level: "error",
  status: 503,
  route: "GET /api/events",
  nested: { ids: ["a", "b"], "x.y": true, none: null },
});

test.each([
  ["", true],
  ["error 503", true],
  ["error 404", false],
  ["error -503", false],
  ["?404 ?503", true],
  ["?404 ?405", false],
  ['"GET /api/events"', true],
  ['{ $.level = "error" }', true],
  ['{ $.level = "err*" }', true],
  ['{ $.level = "err" }', false],
  ['{ $.level != "info" }', true],
  ['{ $.missing != "info" }', false],
  ["{ $.status >= 500 && $.status < 600 }", true],
  ["{ $.status = 500 }", false],
  ['{ $.status = 500 || ($.level = "error" && $.route = "GET *") }', true],
  ['{ ($.status = 500 || $.level = "error") && $.route = "POST *" }', false],
  ['{ $.nested.ids[1] = "b" }', true],
  ['{ $.nested["x.y"] IS TRUE }', true],
  ["{ $.nested.none IS NULL }", true],
  ["{ $.nested.other NOT EXISTS }", true],
  ["{ $.level NOT EXISTS }", false],
])("the pattern %s on a structured line says %s", (pattern, expected) => {
  expect(parseFilterPattern(pattern)(LINE)).toBe(expected);
});

test("a JSON pattern never matches a line that is not JSON", () => {
  expect(parseFilterPattern("{ $.level NOT EXISTS }")("Task timed out after 3.00 seconds")).toBe(false);
});

test.each([
  "{ $.a = }",
  "{ ($.a = 1 }",
  "{ a = 1 }",
  '{ $.a > "b" }',
  "{ $.a = 1 $.b = 2 }",
  "{ $.a = 1",
  "[ip, user]",
  "%regex%",
  '"open',
])("the pattern %s is refused", (pattern) => {
  expect(() => parseFilterPattern(pattern)).toThrow();
});
