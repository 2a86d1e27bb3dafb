import { brotliDecompressSync, gunzipSync } from "node:zlib";
import fc from "fast-check";
import { describe, expect, it } from "vitest";

import { pickCoding } from "../../lambda/http/acceptEncoding.ts";
import { compress } from "../../lambda/http/compress.ts";

const LONG = "<p>Fair winds, José.</p>".repeat(100);
const BROWSER = "gzip, deflate, br, zstd";

function html(body: string | null, headers: Record<string, string> = {}, status = 200): Response {
  return new Response(body, { status, headers: { "content-type": "text/html; charset=UTF-8", ...headers } });
}

async function bytesOf(response: Response): Promise<Buffer> {
  return Buffer.from(await response.arrayBuffer());
}

describe("Choosing a content coding", () => {
  it.each([
    [null, undefined],
    ["", undefined],
    [BROWSER, "br"],
    ["GZIP, Deflate", "gzip"],
    ["br;q=0.5, gzip;q=0.8", "gzip"],
    ["gzip ;q=1.000, br; Q=1.0", "br"],
    ["br;q=0, gzip", "gzip"],
    ["br;q=0, gzip;q=0.000", undefined],
    ["*", "br"],
    ["*;q=0", undefined],
    ["br;q=0, *;q=0.1", "gzip"],
    ["identity", undefined],
    ["identity, br", "br"],
    ["identity, br;q=0.9, gzip;q=0.1", undefined],
    ["identity;q=0.5, gzip;q=0.5", "gzip"],
    ["identity;q=0", undefined],
    ["brotli, x-br, deflate", undefined],
    [",, br ,", "br"],
  ])("takes of %j: %s", (header, coding) => {
    expect(pickCoding(header)).toBe(coding);
  });

  const weight = fc.integer({ min: 0, max: 1000 }).map((thousandths) => thousandths / 1000);
  const named = fc.uniqueArray(
    fc.record({ name: fc.constantFrom("br", "gzip", "identity", "*", "deflate", "zstd"), q: weight }),
    {
      selector: ({ name }) => name,
    },
  );
  const write = (wishes: readonly { name: string; q: number }[]): string =>
    wishes.map(({ name, q }) => `${name};q=${q}`).join(", ");

  it("never takes what is forbidden or not named, nor less than the best, in whatever order it is written", () => {
    fc.assert(
      fc.property(named, (wishes) => {
        const q = (name: string): number =>
          (wishes.find((wish) => wish.name === name) ?? wishes.find((wish) => wish.name === "*"))?.q ?? 0;
        const coding = pickCoding(write(wishes));
        if (coding === undefined)
          expect(Math.max(q("br"), q("gzip")) === 0 || q("identity") > Math.max(q("br"), q("gzip"))).toBe(true);
        else expect([q(coding) > 0, q(coding)]).toEqual([true, Math.max(q("br"), q("gzip"), q("identity"))]);
        expect(pickCoding(write([...wishes].reverse()))).toBe(coding);
      }),
    );
  });

  it("takes any text for a header and never throws", () => {
    fc.assert(
      fc.property(fc.string(), (header) => {
        expect([undefined, "br", "gzip"]).toContain(pickCoding(header));
      }),
    );
  });
});

describe("An answer", () => {
  it("is the same text compressed as plain, whatever it says", async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.string({ minLength: 1_000, unit: "grapheme" }),
        fc.constantFrom("br", "gzip"),
        async (text, coding) => {
          const sent = await compress(coding, html(text));
          expect(sent.headers.get("content-encoding")).toBe(coding);
          const bytes = await bytesOf(sent);
          expect((coding === "br" ? brotliDecompressSync(bytes) : gunzipSync(bytes)).toString()).toBe(
            Buffer.from(text).toString(),
          );
        },
      ),
      { numRuns: 30 },
    );
  });

  it("keeps status, cookies and headers, but not a length that is no longer true, and weakens its tag", async () => {
    const headers = new Headers({
      "content-type": "text/html",
      "content-length": String(LONG.length),
      etag: '"abc"',
      "x-mine": "1",
      vary: "Accept-Language",
    });
    headers.append("set-cookie", "a=1; Path=/");
    headers.append("set-cookie", "b=2; Path=/");
    const sent = await compress(BROWSER, new Response(LONG, { status: 404, headers }));
    expect(sent.status).toBe(404);
    expect(sent.headers.getSetCookie()).toEqual(["a=1; Path=/", "b=2; Path=/"]);
    expect(Object.fromEntries([...sent.headers].filter(([name]) => name !== "set-cookie"))).toEqual({
      "content-type": "text/html",
      "content-encoding": "br",
      etag: 'W/"abc"',
      "x-mine": "1",
      vary: "Accept-Language, Accept-Encoding",
    });
    expect((await bytesOf(sent)).length).toBeLessThan(LONG.length / 5);
  });

  it.each([
    ["to a client that takes none", null, html(LONG)],
    ["when it is short", BROWSER, html("x".repeat(999))],
    ["when it is compressed already", BROWSER, html(LONG, { "content-encoding": "zstd" })],
    ["when it must not be transformed", BROWSER, html(LONG, { "cache-control": "private, no-transform" })],
    ["when its kind is compressed in itself", BROWSER, html(LONG, { "content-type": "application/pdf" })],
    ["without a kind", BROWSER, new Response(new TextEncoder().encode(LONG))],
  ])("stays as it is %s, and still says that it might differ", async (_, accepted, response) => {
    const [encoding, text] = [response.headers.get("content-encoding"), await response.clone().text()];
    const sent = await compress(accepted, response);
    expect([sent.headers.get("content-encoding"), await sent.text()]).toEqual([encoding, text]);
    expect(sent.headers.get("vary")).toBe("Accept-Encoding");
  });

  it.each([[200], [204], [304]])("without a body, as to a HEAD, stays without one: %i", async (status) => {
    const sent = await compress(BROWSER, html(null, { etag: '"abc"' }, status));
    expect([sent.status, sent.body, sent.headers.get("content-encoding"), sent.headers.get("etag")]).toEqual([
      status,
      null,
      null,
      '"abc"',
    ]);
    expect(sent.headers.get("vary")).toBe("Accept-Encoding");
  });

  it.each([["*"], ["accept-encoding"], ["Accept, Accept-Encoding"]])(
    "that varies by %s already does not say so twice",
    async (vary) => {
      expect((await compress(BROWSER, html(LONG, { vary }))).headers.get("vary")).toBe(vary);
    },
  );

  it.each([
    ["application/json"],
    ["application/problem+json"],
    ["text/csv; charset=utf-8"],
    ["text/calendar; charset=utf-8"],
  ])("is compressed as %s, too", async (type) => {
    expect((await compress(BROWSER, html(LONG, { "content-type": type }))).headers.get("content-encoding")).toBe("br");
  });
});
