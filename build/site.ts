import { createHash } from "node:crypto";
import { readdir, readFile } from "node:fs/promises";
import { extname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { build } from "esbuild";
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
  ".svg": "image/svg+xml",
  ".txt": "text/plain; charset=utf-8",
  ".webmanifest": "application/manifest+json",
};
const IMMUTABLE = "public, max-age=31536000, immutable";
const REVALIDATE = "no-cache";
const IMMUTABLE_TYPES: ReadonlySet<string> = new Set([".css", ".js", ".svg"]);
/** Read through the live pointer, at a path that stays while its bytes change: the one style sheet that must not stick. */
const LIVE_PATHS: ReadonlySet<string> = new Set(["error.css"]);

type Sources = ReadonlyMap<string, Buffer>;

/** Builds the site into dist/site/<slot>/ and lists its files; the same sources always give the same slot. */
export async function buildSite(root: string = ROOT): Promise<SiteBuild> {
  const sources = new Map([...(await bundle()), ...(await readStatic())].sort(([a], [b]) => (a < b ? -1 : 1)));
  const slot = slotOf(sources);
  const contents = withManifest(slot, substitute(sources, slot));
  const directory = join(root, "dist/site", slot);
  await writeDirectory(directory, contents);
  return { slot, directory, files: [...contents].map(([path, bytes]) => describe(directory, path, bytes)) };
}

async function bundle(): Promise<Sources> {
  const result = await build({
    absWorkingDir: ROOT,
    entryPoints: {
      app: "site/app.tsx",
      "app-styles": "site/styles/app.css",
      waiver: "site/waiver/main.ts",
      "waiver-styles": "site/styles/waiver.css",
      error: "site/styles/error.css",
    },
    outdir: "dist/site",
    bundle: true,
    minify: true,
    write: false,
    format: "esm",
    target: ["es2022", "chrome111", "firefox114", "safari16.4"],
    jsx: "automatic",
    jsxImportSource: "preact",
    define: { "process.env.NODE_ENV": '"production"' },
    charset: "utf8",
    legalComments: "none",
    logLevel: "silent",
  });
  return new Map(result.outputFiles.map((file) => [outputName(file.path), Buffer.from(file.contents)]));
}

function outputName(path: string): string {
  const name = path.replace(/\\/g, "/").split("/").at(-1) ?? path;
  // Two entry points may not share a name in esbuild, so a script's style sheet is told apart there and only there.
  return name.replace("-styles.css", ".css");
}

async function readStatic(): Promise<Sources> {
  const names = await readdir(STATIC);
  return new Map(
    await Promise.all(names.map(async (name) => [name, await readFile(join(STATIC, name))] as const)),
  );
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
  return new Map([...sources].map(([path, bytes]) => [path, Buffer.from(bytes.toString().replaceAll(SLOT_PLACEHOLDER, slot))]));
}

function withManifest(slot: string, contents: Sources): Sources {
  const files = Object.fromEntries(
    [...contents].map(([path, bytes]) => [path, { sha256: sha256(bytes), bytes: bytes.length, contentType: typeOf(path) }]),
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
