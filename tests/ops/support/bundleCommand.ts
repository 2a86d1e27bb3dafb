import { createHash } from "node:crypto";
import { basename, join } from "node:path";
import { build } from "esbuild";
import { writeDirectory } from "../../../build/writeDirectory.ts";
import { keepImportMeta } from "../../../cloud/bundle/bundle.ts";

const ROOT = join(import.meta.dirname, "..", "..", "..");

let bundled: Promise<string> | undefined;

/**
 * Bundles the command for these tests, which run it a hundred times: to load it by tsx takes a second of CPU more. What
 * it imports when it needs it stays in files of its own, or it would load every client of AWS for a `--help`.
 */
export function bundleCommand(): Promise<string> {
  bundled ??= write();
  return bundled;
}

async function write(): Promise<string> {
  const { outputFiles } = await build({
    entryPoints: [join(ROOT, "ops/main.ts")],
    bundle: true,
    write: false,
    splitting: true,
    platform: "node",
    target: "node20",
    format: "esm",
    packages: "external",
    outdir: "dist/ops",
    outExtension: { ".js": ".mjs" },
    plugins: [keepImportMeta],
    logLevel: "silent",
  });
  const hash = createHash("sha256");
  for (const { path, contents } of outputFiles) hash.update(basename(path)).update(contents);
  // Workers may bundle at once: the same bytes take the same place, and a directory is whole when it is there.
  const directory = join(ROOT, "dist", "ops", hash.digest("hex").slice(0, 16));
  await writeDirectory(
    directory,
    outputFiles.map(({ path, contents }) => [basename(path), contents] as const),
  );
  return join(directory, "main.mjs");
}
