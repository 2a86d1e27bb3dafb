import { mkdir, mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";

import { writeSignaturePdf } from "../lambda/paper/signaturePdf.ts";
import { papers } from "./papers.ts";
import { bringVeraPdf, judge, PROFILES } from "./verapdf.ts";

// `npm run judge:pdf`: is each copy that we write a PDF/A-2a and a PDF/UA-1? `npm run judge:pdf -- FOLDER` leaves them there.

const kept = process.argv[2];
const folder = kept === undefined ? await mkdtemp(join(tmpdir(), "scc-judge-")) : resolve(kept);
try {
  await mkdir(folder, { recursive: true });
  await bringVeraPdf();
  const paths = await Promise.all(papers().map(write));
  for (const profile of PROFILES) {
    const faults = await judge(profile, paths);
    const failed = new Set(faults.map(({ file }) => file));
    for (const { file, rule } of faults) console.log(`✗ ${profile} ${file}: ${rule}`);
    console.log(`${profile}: ${paths.length - failed.size} passed, ${failed.size} failed`);
    if (failed.size > 0) process.exitCode = 1;
  }
} finally {
  if (kept === undefined) await rm(folder, { recursive: true, force: true });
}

async function write({ name, facts }: ReturnType<typeof papers>[number]): Promise<string> {
  const path = join(folder, `${name}.pdf`);
  await writeFile(path, await writeSignaturePdf(facts));
  return path;
}
