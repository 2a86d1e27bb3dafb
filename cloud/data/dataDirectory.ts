import {
  chmodSync,
  closeSync,
  existsSync,
  mkdirSync,
  openSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
  writeFileSync,
  writeSync,
} from "node:fs";
import { join } from "node:path";
import { StartError } from "../startError.ts";

/** What another program on this machine needs to work with a running cloud; the operator's commands read it. */
export interface Endpoint {
  pid: number;
  mailboxUrl: string;
  dynamodb: string;
  /** The control plane: where every other AWS API of the local stack answers. */
  aws: string;
  /** The program's own outputs; `url` is where the distribution answers on this machine. */
  outputs: Readonly<Record<string, unknown>>;
}

/** An opened data directory; `release` lets another cloud have it. */
export interface DataDirectory {
  path: string;
  /** Writes endpoint.json, which is there only while the cloud answers requests. */
  publish(endpoint: Endpoint): void;
  release(): void;
}

// What a cloud keeps: only these are wiped, so that a mistyped path never deletes somebody's files.
const CONTENTS = ["dynamodb", "tables.json", "s3", "kvs", "lambda", "mail.jsonl", "timestamp", "logs"];

/** Opens a data directory for one cloud at a time; `fresh` wipes what clouds before it left, and what their callers did. */
export function openDataDirectory(path: string, fresh: boolean, callersFiles: readonly string[] = []): DataDirectory {
  mkdirSync(path, { recursive: true, mode: 0o700 });
  const lock = join(path, "lock");
  takeLock(lock, path);
  // What is in here are names, signatures and keys. LevelDB makes its files by itself, whenever it likes.
  const umask = process.umask(0o077);
  closeToOthers(path, [...CONTENTS, ...callersFiles, "lock", "endpoint.json"]);
  if (fresh)
    for (const name of [...CONTENTS, ...callersFiles]) rmSync(join(path, name), { recursive: true, force: true });
  const published = join(path, "endpoint.json");
  // A cloud that was killed left its own.
  rmSync(published, { force: true });
  return {
    path,
    publish: (endpoint) => {
      replaceFile(published, `${JSON.stringify(endpoint, undefined, 2)}\n`);
    },
    release: () => {
      rmSync(published, { force: true });
      rmSync(lock, { force: true });
      process.umask(umask);
    },
  };
}

/** Takes what clouds before this one left open away from other users of this machine; a folder of somebody's own stays as it is. */
function closeToOthers(path: string, ours: readonly string[]): void {
  for (const name of ours) if (existsSync(join(path, name))) closeAll(join(path, name));
  if (readdirSync(path).every((name) => ours.includes(name))) chmodSync(path, 0o700);
}

function closeAll(path: string): void {
  const isFolder = statSync(path).isDirectory();
  chmodSync(path, isFolder ? 0o700 : 0o600);
  if (isFolder) for (const name of readdirSync(path)) closeAll(join(path, name));
}

/** Writes a file so that nobody ever reads half of it. */
function replaceFile(file: string, text: string): void {
  writeFileSync(`${file}.new`, text);
  renameSync(`${file}.new`, file);
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
      throw new StartError(
        ({ dataDirectory }) =>
          `Another local cloud (process ${String(owner)}) uses ${path}. Stop it, or choose another directory with ${dataDirectory}. If that process is another program, delete ${lock}.`,
      );
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
