import { afterEach, expect, test } from "vitest";
import { runSmallSystem, type Answer, type Running } from "./support/graph.ts";

let running: Running | undefined;
afterEach(async () => {
  await running?.close();
  running = undefined;
});

async function ask(edge: string, path = "/api/x", headers: Record<string, string> = {}): Promise<Answer> {
  running = await runSmallSystem({
    edge,
    kvs: { live: "0123456789ab", conf: '{"a":1}' },
    objects: { "a.txt": { content: "from the bucket" } },
  });
  return running.request(path, { headers });
}

const reply = (expression: string): string =>
  `import cf from 'cloudfront';\nasync function handler(event) { return { statusCode: 200, statusDescription: 'OK', body: String(${expression}) }; }`;

test.each([
  "setTimeout",
  "process",
  "require",
  "URL",
  "Map",
  "Set",
  "fetch",
  "Buffer",
  "Proxy",
  "Reflect",
  "Intl",
  "eval",
  "global",
  "WebAssembly",
])("the global %s does not exist", async (name) => {
  const { text } = await ask(reply(`typeof ${name}`));
  expect(text).toBe("undefined");
});

test.each(["Object.fromEntries", "[].flat", "''.matchAll"])("%s does not exist", async (member) => {
  const { text } = await ask(reply(`typeof ${member}`));
  expect(text).toBe("undefined");
});

test.each(["new Function('return 1')()", "cf.kvs.constructor('return process')()"])(
  "code from the string %s is refused",
  async (expression) => {
    const response = await ask(reply(expression));
    expect(response.status).toBe(503);
    expect(response.headers["x-cache"]).toBe("FunctionExecutionError from cloudfront");
  },
);

test("the event has CloudFront's structure", async () => {
  const { text } = await ask(reply("JSON.stringify(event)"), "/a%20b?x=1&x=2&y", { cookie: "c=1; d=2", "x-a": "1" });
  expect(JSON.parse(text)).toMatchObject({
    version: "1.0",
    context: { eventType: "viewer-request" },
    viewer: { ip: "203.0.113.9" },
    request: {
      method: "GET",
      uri: "/a%20b",
      querystring: { x: { value: "1", multiValue: [{ value: "1" }, { value: "2" }] }, y: { value: "" } },
      headers: { host: { value: "charters.example.com" }, "x-a": { value: "1" } },
      cookies: { c: { value: "1" }, d: { value: "2" } },
    },
  });
});

test("a key of the store is read, as JSON where asked, and an absent one throws", async () => {
  const { text } = await ask(`import cf from 'cloudfront';
async function handler() {
  const kvs = cf.kvs(); let absent = 'no';
  try { await kvs.get('nothing'); } catch (e) { absent = 'threw'; }
  return { statusCode: 200, body: [await kvs.get('live'), (await kvs.get('conf', { format: 'json' })).a, absent, await kvs.exists('live')].join() };
}`);
  expect(text).toBe("0123456789ab,1,threw,true");
});

test("a selected origin answers, while methods and caching stay the behavior's", async () => {
  const edge =
    "import cf from 'cloudfront'; function handler(event) { cf.selectRequestOriginById('site'); event.request.uri = '/a.txt'; return event.request; }";
  const first = await ask(edge);
  const second = await running?.request("/api/x");
  expect(first.text).toBe("from the bucket");
  expect(second?.headers["x-cache"]).toBe("Miss from cloudfront");
});

test("top-level state does not survive from one request to the next", async () => {
  await ask("var n = 0; function handler() { n += 1; return { statusCode: 200, body: String(n) }; }");
  const second = await running?.request("/api/x");
  expect(second?.text).toBe("1");
});

test("a generated answer carries its headers and cookies and says where it is from", async () => {
  const response = await ask(
    "function handler() { return { statusCode: 302, headers: { location: { value: '/x' } }, cookies: { a: { value: '1', attributes: 'Path=/' } } }; }",
  );
  expect(response).toMatchObject({
    status: 302,
    cookies: ["a=1; Path=/"],
    headers: { location: "/x", "x-cache": "FunctionGeneratedResponse from cloudfront" },
  });
});

const returning = (change: string): string => `function handler(event) { var r = event.request; ${change}; return r; }`;

test.each([
  ["a changed Host", returning("r.headers.host = { value: 'other' }"), 502],
  ["an added Via", returning("r.headers.via = { value: 'x' }"), 502],
  ["a removed Host", returning("delete r.headers.host"), 502],
  ["an X-Forwarded-Proto", returning("r.headers['x-forwarded-proto'] = { value: 'x' }"), 502],
  ["an X-Amz-Cf header", returning("r.headers['x-amz-cf-a'] = { value: 'x' }"), 502],
  ["an upper-case header name", returning("r.headers['X-A'] = { value: 'x' }"), 502],
  ["a URI without its slash", returning("r.uri = 'x'"), 502],
  ["a changed method", returning("r.method = 'PUT'"), 502],
  ["no return value", "function handler() {}", 502],
  ["a status that is text", "function handler() { return { statusCode: '200' }; }", 502],
  ["an exception", "function handler() { throw new Error('x'); }", 503],
  [
    "an unknown origin",
    "import cf from 'cloudfront'; function handler(e) { cf.selectRequestOriginById('x'); return e.request; }",
    503,
  ],
  ["an export", "export function handler(e) { return e.request; }", 503],
  ["a syntax error", "function handler( {", 503],
])("%s is an error of CloudFront", async (_what, edge, status) => {
  const response = await ask(edge);
  expect(response.status).toBe(status);
  expect(running?.logs.lines().some(({ source }) => source === "cloudfront")).toBe(true);
});

test("X-Forwarded-Host may be set", async () => {
  const response = await ask(returning("r.headers['x-forwarded-host'] = r.headers.host"));
  expect(JSON.parse(response.text)).toHaveProperty("headers.x-forwarded-host", "charters.example.com");
});
