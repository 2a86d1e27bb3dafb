import { createHash } from "node:crypto";
import { mkdirSync, readFileSync, renameSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { deserialize, serialize } from "node:v8";
import { inject, vi } from "vitest";

/** How long a worker waits for another one's value before it makes its own. */
const WAIT_MS = 120_000;

const made = new Map<string, Promise<unknown>>();

/**
 * Makes a value once in a run of the suite, whichever worker needs it first, and answers it to the others. The value
 * must follow from its key, and be one that `structuredClone` takes.
 */
export function onceInRun<T>(key: string, make: () => Promise<T>): Promise<T> {
  const value = made.get(key) ?? makeOrRead(key, make);
  made.set(key, value);
  // The same key was made by the same function.
  return value as Promise<T>;
}

async function makeOrRead<T>(key: string, make: () => Promise<T>): Promise<T> {
  const file = join(inject("runDirectory"), createHash("sha256").update(key).digest("hex"));
  if (claim(`${file}.claim`)) return write(file, await make());
  const read = (): T => deserialize(readFileSync(file)) as T;
  // Whoever claimed it may have failed, and says so in its own test.
  return vi.waitFor(read, { timeout: WAIT_MS, interval: 50 }).catch(() => make());
}

/** Only one of many can make a directory. */
function claim(path: string): boolean {
  try {
    mkdirSync(path);
    return true;
  } catch (fault) {
    if (fault instanceof Error && "code" in fault && fault.code === "EEXIST") return false;
    throw fault;
  }
}

function write<T>(file: string, value: T): T {
  writeFileSync(`${file}.draft`, serialize(value));
  renameSync(`${file}.draft`, file);
  return value;
}
