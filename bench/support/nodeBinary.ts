import { execFile } from "node:child_process";
import { mkdir, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { promisify } from "node:util";

const CACHE = join(import.meta.dirname, "../../node_modules/.cache/nodes");

/** A Node of another version on this machine. */
export interface NodeBinary {
  readonly path: string;
  /** Such as `26.10.0`. */
  readonly version: string;
}

/** Brings the newest Node of a release line, by npm's package `node`, and keeps it for the next time. */
export async function bringNode(line: string): Promise<NodeBinary> {
  const folder = join(CACHE, line);
  await mkdir(folder, { recursive: true });
  // With a package.json of its own the folder is where npm installs; its install script brings the binary.
  await writeFile(
    join(folder, "package.json"),
    JSON.stringify({ private: true, dependencies: { node: `~${line}` }, allowScripts: { node: true } }),
  );
  await promisify(execFile)("npm", ["install", "--no-audit", "--no-fund", "--no-package-lock"], { cwd: folder });
  const path = join(folder, "node_modules/node/bin/node");
  const { stdout } = await promisify(execFile)(path, ["--version"]);
  return { path, version: stdout.trim().slice(1) };
}
