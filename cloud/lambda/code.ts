import { createHash } from "node:crypto";
import { existsSync, readdirSync, readFileSync, statSync } from "node:fs";
import { join, relative } from "node:path";
import type { Version } from "./versions.ts";

/** What identifies a code directory: the hash of its files, in base64 as Lambda writes it, and their size together. */
export interface CodeIdentity {
  codeSha256: string;
  codeSize: number;
}

/** Hashes the files of a code directory with their paths; AWS hashes its archive instead, so the values differ from AWS's. */
export function identifyCode(directory: string): CodeIdentity {
  const files = readdirSync(directory, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name))
    .sort();
  const hash = createHash("sha256");
  let codeSize = 0;
  for (const file of files) {
    const bytes = readFileSync(file);
    hash.update(`${relative(directory, file)}\0${String(bytes.length)}\0`).update(bytes);
    codeSize += bytes.length;
  }
  return { codeSha256: hash.digest("base64"), codeSize };
}

/** Finds the module and the export that a handler such as `index.handler` names; undefined if the module is not there. */
export function locateHandler(directory: string, handler: string): { file: string; exportName: string } | undefined {
  const dot = handler.lastIndexOf(".");
  const file = [".mjs", ".js", ".cjs"]
    .map((extension) => join(directory, handler.slice(0, dot) + extension))
    .find(existsSync);
  return file === undefined ? undefined : { file, exportName: handler.slice(dot + 1) };
}

/** Says why a version cannot run here: its code is kept in a directory of the build, which can be deleted. */
export function findCodeProblem({ version, code, codeSha256 }: Version): string | undefined {
  if (!isDirectory(code))
    return `The code of version ${version} is no longer in ${code}. Move the alias to another version.`;
  if (identifyCode(code).codeSha256 === codeSha256) return undefined;
  return `The code in ${code} is not what version ${version} was published with. Move the alias to another version.`;
}

/** Says whether there is a directory at a path. */
export function isDirectory(path: string): boolean {
  return existsSync(path) && statSync(path).isDirectory();
}
