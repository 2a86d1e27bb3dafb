import { randomUUID } from "node:crypto";
import { access, mkdir, rename, rm, writeFile } from "node:fs/promises";
import { join } from "node:path";

/**
 * Writes files into a directory whose name is made of their hash, unless it is there already. Several processes may
 * build at once: each writes a directory of its own, and only one rename wins.
 */
export async function writeDirectory(
  directory: string,
  files: Iterable<readonly [name: string, bytes: Uint8Array]>,
): Promise<void> {
  if (await exists(directory)) return;
  const draft = `${directory}.${randomUUID()}`;
  await mkdir(draft, { recursive: true });
  await Promise.all([...files].map(([name, bytes]) => writeFile(join(draft, name), bytes)));
  try {
    await rename(draft, directory);
  } catch (error) {
    await rm(draft, { recursive: true });
    if (!(await exists(directory))) throw error;
  }
}

/** Tells whether something is at a path. */
export function exists(path: string): Promise<boolean> {
  return access(path).then(
    () => true,
    () => false,
  );
}
