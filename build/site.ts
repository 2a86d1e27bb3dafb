import { createHash } from "node:crypto";
import { readdir, readFile } from "node:fs/promises";
import { extname, join } from "node:path";
import { fileURLToPath } from "node:url";
import * as v from "valibot";
import { SLOT_INDEX, SLOT_MANIFEST, SLOT_PLACEHOLDER, STAGING_PREFIX } from "../rules/contract/slots.ts";
import { rememberBuild, type Built } from "./rememberBuild.ts";
import { bundleDashboard, bundlePages, bundleWorker, DASHBOARD, type Sources } from "./siteBundles.ts";
import { exists, writeDirectory } from "./writeDirectory.ts";

const SiteFile = v.object({
  /** Path inside the slot, such as `app.js`. */
  path: v.string(),
  /** Where the built bytes are on this machine. */
  file: v.string(),
  contentType: v.string(),
  cacheControl: v.string(),
  sha256: v.string(),
  bytes: v.number(),
});
export type SiteFile = Readonly<v.InferOutput<typeof SiteFile>>;

const SiteBuild = v.object({
  /** 12 hex digits that name these very bytes. */
  slot: v.string(),
  directory: v.string(),
  files: v.pipe(v.array(SiteFile), v.readonly()),
  /** What each part of the dashboard cannot start without, itself the first, by the source that begins it. */
  parts: v.record(v.string(), v.pipe(v.array(v.string()), v.readonly())),
});
export type SiteBuild = Readonly<v.InferOutput<typeof SiteBuild>>;

const ROOT = fileURLToPath(new URL("../", import.meta.url));
const STATIC = join(ROOT, "site/static");

const CONTENT_TYPES: Readonly<Record<string, string>> = {
  ".css": "text/css; charset=utf-8",
  ".html": "text/html; charset=utf-8",
  ".js": "text/javascript; charset=utf-8",
  ".json": "application/json",
  ".png": "image/png",
  ".svg": "image/svg+xml",
  ".txt": "text/plain; charset=utf-8",
  ".webmanifest": "application/manifest+json",
};
const IMMUTABLE = "public, max-age=31536000, immutable";
const REVALIDATE = "no-cache";
const IMMUTABLE_TYPES: ReadonlySet<string> = new Set([".css", ".js", ".png", ".svg"]);
/** Read through the live pointer, at a path that stays while its bytes change: they must not stick. */
const LIVE_PATHS: ReadonlySet<string> = new Set(["error.css", "worker.js"]);

/** Names the files that a page makes the browser load before it is usable, each once. */
export function linkedFiles(page: string): readonly string[] {
  const named = page.matchAll(new RegExp(`(?:href|src)="${STAGING_PREFIX}[^/"]+/([\\w-]+\\.(?:js|css|svg))"`, "g"));
  return [...new Set([...named].map(([, path]) => path ?? ""))];
}

/** What a build leaves for the next one. No source imports what is in site/static, so its names are kept as well. */
const Made = v.object({ site: SiteBuild, statics: v.array(v.string()) });
type Made = v.InferOutput<typeof Made>;

/** Builds the site into dist/site/<slot>/ and lists its files; the same sources always give the same slot, and are built once. */
export async function buildSite(): Promise<SiteBuild> {
  const { site } = await rememberBuild(
    {
      root: ROOT,
      file: "dist/site/last.json",
      schema: Made,
      // Its paths are absolute: a clone that was moved or copied builds anew.
      holds: async ({ site: { slot, directory }, statics }) =>
        directory === directoryOf(ROOT, slot) &&
        (await exists(directory)) &&
        (await listStatic()).join() === statics.join(),
    },
    () => makeSite(ROOT),
  );
  return site;
}

/** Builds the site under another root, whatever is there. */
export async function makeSite(root: string): Promise<Built<Made>> {
  const [dashboard, pages, texts] = await Promise.all([bundleDashboard(), bundlePages(), readStatic()]);
  const shell = [...dashboard.files.keys(), "app.css", "favicon.svg", SLOT_INDEX].sort();
  const worker = await bundleWorker(shell);
  const preloaded = new Map([
    ...texts,
    [SLOT_INDEX, preload(texts.get(SLOT_INDEX), dashboard.parts[DASHBOARD]?.slice(1) ?? [])] as const,
  ]);
  const all = [...dashboard.files, ...pages.files, ...worker.files, ...preloaded];
  const sources = new Map(all.sort(([a], [b]) => (a < b ? -1 : 1)));
  const slot = slotOf(sources);
  const contents = withManifest(slot, substitute(sources, slot));
  const directory = directoryOf(root, slot);
  await writeDirectory(directory, contents);
  const files = [...contents].map(([path, bytes]) => describe(directory, path, bytes));
  const statics = await listStatic();
  return {
    result: { site: { slot, directory, files, parts: dashboard.parts }, statics },
    inputs: [
      ...dashboard.inputs,
      ...pages.inputs,
      ...worker.inputs,
      ...statics.map((name) => `site/static/${name}`),
      ...["build/site.ts", "build/siteBundles.ts", "build/pureSchemas.ts"],
    ],
  };
}

function directoryOf(root: string, slot: string): string {
  return join(root, "dist/site", slot);
}

/** Names these parts in the page, so that they come together with the script and not after it. */
function preload(page: Buffer | undefined, parts: readonly string[]): Buffer {
  const links = parts
    .map((part) => `<link rel="modulepreload" href="${STAGING_PREFIX}${SLOT_PLACEHOLDER}/${part}">\n    `)
    .join("");
  return Buffer.from((page ?? "").toString().replace(/(?=<script type="module")/, links));
}

async function readStatic(): Promise<Sources> {
  const names = await listStatic();
  return new Map(await Promise.all(names.map(async (name) => [name, await readFile(join(STATIC, name))] as const)));
}

async function listStatic(): Promise<string[]> {
  return (await readdir(STATIC)).sort();
}

/** Names a set of files: SHA-256 over the sorted list of (path, bytes), each with its length in front. */
export function slotOf(sources: Sources): string {
  const hash = createHash("sha256");
  for (const [path, bytes] of [...sources].sort(([a], [b]) => (a < b ? -1 : 1))) {
    hash.update(`${path}\0${bytes.length}\0`).update(bytes);
  }
  return hash.digest("hex").slice(0, SLOT_PLACEHOLDER.length);
}

function substitute(sources: Sources, slot: string): Map<string, Buffer> {
  // Latin-1 takes every byte for a letter and back: a picture comes through unharmed, and a slot is ASCII.
  const put = (bytes: Buffer): Buffer =>
    Buffer.from(bytes.toString("latin1").replaceAll(SLOT_PLACEHOLDER, slot), "latin1");
  return new Map([...sources].map(([path, bytes]) => [path, put(bytes)]));
}

function withManifest(slot: string, contents: Sources): Sources {
  const files = Object.fromEntries(
    [...contents].map(([path, bytes]) => [
      path,
      { sha256: sha256(bytes), bytes: bytes.length, contentType: typeOf(path) },
    ]),
  );
  return new Map([...contents, [SLOT_MANIFEST, Buffer.from(`${JSON.stringify({ slot, files }, null, 2)}\n`)]]);
}

function describe(directory: string, path: string, bytes: Buffer): SiteFile {
  const lasting = IMMUTABLE_TYPES.has(extname(path)) && !LIVE_PATHS.has(path);
  return {
    path,
    file: join(directory, path),
    contentType: typeOf(path),
    cacheControl: lasting ? IMMUTABLE : REVALIDATE,
    sha256: sha256(bytes),
    bytes: bytes.length,
  };
}

function typeOf(path: string): string {
  const type = CONTENT_TYPES[extname(path)];
  if (type === undefined) throw new Error(`${path}: build/site.ts knows no content type for this kind of file`);
  return type;
}

function sha256(bytes: Buffer): string {
  return createHash("sha256").update(bytes).digest("hex");
}
