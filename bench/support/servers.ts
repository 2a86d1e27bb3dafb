import { spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtemp, rm } from "node:fs/promises";
import { createServer } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";

import { bundleEntry } from "../../cloud/bundle/bundle.ts";
import { send } from "./http.ts";

/** A server in a process of its own. */
export interface Server {
  readonly url: string;
  /** From spawning the command to its first 200, in milliseconds. */
  readonly readyMs: number;
  stop(): Promise<void>;
}

const ROOT = join(import.meta.dirname, "../..");
const READY_WITHIN_MS = 60_000;
const STOP_WITHIN_MS = 10_000;

/** Runs a task with an empty directory that is gone afterwards. */
export async function withDirectory<T>(task: (directory: string) => Promise<T>): Promise<T> {
  const directory = await mkdtemp(join(tmpdir(), "scc-bench-"));
  try {
    return await task(directory);
  } finally {
    await rm(directory, { recursive: true, force: true });
  }
}

/** Starts the command that `npm start` stands for. */
export function startCommand(data: string, fresh: boolean): Promise<Server> {
  return start((port) => [
    join(ROOT, "local/start.js"),
    "--port",
    String(port),
    "--gmail-port",
    "0",
    "--data",
    data,
    ...(fresh ? ["--fresh"] : []),
  ]);
}

/** Starts bench/floor.ts, bundled beforehand as the command bundles itself: a loader would only cost it time. */
export async function startFloor(data: string, calls: "update" | "route"): Promise<Server> {
  const file = await bundleEntry(join(ROOT, "bench/floor.ts"), "esm", ROOT);
  return start((port) => [file, String(port), data, calls]);
}

async function start(args: (port: number) => readonly string[]): Promise<Server> {
  const port = await freePort();
  const startedAt = performance.now();
  const child = spawn(process.execPath, args(port), { cwd: ROOT, stdio: ["ignore", "ignore", "inherit"] });
  const exited = once(child, "exit");
  const stop = async (): Promise<void> => {
    if (child.exitCode !== null || child.signalCode !== null) return;
    child.kill("SIGINT");
    const force = setTimeout(() => child.kill("SIGKILL"), STOP_WITHIN_MS);
    await exited;
    clearTimeout(force);
  };
  const url = `http://127.0.0.1:${port}`;
  try {
    await untilReady(url, () => child.exitCode !== null);
    return { url, readyMs: performance.now() - startedAt, stop };
  } catch (error) {
    await stop();
    throw error;
  }
}

async function untilReady(url: string, hasExited: () => boolean): Promise<void> {
  const deadline = performance.now() + READY_WITHIN_MS;
  while (performance.now() < deadline && !hasExited()) {
    const status = await send(url).then(
      (answer) => answer.status,
      () => 0,
    );
    if (status === 200) return;
    await new Promise((resolve) => setTimeout(resolve, 5));
  }
  throw new Error(`${url} did not answer 200 within ${READY_WITHIN_MS} ms.`);
}

async function freePort(): Promise<number> {
  const server = createServer().listen(0, "127.0.0.1");
  await once(server, "listening");
  const address = server.address();
  server.close();
  await once(server, "close");
  if (typeof address !== "object" || address === null) throw new Error("No free port was given.");
  return address.port;
}
