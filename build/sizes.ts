import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { brotliCompressSync } from "node:zlib";

import { SLOT_INDEX } from "../rules/contract/slots.ts";
import { LANGUAGES } from "../rules/words/language.ts";
import { buildEdge, EDGE_BYTES_LIMIT, EDGE_BYTES_WANTED } from "./edge.ts";
import { buildLambda } from "./lambda.ts";
import { buildSite, linkedFiles, type SiteBuild } from "./site.ts";
import { weighWaiverPage } from "./waiverWeight.ts";

// What each artifact may weigh, in bytes; a page's first load counts compressed, as the edge sends it.

/**
 * Three quarters of it are chunks that no cold start loads: the clients of Gmail and Lambda, what writes PDFs, what writes
 * mails (135 KB, with the first one), what checks passkeys (a third of that reads the signatures of ES256 alone), and pkijs
 * with asn1js, 400 KB, which is loaded with the first timestamp, and on a stack that names no authority never.
 */
const LAMBDA_LIMIT = 3_800_000;
/**
 * DejaVu Sans, regular and bold, whole, as a name may need any of its glyphs; and 230 slices of Noto Sans for Devanagari, Thai,
 * Chinese, Japanese and Korean, of which a paper reads those that its names need. Read by what writes PDFs, and by nothing else.
 */
const FONTS_LIMIT = 10_000_000;
const DASHBOARD_LIMIT = 40 * 1024;
/** What is loaded after the first screen, and kept by the worker: it delays nobody, but a phone on the dock pays for it. */
const CHARTER_LIMIT = 24 * 1024;
/** With the settings in it: as a part of their own they took 700 bytes more of the first load, which shares its pieces with each part. */
const LATER_LIMIT = 70 * 1024;
const WAIVER_LIMIT = 20 * 1024;

const [edge, lambda, site] = await Promise.all([buildEdge(), buildLambda(), buildSite()]);
const page = await readFile(join(site.directory, SLOT_INDEX), "utf8");
const first = [SLOT_INDEX, ...linkedFiles(page)];
const rows: readonly (readonly [string, number, number])[] = [
  ["edge function", edge.bytes, EDGE_BYTES_LIMIT],
  ["edge function, wanted", edge.bytes, EDGE_BYTES_WANTED],
  ["Lambda bundle", lambda.bytes - lambda.fontBytes, LAMBDA_LIMIT],
  ["Lambda fonts", lambda.fontBytes, FONTS_LIMIT],
  ["dashboard first load, compressed", await weigh(site, first), DASHBOARD_LIMIT],
  ["the same to sign in", await weigh(site, [...first, ...beyond("site/session/SignIn.tsx")]), DASHBOARD_LIMIT],
  ["the charter’s page, beyond it", await weigh(site, beyond("site/charter/Charter.tsx")), CHARTER_LIMIT],
  ["all other screens, beyond it", await weigh(site, beyond("site/later.ts")), LATER_LIMIT],
  ...(await weighWaiverPages()),
];

for (const [what, bytes, limit] of rows) {
  console.log(`${bytes <= limit ? "✓" : "✗"} ${what.padEnd(38)} ${String(bytes).padStart(8)} of ${limit} bytes`);
}
if (rows.some(([, bytes, limit]) => bytes > limit)) process.exitCode = 1;

/** The page in each language, to a browser with brotli and to one without. */
function weighWaiverPages(): Promise<(readonly [string, number, number])[]> {
  const each = LANGUAGES.flatMap((language) => (["br", "gzip"] as const).map((coding) => ({ language, coding })));
  return Promise.all(
    each.map(
      async ({ language, coding }) =>
        [
          `waiver page first load, ${language}, ${coding}`,
          await weighWaiverPage(site, language, coding),
          WAIVER_LIMIT,
        ] as const,
    ),
  );
}

/** Lists what a part of the dashboard is made of and its first load has not brought. */
function beyond(source: string): readonly string[] {
  const files = site.parts[source];
  if (files === undefined) throw new Error(`The dashboard does not load ${source} as a part.`);
  return files.filter((path) => !first.includes(path));
}

/** Sums what a browser fetches of these files, with brotli as CloudFront applies it, in bytes. */
async function weigh(build: SiteBuild, paths: readonly string[]): Promise<number> {
  const sizes = await Promise.all(
    paths.map(async (path) => {
      if (!build.files.some((file) => file.path === path)) throw new Error(`The site build has no ${path}.`);
      return brotliCompressSync(await readFile(join(build.directory, path))).length;
    }),
  );
  return sizes.reduce((sum, size) => sum + size, 0);
}
