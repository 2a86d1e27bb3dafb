import { fileURLToPath } from "node:url";
import { build, type BuildOptions, type Metafile, type OutputFile, type Plugin } from "esbuild";
import { SLOT_PLACEHOLDER, STAGING_PREFIX } from "../rules/contract/slots.ts";
import { PURE_SCHEMAS } from "./pureSchemas.ts";
import { ownInputs } from "./rememberBuild.ts";

export type Sources = ReadonlyMap<string, Buffer>;

/** What esbuild wrote, and our own files that it read for that, by their paths from the root. */
export interface Bundled {
  readonly files: Sources;
  readonly inputs: readonly string[];
}

const ROOT = fileURLToPath(new URL("../", import.meta.url));

/** The package does not say that to load it has no effect: without that, whoever only signs in would load what makes passkeys. */
const PASSKEYS_APART: Plugin = {
  name: "passkeys-apart",
  setup(bundler) {
    bundler.onResolve({ filter: /^@simplewebauthn\/browser$/ }, async ({ path, pluginData, ...options }) => {
      if (pluginData === PASSKEYS_APART) return undefined;
      const found = await bundler.resolve(path, { ...options, pluginData: PASSKEYS_APART });
      return { ...found, sideEffects: false };
    });
  },
};

const SHARED = {
  absWorkingDir: ROOT,
  outdir: "dist/site",
  bundle: true,
  minify: true,
  write: false,
  metafile: true,
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
  plugins: [PURE_SCHEMAS, PASSKEYS_APART],
} satisfies BuildOptions;

/** The kiosk's queue is a file of its own: no patron's phone loads it, and it needs nothing of the page's own script. */
const KIOSK_APART: Plugin = {
  name: "kiosk-apart",
  setup(bundler) {
    bundler.onResolve({ filter: /\/submitAtKiosk\.ts$/ }, ({ kind }) =>
      kind === "dynamic-import" ? { path: `${STAGING_PREFIX}${SLOT_PLACEHOLDER}/kiosk.js`, external: true } : undefined,
    );
  },
};

/** What the dashboard begins with. */
export const DASHBOARD = "site/app.tsx";

/** Files that a browser must have, by the source that asks for them: itself the first, and then what it imports. */
export type Parts = Readonly<Record<string, readonly string[]>>;

/** Bundles the dashboard: what it imports dynamically becomes a part that is loaded when it is used. */
export async function bundleDashboard(): Promise<Bundled & { readonly parts: Parts }> {
  const result = await build({
    ...SHARED,
    entryPoints: { app: DASHBOARD },
    splitting: true,
    chunkNames: "part-[hash]",
  });
  return { ...toBundled(result), parts: partsOf(result.metafile) };
}

/** Lists what each part cannot start without. */
function partsOf({ outputs }: Metafile): Parts {
  const needed = (path: string): readonly string[] =>
    (outputs[path]?.imports ?? [])
      .filter(({ kind }) => kind === "import-statement")
      .flatMap((imported) => [imported.path, ...needed(imported.path)]);
  return Object.fromEntries(
    Object.entries(outputs).flatMap(([path, { entryPoint }]) =>
      entryPoint === undefined ? [] : [[entryPoint, [path, ...[...new Set(needed(path))].sort()].map(outputName)]],
    ),
  );
}

/** Bundles what is no dashboard: the waiver page's scripts, and the styles. */
export async function bundlePages(): Promise<Bundled> {
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
  return toBundled(result);
}

/** Bundles the service worker as a classic script, the kind that every browser takes. It carries the names of the dashboard's files. */
export async function bundleWorker(shell: readonly string[]): Promise<Bundled> {
  const result = await build({
    ...SHARED,
    format: "iife",
    entryPoints: { worker: "site/worker/main.ts" },
    define: { ...SHARED.define, SHELL_FILES: JSON.stringify(shell) },
  });
  return toBundled(result);
}

function toBundled({ outputFiles, metafile }: { outputFiles: readonly OutputFile[]; metafile: Metafile }): Bundled {
  return {
    files: new Map(outputFiles.map((file) => [outputName(file.path), Buffer.from(file.contents)])),
    inputs: ownInputs(metafile),
  };
}

function outputName(path: string): string {
  const name = path.replace(/\\/g, "/").split("/").at(-1) ?? path;
  // Two entry points may not share a name in esbuild, so a script's style sheet is told apart there and only there.
  return name.replace("-styles.css", ".css");
}
