import { closeSync, mkdirSync, openSync, readFileSync, rmSync, writeSync } from "node:fs";
import { join } from "node:path";
import { StartError } from "./listen.ts";

/** An opened data directory; `release` lets another cloud have it. */
export interface DataDirectory {
  path: string;
  release(): void;
}

// What a cloud keeps: only these are wiped, so that a mistyped --data never deletes somebody's files.
const CONTENTS = ["dynamodb", "kvs.json", "mail.jsonl", "logs", "demo"];

/** Opens a data directory for one cloud at a time; `fresh` wipes what clouds before it left. */
export function openDataDirectory(path: string, fresh: boolean): DataDirectory {
  mkdirSync(path, { recursive: true });
  const lock = join(path, "lock");
  takeLock(lock, path);
  if (fresh) for (const name of CONTENTS) rmSync(join(path, name), { recursive: true, force: true });
  return { path, release: () => { rmSync(lock, { force: true }); } };
}

const held = new Set<string>();

function takeLock(lock: string, path: string): void {
  for (;;) {
    try {
      const file = openSync(lock, "wx");
      writeSync(file, String(process.pid));
      closeSync(file);
      held.add(lock);
      return;
    } catch (fault) {
      if (!(fault instanceof Error && "code" in fault && fault.code === "EEXIST")) throw fault;
    }
    const owner = Number(readFileSync(lock, "utf8"));
    if (isRunning(owner, lock)) {
      throw new StartError(`Another local cloud (process ${String(owner)}) uses ${path}. Stop it, or choose another directory with --data.`);
    }
    // Its owner was killed; LevelDB recovers from its log by itself.
    rmSync(lock, { force: true });
  }
}

function isRunning(pid: number, lock: string): boolean {
  if (pid === process.pid) return held.has(lock);
  try {
    return pid > 0 && process.kill(pid, 0);
  } catch (fault) {
    // EPERM: it runs, under another user.
    return fault instanceof Error && "code" in fault && fault.code === "EPERM";
  }
}
