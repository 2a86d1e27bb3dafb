import { readdir, readFile } from "node:fs/promises";
import { join } from "node:path";
import { promisify } from "node:util";
import { deflateRaw } from "node:zlib";

import { buildEdge, EDGE_BYTES_LIMIT } from "../../build/edge.ts";
import { buildLambda } from "../../build/lambda.ts";
import { buildSite } from "../../build/site.ts";
import { ok, problem, type Finding } from "./finding.ts";

/** What AWS takes of a function's code when it is uploaded directly, in bytes. Source: AWS Lambda quotas. */
const ZIPPED_BYTES_MAX = 50 * 1_024 * 1_024;
const UNZIPPED_BYTES_MAX = 250 * 1_024 * 1_024;
const LOOK = "npm run sizes";

/** The function's code, packed and unpacked, in bytes. */
export interface ArchiveSize {
  readonly zipped: number;
  readonly unzipped: number;
}

/** Builds what an update would upload, from the sources as they are now, and weighs it. */
export async function checkBuilds(companyName?: string): Promise<readonly Finding[]> {
  return Promise.all([
    attempt("edge function", async () =>
      judgeEdge((await buildEdge(companyName === undefined ? {} : { companyName })).bytes),
    ),
    attempt("Lambda archive", async () => judgeArchive(await weigh((await buildLambda()).directory))),
    attempt("site", async () => {
      const { slot, files } = await buildSite();
      return ok("site", `builds; its slot is ${slot}, with ${files.length} files.`);
    }),
  ]);
}

async function attempt(check: string, build: () => Promise<Finding>): Promise<Finding> {
  try {
    return await build();
  } catch (fault) {
    const reason =
      fault instanceof Error ? (fault.message.split("\n").find((line) => line !== "") ?? fault.name) : String(fault);
    return problem(check, `does not build: ${reason}`, LOOK);
  }
}

const pack = promisify(deflateRaw);

/** Weighs a directory as Pulumi will zip it: every file deflated by itself, with about 200 bytes of names around it. */
async function weigh(directory: string): Promise<ArchiveSize> {
  const names = await readdir(directory);
  const sizes = await Promise.all(
    names.map(async (name) => {
      const bytes = await readFile(join(directory, name));
      return { zipped: (await pack(bytes)).length + 200, unzipped: bytes.length };
    }),
  );
  return sizes.reduce((sum, size) => ({ zipped: sum.zipped + size.zipped, unzipped: sum.unzipped + size.unzipped }), {
    zipped: 0,
    unzipped: 0,
  });
}

/** Judges the edge function's size; the provider takes more than CloudFront does. */
export function judgeEdge(bytes: number): Finding {
  if (bytes > EDGE_BYTES_LIMIT)
    return problem("edge function", `${bytes} bytes; CloudFront takes ${EDGE_BYTES_LIMIT}.`, LOOK);
  return ok("edge function", `builds; ${bytes} of ${EDGE_BYTES_LIMIT} bytes.`);
}

/** Judges the archive's size against both of Lambda's limits. */
export function judgeArchive({ zipped, unzipped }: ArchiveSize): Finding {
  const text = `${megabytes(zipped)} MB zipped of ${megabytes(ZIPPED_BYTES_MAX)}, ${megabytes(unzipped)} MB unzipped of ${megabytes(UNZIPPED_BYTES_MAX)}`;
  if (zipped > ZIPPED_BYTES_MAX || unzipped > UNZIPPED_BYTES_MAX)
    return problem("Lambda archive", `too large: ${text}.`, LOOK);
  return ok("Lambda archive", `builds; ${text}.`);
}

function megabytes(bytes: number): string {
  return String(Number((bytes / 1_024 / 1_024).toFixed(1)));
}
