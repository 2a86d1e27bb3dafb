import { createHash } from "node:crypto";
import { readFile } from "node:fs/promises";
import { createRequire } from "node:module";
import { basename, dirname, join } from "node:path";
import { build, type OutputFile, type Plugin } from "esbuild";
import * as v from "valibot";

import { listSlices, slicePath, SLICES_FILE } from "../lambda/paper/slices.ts";
import { ownInputs, rememberBuild, type Built } from "./rememberBuild.ts";
import { exists, writeDirectory } from "./writeDirectory.ts";

export interface LambdaBuild {
  /** Holds index.mjs and its chunks; its name is the hash of its content. */
  readonly directory: string;
  /** Size of all files together. */
  readonly bytes: number;
  /** Size of the fonts among them, which only writing a PDF reads. */
  readonly fontBytes: number;
  readonly sha256: string;
}

const Weighed = v.object({ bytes: v.number(), fontBytes: v.number(), sha256: v.string() });
type Weighed = v.InferOutput<typeof Weighed>;

type BuiltFile = Pick<OutputFile, "path" | "contents">;

const ROOT = dirname(import.meta.dirname);

// Bundled CommonJS packages require() Node's own modules, which an ES module cannot do without this. Nothing else is
// left to require, so any absolute path serves as the place to resolve from.
const REQUIRE_BANNER =
  'import{createRequire as __createRequire}from"node:module";const require=__createRequire(process.execPath);';

/** Bundles the handler and writes it to dist/lambda/<hash>/: the same bytes always take the same place, and are made once. */
export async function buildLambda(): Promise<LambdaBuild> {
  const { sha256, ...sizes } = await rememberBuild(
    {
      root: ROOT,
      file: "dist/lambda/last.json",
      schema: Weighed,
      holds: ({ sha256: hash }) => exists(directoryOf(ROOT, hash)),
    },
    () => makeLambda(ROOT),
  );
  return { directory: directoryOf(ROOT, sha256), sha256, ...sizes };
}

/** Bundles the handler under another root, whatever is there. */
export async function makeLambda(root: string): Promise<Built<Weighed>> {
  const [{ outputFiles, metafile }, fonts] = await Promise.all([bundle(), readFonts()]);
  const files = [...outputFiles.sort((a, b) => (a.path < b.path ? -1 : 1)), ...fonts];
  const sha256 = hashFiles(files);
  await writeDirectory(
    directoryOf(root, sha256),
    files.map((file) => [basename(file.path), file.contents] as const),
  );
  return {
    result: { bytes: weigh(files), fontBytes: weigh(fonts), sha256 },
    inputs: [...ownInputs(metafile), "build/lambda.ts", "lambda/paper/slices.ts"],
  };
}

function directoryOf(root: string, sha256: string): string {
  return join(root, "dist", "lambda", sha256.slice(0, 16));
}

/** The fonts of lambda/paper/fonts.ts, which finds them beside the bundle, and which of them has what. */
async function readFonts(): Promise<readonly BuiltFile[]> {
  const { resolve } = createRequire(import.meta.url);
  const slices = await listSlices();
  const paths = [
    resolve("dejavu-fonts-ttf/ttf/DejaVuSans.ttf"),
    resolve("dejavu-fonts-ttf/ttf/DejaVuSans-Bold.ttf"),
    ...slices.map(({ file }) => slicePath(file)),
  ];
  const files = await Promise.all(paths.map(async (path) => ({ path, contents: await readFile(path) })));
  return [...files, { path: SLICES_FILE, contents: Buffer.from(JSON.stringify(slices)) }];
}

function weigh(files: readonly BuiltFile[]): number {
  return files.reduce((sum, { contents }) => sum + contents.length, 0);
}

/**
 * What reads the certificates of authenticators' makers, 340 KB, is left out: we ask for no attestation, and a passkey that
 * brings one along all the same is refused (lambda/webauthn/webauthn.ts). What reads the signature of an ES256 passkey stays;
 * tests/local/passkeys.test.ts has the built function take one of each algorithm.
 */
const NO_ATTESTATION: Plugin = {
  name: "no-attestation",
  setup(bundler) {
    // By that library alone: what reads timestamps needs them.
    bundler.onResolve({ filter: /^(?:@peculiar\/|reflect-metadata$)/ }, ({ path, importer }) =>
      importer.includes("@simplewebauthn") && !importer.endsWith("unwrapEC2Signature.js")
        ? { path, namespace: "no-attestation" }
        : undefined,
    );
    bundler.onLoad({ filter: /.*/, namespace: "no-attestation" }, () => ({ contents: "module.exports = {};" }));
  },
};

function bundle() {
  return build({
    absWorkingDir: ROOT,
    entryPoints: { index: "lambda/handler.ts" },
    outdir: "dist/lambda",
    outExtension: { ".js": ".mjs" },
    bundle: true,
    write: false,
    platform: "node",
    format: "esm",
    // The function runs on Node 22; the embedded cloud runs the same bytes on Node 20.
    target: "node20",
    mainFields: ["module", "main"],
    // What is imported dynamically, such as the Gmail client, stays out of the cold start.
    splitting: true,
    minify: true,
    legalComments: "none",
    banner: { js: REQUIRE_BANNER },
    define: { FONTS_BESIDE: "true" },
    plugins: [NO_ATTESTATION],
    logLevel: "silent",
    metafile: true,
  });
}

function hashFiles(files: readonly BuiltFile[]): string {
  const hash = createHash("sha256");
  for (const file of files) hash.update(`${basename(file.path)}\0${file.contents.length}\0`).update(file.contents);
  return hash.digest("hex");
}
