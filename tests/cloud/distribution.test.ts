import { createHash } from "node:crypto";
import { brotliDecompressSync, gunzipSync } from "node:zlib";
import { afterEach, expect, test } from "vitest";
import {
  declareSmallSystem,
  OPTIMIZED,
  runGraph,
  runSmallSystem,
  type Running,
  type SmallSystem,
} from "./support/graph.ts";

const LONG = "x".repeat(5_000);
// Answers in brotli, whatever was asked for, what it was asked for.
const COMPRESSING = `import { brotliCompressSync } from "node:zlib";
export const handler = async ({ headers }) => ({
  statusCode: 200, headers: { "content-type": "text/plain", "content-encoding": "br", vary: "Accept-Encoding" },
  body: brotliCompressSync(headers["accept-encoding"] + " ${LONG}").toString("base64"), isBase64Encoded: true,
});`;
let running: Running | undefined;
const start = async (system: SmallSystem = {}): Promise<Running> => (running = await runSmallSystem(system));
const sha256 = (text: string): string => createHash("sha256").update(text).digest("hex");

afterEach(async () => {
  await running?.close();
  running = undefined;
});

test("a POST without its body's hash is 403, with a wrong one too, with the right one it arrives", async () => {
  const { request } = await start();
  const post = { method: "POST", body: '{"a":1}', headers: { "content-type": "application/json" } };
  const missing = await request("/api/x", post);
  const wrong = await request("/api/x", {
    ...post,
    headers: { ...post.headers, "x-amz-content-sha256": sha256("other") },
  });
  const right = await request("/api/x", {
    ...post,
    headers: { ...post.headers, "x-amz-content-sha256": sha256(post.body) },
  });
  expect([missing.status, wrong.status, right.status]).toEqual([403, 403, 200]);
  expect(missing.text).toContain("The request signature we calculated does not match");
});

test.each([["lambda:InvokeFunctionUrl"], ["lambda:InvokeFunction"]])(
  "with %s alone the Function URL is forbidden",
  async (action) => {
    const { request } = await start({ permissions: [action] });
    const response = await request("/api/x");
    expect(response.status).toBe(403);
    expect(JSON.parse(response.text)).toHaveProperty("Message", expect.stringContaining("Forbidden"));
  },
);

test("the function sees every viewer header but Host and Authorization, and CloudFront's own", async () => {
  const { request } = await start();
  const response = await request("/api/x?b=2&a=%201", {
    headers: {
      authorization: "Bearer viewer",
      "x-mine": "1",
      cookie: "a=1; b=2",
      "user-agent": "phone",
      "x-forwarded-for": "198.51.100.1",
    },
  });
  const event = JSON.parse(response.text) as {
    headers: Record<string, string>;
    cookies: string[];
    rawQueryString: string;
  };
  expect(event.headers).toMatchObject({
    "x-mine": "1",
    "user-agent": "phone",
    "x-forwarded-for": "198.51.100.1, 203.0.113.9",
    "x-forwarded-proto": "https",
  });
  expect(event.headers["host"]).toMatch(/\.lambda-url\.us-east-1\.on\.aws$/);
  expect(event.headers).not.toHaveProperty("authorization");
  expect(event.headers).not.toHaveProperty("cookie");
  expect(event.cookies).toEqual(["a=1", "b=2"]);
  expect(event.rawQueryString).toBe("b=2&a=%201");
});

test("without an origin request policy the function sees no query, cookie or viewer header", async () => {
  const graph = await declareSmallSystem();
  const edited = graph.resources.map((resource) => {
    const behaviors = resource.inputs["orderedCacheBehaviors"];
    if (!Array.isArray(behaviors)) return resource;
    const [first] = behaviors as Record<string, unknown>[];
    const rest = Object.fromEntries(Object.entries(first ?? {}).filter(([key]) => key !== "originRequestPolicyId"));
    return { ...resource, inputs: { ...resource.inputs, orderedCacheBehaviors: [rest] } };
  });
  running = await runGraph({ ...graph, resources: edited });
  const response = await running.request("/api/x?a=1", {
    headers: { cookie: "a=1", "x-mine": "1", "user-agent": "phone" },
  });
  const event = JSON.parse(response.text) as { headers: Record<string, string>; rawQueryString: string };
  expect(event.rawQueryString).toBe("");
  expect(event.headers["user-agent"]).toBe("Amazon CloudFront");
  expect(event).not.toHaveProperty("cookies");
  expect(event.headers).not.toHaveProperty("x-mine");
});

test("a behavior is chosen on the normalised path and the origin gets the raw one", async () => {
  const { request } = await start();
  const response = await request("//api/../api/x");
  expect(JSON.parse(response.text)).toHaveProperty("rawPath", "//api/../api/x");
});

test("a method that the behavior does not allow is CloudFront's 403 page", async () => {
  const { request } = await start();
  const response = await request("/index.html", { method: "POST", body: "a" });
  expect(response.status).toBe(403);
  expect(response.text).toContain("This distribution is not configured to allow the HTTP request method");
  expect(response.headers["x-cache"]).toBe("Error from cloudfront");
});

test("a missing key in the bucket is 403 AccessDenied, and so is every key without the bucket policy", async () => {
  const { request } = await start({ objects: { "a.txt": { content: "hello", contentType: "text/plain" } } });
  const missing = await request("/b.txt");
  const found = await request("/a.txt");
  await running?.close();
  const closed = await start({ bucketPolicy: false, objects: { "a.txt": { content: "hello" } } });
  const refused = await closed.request("/a.txt");
  expect([missing.status, found.status, refused.status]).toEqual([403, 200, 403]);
  expect(missing.text).toContain("<Code>AccessDenied</Code>");
  expect(found.headers).toMatchObject({ "content-type": "text/plain", etag: '"5d41402abc4b2a76b9719d911017c592"' });
});

test("an object is a miss, then a hit with its age; a HEAD has no body; its ETag answers 304", async () => {
  const { request } = await start({
    objects: { "a.txt": { content: "hello", contentType: "text/plain", cacheControl: "max-age=60" } },
  });
  const first = await request("/a.txt?v=1");
  const second = await request("/a.txt?v=2", { headers: { cookie: "a=1" } });
  const head = await request("/a.txt", { method: "HEAD" });
  const unchanged = await request("/a.txt", { headers: { "if-none-match": first.headers["etag"] ?? "" } });
  expect(first.headers["x-cache"]).toBe("Miss from cloudfront");
  expect(second.headers).toMatchObject({ "x-cache": "Hit from cloudfront", age: "0" });
  expect(head.status).toBe(200);
  expect([unchanged.status, unchanged.text]).toEqual([304, ""]);
});

test("a compressible object is sent as brotli or gzip with a weak ETag, a small one as it is", async () => {
  const { request } = await start({
    objects: {
      "a.js": { content: LONG, contentType: "text/javascript" },
      "b.js": { content: "x", contentType: "text/javascript" },
    },
  });
  const br = await request("/a.js", { headers: { "accept-encoding": "gzip, deflate, br" } });
  const gzip = await request("/a.js", { headers: { "accept-encoding": "gzip, br;q=0" } });
  const plain = await request("/a.js");
  const small = await request("/b.js", { headers: { "accept-encoding": "br" } });
  expect(br.headers).toMatchObject({
    "content-encoding": "br",
    vary: "Accept-Encoding",
    etag: expect.stringMatching(/^W\//) as string,
  });
  expect(brotliDecompressSync(br.body).toString()).toBe(LONG);
  expect(gunzipSync(gzip.body).toString()).toBe(LONG);
  expect(plain.text).toBe(LONG);
  expect(small.headers).not.toHaveProperty("content-encoding");
});

test("the function's answers are never cached, nor compressed by the distribution", async () => {
  const { request } = await start({
    handler: `let n = 0; export const handler = async () => ({ statusCode: 200, headers: { "content-type": "text/plain", "cache-control": "max-age=60" }, body: ++n + "${LONG}" });`,
  });
  const first = await request("/api/x", { headers: { "accept-encoding": "br" } });
  const second = await request("/api/x");
  expect(first.text.slice(0, 2)).toBe("1x");
  expect(second.text.slice(0, 2)).toBe("2x");
  expect(second.headers["x-cache"]).toBe("Miss from cloudfront");
});

test("the function sees the viewer's Accept-Encoding as it came, and what it compressed itself goes on as it is", async () => {
  const { request } = await start({ handler: COMPRESSING });
  const accepted = "identity;q=0.1, gzip, deflate, br;q=0.9, zstd";
  const answer = await request("/api/x", { headers: { "accept-encoding": accepted } });
  const silent = await request("/api/x");
  expect(answer.headers).toMatchObject({ "content-encoding": "br", vary: "Accept-Encoding" });
  expect(brotliDecompressSync(answer.body).toString()).toBe(`${accepted} ${LONG}`);
  expect(brotliDecompressSync(silent.body).toString()).toBe(`undefined ${LONG}`);
});

test.each([
  ["gzip, deflate, br, zstd", "br,gzip"],
  ["gzip", "gzip"],
  ["br;q=1, gzip;q=0", "br"],
  ["deflate", "identity"],
  [undefined, undefined],
])("a behavior that caches compressed objects makes of Accept-Encoding %j: %j", async (accepted, seen) => {
  const { request } = await start({ handler: COMPRESSING, behavior: { cachePolicyId: OPTIMIZED } });
  const answer = await request("/api/x", { headers: accepted === undefined ? {} : { "accept-encoding": accepted } });
  expect(answer.headers["content-encoding"]).toBe("br");
  expect(brotliDecompressSync(answer.body).toString()).toBe(`${String(seen)} ${LONG}`);
});

test("viewers that take the same formats share an entry of the cache, others do not", async () => {
  const { request } = await start({
    objects: { "a.js": { content: LONG, contentType: "text/javascript", cacheControl: "max-age=60" } },
  });
  const verdicts: (string | undefined)[] = [];
  for (const accepted of ["gzip, br", "br, gzip;q=0.5", "gzip", "zstd", ""]) {
    const answer = await request("/a.js", { headers: accepted === "" ? {} : { "accept-encoding": accepted } });
    verdicts.push(answer.headers["x-cache"]?.split(" ")[0]);
  }
  expect(verdicts).toEqual(["Miss", "Hit", "Miss", "Miss", "Hit"]);
});

test("the response headers policy sets, overrides and leaves as declared", async () => {
  const { request } = await start({
    handler: `export const handler = async () => ({ statusCode: 200, headers: { "x-frame-options": "SAMEORIGIN", "referrer-policy": "origin" }, body: "" });`,
    headersPolicy: {
      securityHeadersConfig: {
        frameOptions: { frameOption: "DENY", override: true },
        referrerPolicy: { referrerPolicy: "same-origin", override: false },
        strictTransportSecurity: { accessControlMaxAgeSec: 60, includeSubdomains: true, override: true },
      },
      customHeadersConfig: { items: [{ header: "X-Robots-Tag", value: "noindex", override: true }] },
    },
  });
  const response = await request("/api/x");
  expect(response.headers).toMatchObject({
    "x-frame-options": "DENY",
    "referrer-policy": "origin",
    "x-robots-tag": "noindex",
    "strict-transport-security": "max-age=60; includeSubDomains",
  });
});

test("a custom error response turns the API's own error into a page, as it does on AWS", async () => {
  const { request } = await start({
    handler: `export const handler = async () => ({ statusCode: 404, body: "{}" });`,
    objects: { "index.html": { content: "<h1>app</h1>", contentType: "text/html" } },
    distribution: { customErrorResponses: [{ errorCode: 404, responseCode: 200, responsePagePath: "/index.html" }] },
  });
  const response = await request("/api/x");
  expect([response.status, response.text]).toEqual([200, "<h1>app</h1>"]);
});

test("an origin that does not answer in time is CloudFront's 504 page", async () => {
  const graph = await declareSmallSystem({
    handler: "export const handler = () => new Promise((resolve) => setTimeout(() => resolve('late'), 1500));",
  });
  const edited = graph.resources.map((resource) => {
    const origins = resource.inputs["origins"];
    if (!Array.isArray(origins)) return resource;
    const custom = {
      httpPort: 80,
      httpsPort: 443,
      originProtocolPolicy: "https-only",
      originSslProtocols: ["TLSv1.2"],
      originReadTimeout: 1,
    };
    return {
      ...resource,
      inputs: {
        ...resource.inputs,
        origins: (origins as object[]).map((origin) => ({ ...origin, customOriginConfig: custom })),
      },
    };
  });
  running = await runGraph({ ...graph, resources: edited });
  const response = await running.request("/api/x");
  expect(response.status).toBe(504);
});

test.each([
  [
    "an unknown cache policy",
    { behavior: { cachePolicyId: "00000000-0000-0000-0000-000000000000" } },
    /cache policy 00000000/,
  ],
  [
    "an unknown origin request policy",
    { behavior: { originRequestPolicyId: "00000000-0000-0000-0000-000000000000" } },
    /origin request policy 00000000/,
  ],
  [
    "a Lambda@Edge association",
    { behavior: { lambdaFunctionAssociations: [] } },
    /orderedCacheBehaviors.0.lambdaFunctionAssociations/,
  ],
  ["a web ACL", { distribution: { webAclId: "acl" } }, /Distribution "main".*webAclId/],
  ["an unknown origin", { behavior: { targetOriginId: "nobody" } }, /unknown origin "nobody"/],
] as const)("%s is an error that names it", async (_what, system, message) => {
  const graph = await declareSmallSystem(system);
  await expect(runGraph(graph)).rejects.toThrow(message);
});
