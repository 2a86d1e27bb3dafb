import { readFile } from "node:fs/promises";
import { join } from "node:path";
import * as v from "valibot";

import { openApiDocument } from "./document.ts";

const ROOT = join(import.meta.dirname, "../..");
/** Where the description lies for whoever writes a program against the API. */
export const OPENAPI_FILE = join(ROOT, "docs/openapi.json");

const Package = v.pipe(v.string(), v.parseJson(), v.object({ version: v.string() }));

/** Writes the description as the file has it. */
export async function openApiText(): Promise<string> {
  const { version } = v.parse(Package, await readFile(join(ROOT, "package.json"), "utf8"));
  return `${JSON.stringify(await openApiDocument(version), undefined, 2)}\n`;
}
