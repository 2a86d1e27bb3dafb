import { createHash } from "node:crypto";
import { brotliDecompressSync, gunzipSync } from "node:zlib";
import { beforeAll, expect, test } from "vitest";

import { post, send, type Answer } from "../../bench/support/http.ts";
import { linkedFiles } from "../../build/site.ts";
import { DEMO_ACCOUNTS, DEMO_PASSWORD, demoSlug } from "../../local/demo.ts";
import { useCloud } from "../support/useCloud.ts";

/** What goes over the wire between a browser and the real program: the function's answers and the site's files. */

const CHROME = "gzip, deflate, br, zstd";
const cloud = useCloud({ demo: true });
let cookie: string;

beforeAll(async () => {
  const signedIn = await post(`${cloud.url}/api/session`, {
    email: DEMO_ACCOUNTS.admin.email,
    password: DEMO_PASSWORD,
  });
  cookie = (signedIn.headers["set-cookie"]?.[0] ?? "").split(";")[0] ?? "";
});

function get(path: string, accepted: string): Promise<Answer> {
  return send(cloud.url + path, { headers: { "accept-encoding": accepted, cookie } });
}

/** With its compression, which the benchmarks' own post does without. */
function postAsBrowser(path: string, content: object): Promise<Answer> {
  const body = JSON.stringify(content);
  const hash = createHash("sha256").update(body).digest("hex");
  return send(cloud.url + path, {
    method: "POST",
    body,
    headers: {
      "accept-encoding": CHROME,
      "content-type": "application/json",
      "content-length": String(Buffer.byteLength(body)),
      "x-scc-client": "web",
      "x-amz-content-sha256": hash,
    },
  });
}

function decode({ headers, body }: Answer): string {
  if (headers["content-encoding"] === undefined) return body.toString();
  return (headers["content-encoding"] === "br" ? brotliDecompressSync(body) : gunzipSync(body)).toString();
}

/** The headers that tell of the answer, and not of this one delivery of it. */
function lasting({ headers }: Answer): object {
  return {
    ...headers,
    date: "",
    "x-amz-cf-id": "",
    "content-length": "",
    "content-encoding": "",
    etag: headers.etag?.replace("W/", ""),
  };
}

const waiver = `/g/${demoSlug(new Date())}/waiver`;

test.each([
  ["the waiver page", waiver],
  ["the Spanish one", `${waiver}?lang=es`],
  ["the kiosk's", `${waiver}?kiosk`],
  ["a charter's JSON", `/api/event/${demoSlug(new Date())}`],
])("%s comes compressed to a browser, and is what an old client gets in plain", async (_, path) => {
  const [plain, br, gzip] = await Promise.all([get(path, "identity"), get(path, CHROME), get(path, "gzip")]);
  expect([plain, br, gzip].map(({ status, headers }) => [status, headers["content-encoding"]])).toEqual([
    [200, undefined],
    [200, "br"],
    [200, "gzip"],
  ]);
  expect([decode(br), decode(gzip)]).toEqual([plain.body.toString(), plain.body.toString()]);
  expect(lasting(br)).toEqual(lasting(plain));
  expect(br.headers).toMatchObject({
    vary: "Accept-Encoding",
    "content-length": String(br.body.length),
    "x-cache": "Miss from cloudfront",
  });
  expect(br.body.length).toBeLessThan(plain.body.length / 2.5);
});

test("a long error comes compressed, a short one as it is", async () => {
  const bad = await postAsBrowser(waiver, { participants: Array.from({ length: 30 }, () => ({})) });
  const missing = await get("/api/nothing", CHROME);
  expect([bad.status, bad.headers["content-encoding"], bad.headers["content-type"]]).toEqual([
    400,
    "br",
    "application/problem+json",
  ]);
  expect(JSON.parse(decode(bad))).toMatchObject({ status: 400, type: "/problems/invalid-request" });
  expect([missing.status, missing.headers["content-encoding"], missing.headers["vary"]]).toEqual([
    404,
    undefined,
    "Accept-Encoding",
  ]);
});

test("a HEAD tells of the page and sends none of it", async () => {
  const head = await send(cloud.url + waiver, { method: "HEAD", headers: { "accept-encoding": CHROME } });
  expect([head.status, head.body.length, head.headers["content-encoding"]]).toEqual([200, 0, undefined]);
});

test.each([["en"], ["es"]])("a patron's phone fetches at most 20 KB before it can sign: %s", async (language) => {
  const page = await get(`${waiver}?lang=${language}`, CHROME);
  const slot = /\/_staging\/[^/"]+\//.exec(decode(page))?.[0] ?? "";
  const files = await Promise.all(linkedFiles(decode(page)).map((path) => get(slot + path, CHROME)));
  expect(files.map(({ status }) => status)).toEqual([200, 200, 200]);
  expect([page, ...files].reduce((sum, { body }) => sum + body.length, 0)).toBeLessThan(20 * 1024);
});
