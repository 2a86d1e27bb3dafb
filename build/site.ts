import { createHash } from "node:crypto";
import { readdir, readFile } from "node:fs/promises";
import { extname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { build, type BuildOptions, type Metafile, type OutputFile, type Plugin } from "esbuild";
import { PURE_SCHEMAS } from "./pureSchemas.ts";
import { writeDirectory } from "./writeDirectory.ts";

export interface SiteFile {
  /** Path inside the slot, such as `app.js`. */
  readonly path: string;
  /** Where the built bytes are on this machine. */
  readonly file: string;
  readonly contentType: string;
  readonly cacheControl: string;
  readonly sha256: string;
  readonly bytes: number;
}

export interface SiteBuild {
  /** 12 hex digits that name these very bytes. */
  readonly slot: string;
  readonly directory: string;
  readonly files: readonly SiteFile[];
}

/** What sources write where the slot belongs. As long as a slot, so that sizes do not change. */
export const SLOT_PLACEHOLDER = "__SCC_SLOT__";

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

type Sources = ReadonlyMap<string, Buffer>;

/** Names the files that a page makes the browser load before it is usable, each once. */
export function linkedFiles(page: string): readonly string[] {
  const named = page.matchAll(/(?:href|src)="\/_staging\/[^/"]+\/([\w-]+\.(?:js|css|svg))"/g);
  return [...new Set([...named].map(([, path]) => path ?? ""))];
}

/** Builds the site into dist/site/<slot>/ and lists its files; the same sources always give the same slot. */
export async function buildSite(root: string = ROOT): Promise<SiteBuild> {
  const [dashboard, pages, texts] = await Promise.all([bundleDashboard(), bundlePages(), readStatic()]);
  const shell = [...dashboard.files.keys(), "app.css", "favicon.svg", "index.html"].sort();
  const preloaded = new Map([...texts, ["index.html", preload(texts.get("index.html"), dashboard.first)] as const]);
  const all = [...dashboard.files, ...pages, ...(await bundleWorker(shell)), ...preloaded];
  const sources = new Map(all.sort(([a], [b]) => (a < b ? -1 : 1)));
  const slot = slotOf(sources);
  const contents = withManifest(slot, substitute(sources, slot));
  const directory = join(root, "dist/site", slot);
  await writeDirectory(directory, contents);
  return { slot, directory, files: [...contents].map(([path, bytes]) => describe(directory, path, bytes)) };
}

const SHARED = {
  absWorkingDir: ROOT,
  outdir: "dist/site",
  bundle: true,
  minify: true,
  write: false,
  format: "esm",
  target: ["es2022", "chrome111", "firefox114", "safari16.4"],
  // They all know \p{…}, each by its own version of Unicode. esbuild says no for that, and writes new RegExp() instead.
  supported: { "regexp-unicode-property-escapes": true },
  jsx: "automatic",
  jsxImportSource: "preact",
  define: { "process.env.NODE_ENV": '"production"' },
  charset: "utf8",
  legalComments: "none",
  logLevel: "silent",
  plugins: [PURE_SCHEMAS],
} satisfies BuildOptions;

/** The kiosk's queue is a file of its own: no patron's phone loads it, and it needs nothing of the page's own script. */
const KIOSK_APART: Plugin = {
  name: "kiosk-apart",
  setup(bundler) {
    bundler.onResolve({ filter: /\/submitAtKiosk\.ts$/ }, ({ kind }) =>
      kind === "dynamic-import" ? { path: `/_staging/${SLOT_PLACEHOLDER}/kiosk.js`, external: true } : undefined,
    );
  },
};

/** Bundles the dashboard: what it imports dynamically becomes a part that is loaded when it is used. */
async function bundleDashboard(): Promise<{ files: Sources; first: readonly string[] }> {
  const result = await build({
    ...SHARED,
    entryPoints: { app: "site/app.tsx" },
    splitting: true,
    chunkNames: "part-[hash]",
    metafile: true,
  });
  return { files: toSources(result.outputFiles), first: staticImports(result.metafile) };
}

/** The parts that the dashboard's script cannot start without. */
function staticImports({ outputs }: Metafile): readonly string[] {
  const app = Object.entries(outputs).find(([path]) => outputName(path) === "app.js")?.[1];
  return (app?.imports ?? [])
    .filter(({ kind }) => kind === "import-statement")
    .map(({ path }) => outputName(path))
    .sort();
}

/** Names these parts in the page, so that they come together with the script and not after it. */
function preload(page: Buffer | undefined, parts: readonly string[]): Buffer {
  const links = parts
    .map((part) => `<link rel="modulepreload" href="/_staging/${SLOT_PLACEHOLDER}/${part}">\n    `)
    .join("");
  return Buffer.from((page ?? "").toString().replace(/(?=<script type="module")/, links));
}

async function bundlePages(): Promise<Sources> {
  const result = await build({
    ...SHARED,
    entryPoints: {
      "app-styles": "site/styles/app.css",
      waiver: "site/waiver/main.ts",
      kiosk: "site/kiosk/submitAtKiosk.ts",
      "waiver-styles": "site/styles/waiver.css",
      error: "site/styles/error.css",
    },
    plugins: [...SHARED.plugins, KIOSK_APART],
  });
  return toSources(result.outputFiles);
}

/** Bundles the service worker as a classic script, the kind that every browser takes. It carries the names of the dashboard's files. */
async function bundleWorker(shell: readonly string[]): Promise<Sources> {
  const result = await build({
    ...SHARED,
    format: "iife",
    entryPoints: { worker: "site/worker/main.ts" },
    define: { ...SHARED.define, SHELL_FILES: JSON.stringify(shell) },
  });
  return toSources(result.outputFiles);
}

function toSources(files: readonly OutputFile[]): Sources {
  return new Map(files.map((file) => [outputName(file.path), Buffer.from(file.contents)]));
}

function outputName(path: string): string {
  const name = path.replace(/\\/g, "/").split("/").at(-1) ?? path;
  // Two entry points may not share a name in esbuild, so a script's style sheet is told apart there and only there.
  return name.replace("-styles.css", ".css");
}

async function readStatic(): Promise<Sources> {
  const names = await readdir(STATIC);
  return new Map(await Promise.all(names.map(async (name) => [name, await readFile(join(STATIC, name))] as const)));
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
  return new Map([...contents, ["manifest.json", Buffer.from(`${JSON.stringify({ slot, files }, null, 2)}\n`)]]);
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
