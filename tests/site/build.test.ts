import { createHash } from "node:crypto";
import { mkdtemp, readdir, readFile, rm, stat } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { brotliCompressSync } from "node:zlib";
import { afterAll, beforeAll, describe, expect, it } from "vitest";

import { buildSite, linkedFiles, makeSite, slotOf, type SiteBuild } from "../../build/site.ts";
import { isSlotFile } from "../../rules/contract/slotFiles.ts";
import { SLOT_PLACEHOLDER } from "../../rules/contract/slots.ts";
import { weighWaiverPage } from "../../build/waiverWeight.ts";
import { LANGUAGES } from "../../rules/words/language.ts";

let root: string;
let site: SiteBuild;

beforeAll(async () => {
  root = await mkdtemp(join(tmpdir(), "scc-site-"));
  site = await make();
});
afterAll(async () => {
  await rm(root, { recursive: true });
});

async function make(): Promise<SiteBuild> {
  return (await makeSite(root)).result.site;
}

const ROOT = join(import.meta.dirname, "..", "..");

async function text(path: string): Promise<string> {
  return readFile(join(site.directory, path), "utf8");
}

async function compressed(...paths: string[]): Promise<number> {
  const sizes = await Promise.all(
    paths.map(async (path) => brotliCompressSync(await readFile(join(site.directory, path))).length),
  );
  return sizes.reduce((sum, size) => sum + size, 0);
}

describe("the site build", () => {
  it("gives the same bytes the same slot, also when several build at once", async () => {
    const [again, other] = await Promise.all([make(), make()]);

    expect(again).toEqual(site);
    expect(other).toEqual(site);
    expect(site.slot).toMatch(/^[0-9a-f]{12}$/);
    expect(await readdir(join(root, "dist/site"))).toEqual([site.slot]);
  });

  it("writes only files that the edge lets through to a slot", () => {
    const unknown = site.files.map(({ path }) => path).filter((path) => !isSlotFile(path));

    expect(unknown, "name them in rules/contract/slotFiles.ts").toEqual([]);
    expect(isSlotFile("foo.png")).toBe(false);
  });

  it("is remembered: all that went into it are files, whose bytes tell whether it must be made anew", async () => {
    const { inputs } = await makeSite(root);

    expect(inputs).toContain("site/worker/main.ts");
    for (const path of inputs) expect((await stat(join(ROOT, path))).isFile()).toBe(true);
  });

  it("answers a build that it remembers as one that is made", async () => {
    const [first, second] = [await buildSite(), await buildSite()];

    const listed = ({ slot, files }: SiteBuild): unknown => [slot, files.map((file) => ({ ...file, file: "" }))];
    expect(listed(first)).toEqual(listed(site));
    expect(second).toEqual(first);
    for (const { file, bytes } of second.files) expect((await stat(file)).size).toBe(bytes);
  });

  it("names other bytes, or the same under another path, with another slot", () => {
    const slots = [
      [["a", "1"]],
      [["a", "2"]],
      [["b", "1"]],
      [
        ["a", "1"],
        ["b", ""],
      ],
    ].map((files) => slotOf(new Map(files.map(([path, bytes]) => [path ?? "", Buffer.from(bytes ?? "")]))));

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

    // error.css and worker.js are read through the live pointer, so their addresses outlive their bytes.
    expect(cached.filter((path) => !path.startsWith("part-")).sort()).toEqual([
      "app.css",
      "app.js",
      "favicon.svg",
      "icon-192.png",
      "icon-512.png",
      "icon-maskable-512.png",
      "kiosk.js",
      "waiver.css",
      "waiver.js",
    ]);
    expect(site.files.find(({ path }) => path === "worker.js")?.cacheControl).toBe("no-cache");
  });

  it("gives the worker this slot and the names of every file of the dashboard", async () => {
    const worker = await text("worker.js");

    expect(worker).toContain(site.slot);
    for (const { path } of site.files.filter(({ path }) => /^(?:app|part-|index|favicon)/.test(path)))
      expect(worker).toContain(`"${path}"`);
    expect(worker).not.toMatch(/^(?:import|export)\b/m);
  });

  it("can be installed: icons of both sizes that Chromium asks for, whole after the build", async () => {
    const manifest: unknown = JSON.parse(await text("manifest.webmanifest"));

    expect(manifest).toMatchObject({ id: "/", scope: "/", start_url: "/", display: "standalone" });
    for (const [path, size] of [
      ["icon-192.png", 192],
      ["icon-512.png", 512],
      ["icon-maskable-512.png", 512],
    ] as const) {
      const png = await readFile(join(site.directory, path));
      expect([png.toString("latin1", 1, 4), png.readUInt32BE(16), png.readUInt32BE(20)]).toEqual(["PNG", size, size]);
      expect(png.equals(await readFile(join("site/static", path)))).toBe(true);
      expect(await text("manifest.webmanifest")).toContain(`/_staging/${site.slot}/${path}`);
    }
  });

  it("loads with the page what the first screen needs, all of it at once, and no more", async () => {
    const page = await text("index.html");
    const preloaded = site.files
      .map(({ path }) => path)
      .filter((path) => page.includes(`modulepreload" href="/_staging/${site.slot}/${path}"`));

    expect([...preloaded].sort()).toEqual(site.parts["site/app.tsx"]?.slice(1));
    const [app, ...others] = await Promise.all(["app.js", ...preloaded].map(text));
    const named = [app, ...others].flatMap((script) => [...(script ?? "").matchAll(/from"\.\/(part-\w+\.js)"/g)]);
    expect(new Set(named.map(([, path]) => path))).toEqual(new Set(preloaded));
  });

  it("has the sign-in, the charter’s page and all other screens as parts that the first screen does without", () => {
    const first = site.parts["site/app.tsx"] ?? [];

    for (const source of ["site/session/SignIn.tsx", "site/charter/Charter.tsx", "site/later.ts"]) {
      const [script = "", ...rest] = site.parts[source] ?? [];
      expect(script).toMatch(/^part-/);
      expect([...first, ...rest]).not.toContain(script);
    }
  });

  it("leaves out the schemas that a script has no use for, and keeps those it has", async () => {
    const [waiver, kiosk] = [await text("waiver.js"), await text("kiosk.js")];

    for (const script of [waiver, kiosk])
      expect(script).not.toMatch(/must say why|must be pen strokes|must be a real date/);
    expect(waiver).toContain("must have at least");
  });

  it("stays small: the dashboard within 40 KB over the wire, all of the waiver page within 20 in each language", async () => {
    expect(await compressed("index.html", ...linkedFiles(await text("index.html")))).toBeLessThan(40 * 1024);
    const weights = await Promise.all(LANGUAGES.map((language) => weighWaiverPage(site, language, "br")));
    for (const bytes of weights) expect(bytes).toBeLessThan(20 * 1024);
    // It counts the page itself, too.
    expect(Math.min(...weights)).toBeGreaterThan(4 * 1024 + (await compressed("waiver.js", "waiver.css")));
  });
});
