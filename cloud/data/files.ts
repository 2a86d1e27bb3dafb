import { mkdir, readFile, rename, rm, writeFile } from "node:fs/promises";
import { dirname, join } from "node:path";

/** Named bytes that outlive a restart, or live in memory. Names are the cloud's own, with `/` between folders: never a viewer's text. */
export interface Files {
  read(name: string): Promise<Buffer | undefined>;
  /** Replaces a file as a whole: nobody ever reads half of it. */
  write(name: string, bytes: Buffer): Promise<void>;
  remove(name: string): Promise<void>;
}

/** Opens the files of a data directory; without one they live in memory. */
export function openFiles(directory: string | undefined): Files {
  return directory === undefined ? inMemory() : onDisk(directory);
}

function inMemory(): Files {
  const files = new Map<string, Buffer>();
  return {
    read: (name) => Promise.resolve(files.get(name)),
    write: (name, bytes) => {
      files.set(name, bytes);
      return Promise.resolve();
    },
    remove: (name) => {
      files.delete(name);
      return Promise.resolve();
    },
  };
}

function onDisk(directory: string): Files {
  return {
    read: (name) =>
      readFile(join(directory, name)).catch((fault: unknown) => {
        if (fault instanceof Error && "code" in fault && fault.code === "ENOENT") return undefined;
        throw fault;
      }),
    write: async (name, bytes) => {
      const file = join(directory, name);
      await mkdir(dirname(file), { recursive: true });
      await writeFile(`${file}.new`, bytes);
      await rename(`${file}.new`, file);
    },
    remove: (name) => rm(join(directory, name), { force: true }),
  };
}
