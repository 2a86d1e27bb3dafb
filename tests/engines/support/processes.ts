import { spawn } from "node:child_process";
import { existsSync } from "node:fs";
import { createServer } from "node:net";
import { delimiter, join } from "node:path";

/** How long a program may take to be ready, or to end when it is asked to, in ms: a deadline for a busy machine, no measurement. */
const READY_MS = 60_000;
const END_MS = 10_000;

/** A program that a test started. Whatever it started itself is of its process group, and ends with it. */
export interface Running {
  /** Its first line of output that matches; fails if it ends before, or says none in time. */
  readonly line: (wanted: RegExp) => Promise<string>;
  readonly stop: () => Promise<void>;
}

/** Starts a program in a process group of its own. */
export function start(program: string, args: readonly string[], env: NodeJS.ProcessEnv): Running {
  const child = spawn(program, args, { env, detached: true, stdio: ["ignore", "pipe", "pipe"] });
  let output = "";
  const heard = new Set<() => void>();
  const hear = (text: Buffer | string): void => {
    output += String(text);
    for (const look of heard) look();
  };
  for (const stream of [child.stdout, child.stderr]) stream.on("data", hear);
  child.on("error", (fault) => {
    hear(`${fault.message}\n`);
  });
  const ended = new Promise<void>((resolve) => {
    child.on("close", () => {
      hear("");
      resolve();
    });
  });
  const signal = (name: NodeJS.Signals): void => {
    try {
      if (child.pid !== undefined) process.kill(-child.pid, name);
    } catch {
      // The whole group has ended already.
    }
  };
  // A run that is broken off leaves nobody behind either.
  const abandon = (): void => {
    signal("SIGKILL");
  };
  process.once("exit", abandon);
  return {
    line: (wanted) =>
      new Promise((resolve, reject) => {
        const fail = (why: string): void => {
          finish();
          reject(new Error(`${program} ${why}:\n${output}`));
        };
        const look = (): void => {
          const found = output.split("\n").find((one) => wanted.test(one));
          if (found !== undefined) {
            finish();
            resolve(found);
          } else if (child.exitCode !== null || child.pid === undefined) fail("ended before it was ready");
        };
        const timer = setTimeout(() => {
          fail("is not ready");
        }, READY_MS);
        const finish = (): void => {
          clearTimeout(timer);
          heard.delete(look);
        };
        heard.add(look);
        look();
      }),
    stop: async () => {
      signal("SIGTERM");
      const timer = setTimeout(abandon, END_MS);
      await ended;
      clearTimeout(timer);
      // Its own children may have outlived it.
      abandon();
      process.off("exit", abandon);
    },
  };
}

/** Finds a program by the directories of PATH, and those that are named besides. */
export function findProgram(name: string, besides: readonly string[] = []): string | undefined {
  const directories = [...(process.env["PATH"] ?? "").split(delimiter), ...besides];
  return directories.map((directory) => join(directory, name)).find((path) => existsSync(path));
}

/** Finds a port of this machine on which nobody listens. */
export function freePort(): Promise<number> {
  return new Promise((resolve, reject) => {
    const server = createServer();
    server.once("error", reject);
    server.listen(0, "127.0.0.1", () => {
      const address = server.address();
      server.close(() => {
        if (typeof address === "object" && address !== null) resolve(address.port);
      });
    });
  });
}
