import { execFile } from "node:child_process";
import { cp, mkdir, rm } from "node:fs/promises";
import { dirname, join } from "node:path";
import { pathToFileURL } from "node:url";
import { promisify } from "node:util";
import { build, type Plugin } from "esbuild";

import type * as pieces from "./pieces.ts";

/** The version that is rolled back to, and whose clients are still on phones: what ran before charters could be moved. */
export const VERSION_BEFORE = "5e44d2c";

/** A version of the program, to be run in this process. */
export type Pieces = typeof pieces;

export interface Version {
  readonly name: "now" | "before";
  readonly pieces: Pieces;
}

const ROOT = dirname(dirname(import.meta.dirname));
const OUT = join(ROOT, "dist", "simulate");
const HERE = "simulate/versions";

const lightPaper: Plugin = {
  name: "light-paper",
  setup: (building) => {
    building.onResolve({ filter: /paper\/signaturePdf\.ts$/ }, ({ importer }) =>
      importer.endsWith("lightPaper.ts") ? undefined : { path: join(ROOT, HERE, "lightPaper.ts") },
    );
  },
};

/** Bundles the sources as they are; with `paper`, the PDFs of signatures are really written. */
export async function versionNow(paper: boolean): Promise<Version> {
  return { name: "now", pieces: await bundle(ROOT, `now-${process.pid}.mjs`, paper) };
}

/** Bundles an older version out of the repository's history; undefined where the clone does not hold it. */
export async function versionBefore(commit: string, paper: boolean): Promise<Version | undefined> {
  const run = promisify(execFile);
  const tree = join(OUT, `tree-${commit}-${process.pid}`);
  const held = await run("git", ["-C", ROOT, "cat-file", "-e", `${commit}^{commit}`]).then(
    () => true,
    () => false,
  );
  if (!held) return undefined;
  await mkdir(tree, { recursive: true });
  try {
    const archive = `${tree}.tar`;
    await run("git", ["-C", ROOT, "archive", "-o", archive, commit, "lambda", "rules", "site"]);
    await run("tar", ["-x", "-f", archive, "-C", tree]);
    await rm(archive);
    await cp(join(ROOT, HERE), join(tree, HERE), { recursive: true });
    const older = await bundle(tree, `before-${commit}-${process.pid}.mjs`, paper);
    return { name: "before", pieces: older };
  } finally {
    await rm(tree, { recursive: true, force: true });
  }
}

/**
 * Packages stay outside: both versions use those that are installed. What measures how long work takes stands still, so that
 * a busy machine decides on nothing.
 */
async function bundle(tree: string, name: string, paper: boolean): Promise<Pieces> {
  const outfile = join(OUT, name);
  await build({
    absWorkingDir: tree,
    entryPoints: [join(HERE, "pieces.ts")],
    outfile,
    bundle: true,
    platform: "node",
    format: "esm",
    target: "node20",
    packages: "external",
    jsx: "automatic",
    jsxImportSource: "preact",
    define: { FONTS_BESIDE: "undefined", "performance.now": "standingStill" },
    banner: { js: "const standingStill = () => 0;" },
    plugins: paper ? [] : [lightPaper],
    logLevel: "silent",
  });
  try {
    return (await import(pathToFileURL(outfile).href)) as Pieces;
  } finally {
    await rm(outfile);
  }
}
