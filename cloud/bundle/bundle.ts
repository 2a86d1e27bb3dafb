import { createHash } from "node:crypto";
import { access, mkdir, readFile, rename, writeFile } from "node:fs/promises";
import { basename, dirname, join } from "node:path";
import { build, type Plugin } from "esbuild";
import { CLOUD_ROOT } from "./root.ts";

/** A bundle lives in dist/, but its modules must still find the files beside their sources. */
export const keepImportMeta: Plugin = {
  name: "keep-import-meta",
  setup(host) {
    host.onLoad({ filter: /\.ts$/ }, async ({ path }) => ({
      contents: (await readFile(path, "utf8"))
        .replaceAll("import.meta.dirname", JSON.stringify(dirname(path)))
        .replaceAll("import.meta.filename", JSON.stringify(path))
        .replaceAll("import.meta.url", `String(new URL(${JSON.stringify(`file://${path}`)}))`),
      loader: "ts",
    }));
  },
};

type Format = "cjs" | "esm";

/** Bundles one of the cloud's own workers, by its path in the cloud's folder; it finds its packages as that folder does. */
export function bundleWorker(path: string, format: Format): Promise<string> {
  return bundleEntry(join(CLOUD_ROOT, path), format, dirname(CLOUD_ROOT));
}

/**
 * Bundles one TypeScript entry with its packages external, writes it to `dist/cloud` of a project under a name made of its
 * content hash, and returns where. That folder is safe to delete at any time.
 * CommonJS keeps `@pulumi/aws` lazy (an ES import of that namespace loads every service: 300 ms).
 */
export async function bundleEntry(entry: string, format: Format, project: string): Promise<string> {
  const result = await build({
    entryPoints: [entry],
    bundle: true,
    write: false,
    platform: "node",
    target: "node20",
    packages: "external",
    format,
    plugins: [keepImportMeta],
    logLevel: "silent",
  });
  const bytes = result.outputFiles[0]?.contents ?? new Uint8Array();
  const extension = format === "cjs" ? "cjs" : "mjs";
  const hash = createHash("sha256").update(bytes).digest("hex").slice(0, 16);
  const file = join(project, "dist", "cloud", `${basename(entry, ".ts")}-${hash}.${extension}`);
  await writeOnce(file, bytes);
  return file;
}

/** Several processes may build the same bundle at once: the same bytes take the same name, and rename is atomic. */
async function writeOnce(file: string, bytes: Uint8Array): Promise<void> {
  const exists = await access(file).then(
    () => true,
    () => false,
  );
  if (exists) return;
  await mkdir(dirname(file), { recursive: true });
  const temporary = `${file}.${String(process.pid)}.${Math.random().toString(36).slice(2)}`;
  await writeFile(temporary, bytes);
  await rename(temporary, file);
}
