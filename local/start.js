// `npm start` in plain JavaScript: bundles local/main.ts with esbuild and runs it. A loader that compiles each
// TypeScript file on its own costs several hundred milliseconds more (see docs/decisions).
import { mkdir, readFile, writeFile } from "node:fs/promises";
import { dirname, join } from "node:path";
import { pathToFileURL } from "node:url";
import { build } from "esbuild";

const startedAt = performance.timeOrigin;
const local = import.meta.dirname;
const directory = join(local, "..", "dist", "local");
// The bundle lies elsewhere, and the files named root.ts are those that ask where they are.
const keepRoots = {
  name: "keep-roots",
  setup(host) {
    host.onLoad({ filter: /[\\/]root\.ts$/ }, async ({ path }) => ({
      contents: (await readFile(path, "utf8")).replaceAll("import.meta.dirname", JSON.stringify(dirname(path))),
      loader: "ts",
    }));
  },
};
const result = await build({
  entryPoints: [join(local, "main.ts")],
  bundle: true,
  write: false,
  platform: "node",
  target: "node20",
  format: "esm",
  splitting: true,
  outdir: directory,
  outExtension: { ".js": ".mjs" },
  entryNames: "[name]-[hash]",
  chunkNames: "[name]-[hash]",
  packages: "external",
  plugins: [keepRoots],
});
await mkdir(directory, { recursive: true });
await Promise.all(result.outputFiles.map((file) => writeFile(file.path, file.contents)));
const main = result.outputFiles.find((file) => /[\\/]main-[^\\/]+\.mjs$/.test(file.path));
const { run } = await import(pathToFileURL(main.path).href);
process.exitCode = await run(process.argv.slice(2), startedAt);
