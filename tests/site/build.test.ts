import { createHash } from "node:crypto";
import { mkdtemp, readdir, readFile, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { brotliCompressSync } from "node:zlib";
import { afterAll, beforeAll, describe, expect, it } from "vitest";

import { buildSite, SLOT_PLACEHOLDER, slotOf, type SiteBuild } from "../../build/site.ts";

let root: string;
let site: SiteBuild;

beforeAll(async () => {
  root = await mkdtemp(join(tmpdir(), "scc-site-"));
  site = await buildSite(root);
});
afterAll(async () => {
  await rm(root, { recursive: true });
});

async function text(path: string): Promise<string> {
  return readFile(join(site.directory, path), "utf8");
}

async function compressed(...paths: string[]): Promise<number> {
  const sizes = await Promise.all(paths.map(async (path) => brotliCompressSync(await readFile(join(site.directory, path))).length));
  return sizes.reduce((sum, size) => sum + size, 0);
}

describe("the site build", () => {
  it("gives the same bytes the same slot, also when several build at once", async () => {
    const [again, other] = await Promise.all([buildSite(root), buildSite(root)]);

    expect(again).toEqual(site);
    expect(other).toEqual(site);
    expect(site.slot).toMatch(/^[0-9a-f]{12}$/);
    expect(await readdir(join(root, "dist/site"))).toEqual([site.slot]);
  });

  it("names other bytes, or the same under another path, with another slot", () => {
    const slots = [[["a", "1"]], [["a", "2"]], [["b", "1"]], [["a", "1"], ["b", ""]]].map((files) =>
      slotOf(new Map(files.map(([path, bytes]) => [path ?? "", Buffer.from(bytes ?? "")]))),
    );

    expect(new Set(slots).size).toBe(slots.length);
  });

  it("puts the slot wherever a source asks for it", async () => {
    expect(await text("index.html")).toContain(`src="/_staging/${site.slot}/app.js"`);
    for (const { path } of site.files) expect(await text(path)).not.toContain(SLOT_PLACEHOLDER);
  });

  it("lists every file as it is on disk", async () => {
    expect(site.files.map(({ path }) => path).sort()).toEqual((await readdir(site.directory)).sort());
    for (const { path, sha256, bytes } of site.files) {
      const content = await readFile(join(site.directory, path));
      expect([path, content.length, createHash("sha256").update(content).digest("hex")]).toEqual([path, bytes, sha256]);
    }
  });

  it("caches for good what has the slot in its address, and nothing else", () => {
    const cached = site.files.filter(({ cacheControl }) => cacheControl.includes("immutable")).map(({ path }) => path);

    // error.css is read through the live pointer, so its address outlives its bytes.
    expect(cached.sort()).toEqual(["app.css", "app.js", "favicon.svg", "waiver.css", "waiver.js"]);
  });

  it("stays small: the dashboard within 40 KB over the wire, the waiver's script and style within 15", async () => {
    expect(await compressed("index.html", "app.js", "app.css", "favicon.svg")).toBeLessThan(40 * 1024);
    expect(await compressed("waiver.js", "waiver.css", "favicon.svg")).toBeLessThan(15 * 1024);
  });
});
