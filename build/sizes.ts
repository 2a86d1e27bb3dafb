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
 * Three quarters of it are chunks that no cold start loads: the clients of Gmail and Lambda, what writes PDFs, what checks
 * passkeys (a third of that reads the signatures of ES256 alone), and pkijs with asn1js, 400 KB, which is loaded with the first timestamp, and on a stack that names no authority never.
 */
const LAMBDA_LIMIT = 3_600_000;
/** DejaVu Sans, regular and bold, whole: a name may need any of its glyphs. Read by what writes PDFs, and by nothing else. */
const FONTS_LIMIT = 1_500_000;
const DASHBOARD_LIMIT = 40 * 1024;
const WAIVER_LIMIT = 20 * 1024;

const [edge, lambda, site] = await Promise.all([buildEdge(), buildLambda(), buildSite()]);
const page = await readFile(join(site.directory, SLOT_INDEX), "utf8");
const rows: readonly (readonly [string, number, number])[] = [
  ["edge function", edge.bytes, EDGE_BYTES_LIMIT],
  ["edge function, wanted", edge.bytes, EDGE_BYTES_WANTED],
  ["Lambda bundle", lambda.bytes - lambda.fontBytes, LAMBDA_LIMIT],
  ["Lambda fonts", lambda.fontBytes, FONTS_LIMIT],
  ["dashboard first load, compressed", await firstLoad(site, [SLOT_INDEX, ...linkedFiles(page)]), DASHBOARD_LIMIT],
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

/** Sums what a browser fetches before a page is usable, with brotli as CloudFront applies it, in bytes. */
async function firstLoad(build: SiteBuild, paths: readonly string[]): Promise<number> {
  const sizes = await Promise.all(
    paths.map(async (path) => {
      if (!build.files.some((file) => file.path === path)) throw new Error(`The site build has no ${path}.`);
      return brotliCompressSync(await readFile(join(build.directory, path))).length;
    }),
  );
  return sizes.reduce((sum, size) => sum + size, 0);
}
