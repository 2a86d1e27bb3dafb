import { createHash, randomUUID } from "node:crypto";
import { readFileSync } from "node:fs";
import { mkdir, readFile, rename, stat, writeFile } from "node:fs/promises";
import { dirname, join } from "node:path";
import type { Metafile } from "esbuild";
import * as v from "valibot";

/** Stands for every package: whoever edits inside of node_modules deletes dist/. */
const ALWAYS_READ = ["package-lock.json", "tsconfig.json"];

/** File systems keep times as coarsely as two seconds, and the kernel's clock for them runs some ms behind Date.now(). */
const COARSE_MS = 2_000;

const Memory = v.object({ key: v.string(), inputs: v.pipe(v.array(v.string()), v.readonly()), result: v.unknown() });

export interface Built<T> {
  readonly result: T;
  /** Our own files that went into it, by their paths from the root. What a file imports is named in it, so no other can matter. */
  readonly inputs: readonly string[];
}

export interface RememberOptions<T> {
  readonly root: string;
  /** Where it is remembered, a path from the root. */
  readonly file: string;
  readonly schema: v.GenericSchema<unknown, T>;
  /** Tells whether what was built is still there. */
  readonly holds: (result: T) => Promise<boolean>;
}

/**
 * Lists the files of ours among what esbuild read. It also lists what is no file, with a colon in its name: a defined object
 * or list, as `<define:NAME>`, and what a plugin of ours stands in for, as `plugin:path`. Both follow from the sources and
 * from the file that defines them.
 */
export function ownInputs({ inputs }: Metafile): string[] {
  return Object.keys(inputs).filter((path) => !path.includes("node_modules/") && !/^[^/]*:/.test(path));
}

/**
 * Builds, unless the last build read the very same bytes: then its result is answered again. A build during which a source
 * was saved is not remembered: which of the two it read nobody can tell.
 */
export async function rememberBuild<T>(options: RememberOptions<T>, build: () => Promise<Built<T>>): Promise<T> {
  const known = await recall(options);
  if (known !== undefined) return known;
  const startedAt = Date.now();
  const { result, inputs } = await build();
  const key = keyOf(options.root, inputs);
  if (key !== undefined && (await areOlder(options.root, inputs, startedAt)))
    await write(join(options.root, options.file), { key, inputs, result });
  return result;
}

async function recall<T>({ root, file, schema, holds }: RememberOptions<T>): Promise<T | undefined> {
  const text = await readFile(join(root, file), "utf8").catch(() => "");
  const memory = v.safeParse(v.pipe(v.string(), v.parseJson(), Memory), text);
  if (!memory.success || memory.output.key !== keyOf(root, memory.output.inputs)) return undefined;
  const result = v.safeParse(schema, memory.output.result);
  return result.success && (await holds(result.output)) ? result.output : undefined;
}

/** Hashes the files' names and bytes; undefined where one is missing. At once, as hundreds of promises take four times as long. */
function keyOf(root: string, inputs: readonly string[]): string | undefined {
  const paths = [...new Set([...ALWAYS_READ, ...inputs])].sort();
  const hash = createHash("sha256");
  for (const path of paths) {
    const bytes = readIfThere(join(root, path));
    if (bytes === undefined) return undefined;
    hash.update(`${path}\0${bytes.length}\0`).update(bytes);
  }
  return hash.digest("hex");
}

function readIfThere(path: string): Buffer | undefined {
  try {
    return readFileSync(path);
  } catch {
    return undefined;
  }
}

/** Looked at after the hashing, so that whatever is saved before that shows. */
async function areOlder(root: string, paths: readonly string[], instant: number): Promise<boolean> {
  const times = await Promise.all(
    paths.map((path) =>
      stat(join(root, path)).then(
        ({ mtimeMs }) => mtimeMs,
        () => Infinity,
      ),
    ),
  );
  return times.every((time) => time < instant - COARSE_MS);
}

/** Several processes may build at once: each file is whole, and the last one stays. */
async function write(path: string, memory: v.InferOutput<typeof Memory>): Promise<void> {
  const draft = `${path}.${randomUUID()}`;
  await mkdir(dirname(path), { recursive: true });
  await writeFile(draft, JSON.stringify(memory));
  await rename(draft, path);
}
