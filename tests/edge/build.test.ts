import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { EDGE_BYTES_LIMIT, EDGE_BYTES_WANTED, buildEdge } from "../../build/edge.ts";
import { findUnsupported } from "./support/guard.ts";

let folder = "";
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), "scc-edge-"));
});
afterAll(() => {
  rmSync(folder, { recursive: true, force: true });
});

function buildBody(body: string): ReturnType<typeof buildEdge> {
  return buildSource(`export async function handler(event) { ${body}; return event; }`);
}

function buildSource(source: string): ReturnType<typeof buildEdge> {
  const entry = join(folder, "handler.js");
  writeFileSync(entry, source);
  return buildEdge({ entry });
}

describe("the edge bundle", () => {
  test("stays under the bytes that we want", async () => {
    const { code, bytes } = await buildEdge();

    expect(bytes).toBe(Buffer.byteLength(code));
    expect(bytes).toBeLessThanOrEqual(EDGE_BYTES_WANTED);
  });

  test("imports cloudfront as documented, declares handler once and exports nothing", async () => {
    const { code } = await buildEdge();

    expect(code.startsWith("import cf from 'cloudfront';\n")).toBe(true);
    expect(code.match(/async function handler\(/g)).toHaveLength(1);
    expect(code).not.toMatch(/\bexport\b/);
  });

  test("names the company on the edge's own pages, as text and never as markup", async () => {
    const { code } = await buildEdge({ companyName: "Tom & <b>Sons</b>" });

    expect(code).toContain("Tom &amp; &lt;b>Sons&lt;/b>");
    expect(code).not.toContain("<b>Sons");
  });

  test("uses nothing that runtime 2.0 lacks", async () => {
    const { code } = await buildEdge();

    expect(findUnsupported(code)).toEqual([]);
  });

  test("is refused when it is larger than CloudFront takes", async () => {
    const text = "x".repeat(EDGE_BYTES_LIMIT);

    await expect(buildBody(`event.text = "${text}"`)).rejects.toThrow(/CloudFront takes at most 10240/);
  });

  test("is refused when its entry does not export an async function handler", async () => {
    await expect(buildSource("export const other = 1;")).rejects.toThrow(/must export handler/);
    await expect(buildSource("export const handler = 1;")).rejects.toThrow(/one async function handler/);
  });
});

describe("syntax that runtime 2.0 lacks", () => {
  test.each([
    ["destructuring", "const { uri } = event; event.a = uri"],
    ["for-of", "for (const item of event) event.a = item"],
    ["a class", "event.a = new (class A {})()"],
    ["a generator", "event.a = function* () { yield 1; }"],
  ])("is a build error: %s", async (_name, body) => {
    await expect(buildBody(body)).rejects.toThrow(/not supported yet|not available/);
  });

  test.each([
    ["?.", "event.a = event.b?.c"],
    ["??", "event.a = event.b ?? 1"],
    ["??=", "event.a ??= 1"],
    ["catch without a name", "try { event.a(); } catch { event.b = 1; }"],
    ["a shorthand property", "const uri = event.uri; event.a = { uri, b: uri }"],
  ])("is rewritten: %s", async (_name, body) => {
    const { code } = await buildBody(body);

    expect(findUnsupported(code)).toEqual([]);
  });
});

describe("the guard over built code", () => {
  test.each([
    ["global: BigInt", "event.a = 1n"],
    ["global: RegExp", "event.a = /x/u.test(event.b)"],
    ["global: RegExp", "event.a = /x/s.test(event.b)"],
  ])("finds what esbuild turns into a call: %s", async (finding, body) => {
    const { code } = await buildBody(body);

    expect(findUnsupported(code)).toEqual([finding]);
  });

  test.each([
    ["global: Map", "event.a = new Map()"],
    ["global: URL", "event.a = new URL(event.uri)"],
    ["global: setTimeout", "setTimeout(event.f, 1)"],
    ["global: process", "event.a = process.env"],
    ["method: fromEntries", "event.a = Object.fromEntries(event.b)"],
    ["method: flat", "event.a = event.b.flat()"],
    ["method: matchAll", "event.a = event.b.matchAll(/x/g)"],
    ["method: replaceAll", "event.a = event.b.replaceAll('a', 'b')"],
    ["regular expression flag in /x/y", "event.a = /x/y.test(event.b)"],
  ])("names what it finds: %s", (finding, body) => {
    const source = `import cf from 'cloudfront';\nasync function handler(event) { ${body}; return event; }\n`;

    expect(findUnsupported(source)).toEqual([finding]);
  });

  test.each([
    ["destructuring", "const { uri } = event"],
    ["spread", "event.a = [...event.b]"],
    ["?.", "event.a = event.b?.c"],
    ["default parameter", "event.a = (b = 1) => b"],
    ["export", "} export { handler }; {"],
  ])("knows syntax too: %s", (word, body) => {
    expect(findUnsupported(`async function handler(event) { ${body} }`)).toContain(`syntax: ${word}`);
  });
});
