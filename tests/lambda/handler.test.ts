import { createHash } from "node:crypto";
import { brotliDecompressSync } from "node:zlib";
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it, vi } from "vitest";

import type { FunctionUrlResult } from "../../lambda/functionUrl.ts";
import { eventKey } from "../../lambda/charter/stored.ts";
import type { RunCounts } from "../../lambda/outbox/run.ts";
import { BODY_HASH_HEADER } from "../../rules/contract/headers.ts";
import { createCharter, payment } from "./support/charter.ts";
import { CREDENTIALS, REGION } from "./support/dynalite.ts";
import { HOST, idOf, PASSWORD } from "./support/harness.ts";
import { useHarness } from "./support/useHarness.ts";

const { harness } = useHarness({ now: new Date().toISOString() });
let handler: (event: unknown) => Promise<FunctionUrlResult | RunCounts>;
let lines: string[];

beforeAll(async () => {
  for (const [name, value] of Object.entries(harness.variables)) vi.stubEnv(name, value);
  vi.stubEnv("AWS_REGION", REGION);
  vi.stubEnv("AWS_ACCESS_KEY_ID", CREDENTIALS.accessKeyId);
  vi.stubEnv("AWS_SECRET_ACCESS_KEY", CREDENTIALS.secretAccessKey);
  ({ handler } = await import("../../lambda/handler.ts"));
});
beforeEach(() => {
  lines = [];
  vi.spyOn(process.stdout, "write").mockImplementation((line) => {
    lines.push(String(line));
    return true;
  });
});
afterEach(() => {
  vi.restoreAllMocks();
});
afterAll(() => {
  vi.unstubAllEnvs();
});

interface UrlParts {
  body?: unknown;
  cookies?: string[];
  query?: string;
  base64?: boolean;
  headers?: Record<string, string>;
}

/** An event as a Function URL sends it, payload 2.0. */
function urlEvent(method: string, path: string, parts: UrlParts = {}): object {
  const text = parts.body === undefined ? undefined : JSON.stringify(parts.body);
  return {
    version: "2.0",
    routeKey: "$default",
    rawPath: path,
    rawQueryString: parts.query ?? "",
    ...(parts.cookies === undefined ? {} : { cookies: parts.cookies }),
    headers: {
      "content-type": "application/json",
      "x-scc-client": "web",
      "x-forwarded-host": HOST,
      "x-viewer-address": "2001:db8::1",
      "user-agent": "Test — Browser",
      ...parts.headers,
    },
    requestContext: {
      accountId: "anonymous",
      apiId: "abc",
      domainName: "abc.lambda-url.us-east-1.on.aws",
      requestId: "request-1",
      http: { method, path, protocol: "HTTP/1.1", sourceIp: "203.0.113.9", userAgent: "Test" },
      time: "23/May/2026:18:00:00 +0000",
      timeEpoch: 1779559200000,
    },
    ...(text === undefined ? {} : { body: parts.base64 === true ? Buffer.from(text).toString("base64") : text }),
    isBase64Encoded: parts.base64 === true,
  };
}

async function call(...request: Parameters<typeof urlEvent>): Promise<FunctionUrlResult> {
  const result = await handler(urlEvent(...request));
  if (!("statusCode" in result)) throw new Error("The handler took a request for the schedule.");
  return result;
}

async function signIn(): Promise<string> {
  const result = await call("POST", "/api/session", {
    body: { email: "ada@example.com", password: PASSWORD },
    base64: true,
  });
  return (result.cookies[0] ?? "").split(";")[0] ?? "";
}

describe("The handler", () => {
  it("answers a Function URL event in payload 2.0, its cookies beside the headers", async () => {
    const result = await call("POST", "/api/session", { body: { email: "ada@example.com", password: PASSWORD } });
    expect(result).toMatchObject({ statusCode: 200, isBase64Encoded: false });
    expect(result.cookies).toHaveLength(2);
    expect(result.headers).not.toHaveProperty("set-cookie");
    expect(result.headers["content-type"]).toMatch(/^application\/json/);
  });

  it("reads cookies, query and a body in Base64", async () => {
    const cookie = await signIn();
    const month = await call("GET", "/api/events", { cookies: ["other=1", cookie], query: "month=2026-05" });
    expect([month.statusCode, JSON.parse(month.body)]).toEqual([200, { month: "2026-05", events: [], broken: [] }]);
    expect((await call("GET", "/api/events", { query: "month=2026-05" })).statusCode).toBe(401);
  });

  it("refuses a body that is no UTF-8, whether it comes as bytes or has been made text on its way", async () => {
    const bytes = Buffer.concat([Buffer.from('{"email":"a'), Buffer.from([0xff, 0xc3]), Buffer.from('@b.co"}')]);
    const hashOf = (sent: Buffer) => createHash("sha256").update(sent).digest("hex");
    const send = async (body: string, isBase64Encoded: boolean, sent: Buffer) => {
      const headers = { [BODY_HASH_HEADER]: hashOf(sent) };
      const event = { ...urlEvent("POST", "/api/session", { headers }), body, isBase64Encoded };
      return (await handler(event)) as FunctionUrlResult;
    };
    for (const result of [
      await send(bytes.toString("base64"), true, bytes),
      await send(bytes.toString(), false, bytes),
    ]) {
      expect(result.statusCode).toBe(400);
      expect(result.body).toContain("The body must be UTF-8.");
    }
    // Whoever really writes that character has sent what arrives.
    const meant = Buffer.from('{"email":"\ufffd"}');
    expect((await send(meant.toString(), false, meant)).body).not.toContain("UTF-8");
  });

  it("names the request id of AWS in problems and in the log", async () => {
    const result = await call("GET", "/api/nothing");
    expect(JSON.parse(result.body)).toMatchObject({ status: 404, instance: "request-1" });
    expect(lines.map((line): unknown => JSON.parse(line))).toContainEqual(
      expect.objectContaining({ request: "request-1", status: 404 }),
    );
  });

  it("compresses what is long, in Base64 as payload 2.0 carries bytes, and decodes to what an old client gets", async () => {
    // By the handler's own clock, which is the machine's, this one can still be signed.
    const slug = await createCharter(await harness.as("admin"), { date: "2099-05-23" });
    const plain = await call("GET", `/g/${slug}/waiver`);
    const compressed = await call("GET", `/g/${slug}/waiver`, {
      headers: { "accept-encoding": "gzip, deflate, br, zstd" },
    });
    expect([plain.isBase64Encoded, compressed.isBase64Encoded]).toEqual([false, true]);
    expect(compressed.headers).toEqual({ ...plain.headers, "content-encoding": "br" });
    expect(brotliDecompressSync(Buffer.from(compressed.body, "base64")).toString()).toBe(plain.body);
    expect(plain.headers["vary"]).toBe("Accept-Encoding");
  });

  it("answers a HEAD without a body, whatever it takes", async () => {
    // By the handler's own clock, which is the machine's, this one can still be signed.
    const slug = await createCharter(await harness.as("admin"), { date: "2099-05-23" });
    const head = await call("HEAD", `/g/${slug}/waiver`, { headers: { "accept-encoding": "br" } });
    expect(head).toMatchObject({ statusCode: 200, body: "", isBase64Encoded: false });
  });

  it("sweeps the outbox when the schedule says so", async () => {
    const admin = await harness.as("admin");
    const slug = await createCharter(admin);
    harness.gmail.fault = "down";
    await admin.send("POST", "/api/payment/log", payment(slug, "swept"));
    harness.gmail.fault = "none";
    await harness.services.table.update(eventKey(slug), {
      set: [
        [["outbox", idOf("swept"), "due"], "2026-01-01T00:00:00.000Z"],
        ["outbox_due", "2026-01-01T00:00:00.000Z"],
      ],
    });
    const result = await handler({ source: "scc.schedule", task: "outbox-sweep" });
    expect(result).toEqual({ sent: 1, delayed: 0, failed: 0 });
    expect(harness.gmail.mails).toHaveLength(1);
  });

  it("sends the mail of the items that a request asks it for, and no other's", async () => {
    const admin = await harness.as("admin");
    harness.sender.away = true;
    const [asked, other] = [await createCharter(admin), await createCharter(admin, { title: "other" })];
    for (const slug of [asked, other]) await admin.send("POST", "/api/payment/log", payment(slug, slug));
    const before = harness.gmail.mails.length;
    const result = await handler({ source: "scc.request", task: "outbox-deliver", keys: [eventKey(asked)] });
    expect(result).toEqual({ sent: 1, delayed: 0, failed: 0 });
    expect(harness.gmail.mails.slice(before).join("")).toContain(idOf(asked));
    harness.sender.away = false;
  });

  it("throws on an event that is neither, so that AWS counts an error", async () => {
    await expect(handler({ source: "aws.s3" })).rejects.toThrow();
  });
});
