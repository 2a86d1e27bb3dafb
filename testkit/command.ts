import { spawn, type ChildProcess } from "node:child_process";
import { once } from "node:events";
import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import * as v from "valibot";

const ROOT = join(import.meta.dirname, "..");

/** `npm start` as a process of its own. */
export interface Command {
  url: string;
  mailboxUrl: string;
  /** Kills it and what it started without any warning. A power cut is more than this: nothing here waits for the disk. */
  kill(): Promise<void>;
  /** Presses Ctrl-C and answers the exit code. */
  interrupt(): Promise<number | null>;
  /** What it has written to standard error so far. */
  complaints(): string;
}

const READY_MS_MAX = 180_000;

/** Starts the command on free ports over a data directory, on this Node or another, and waits until it says that it is ready. */
export async function startCommand(data: string, node = process.execPath): Promise<Command> {
  const args = ["local/start.js", "--port", "0", "--gmail-port", "0", "--data", data];
  const child = spawn(node, args, { cwd: ROOT, stdio: ["ignore", "pipe", "pipe"] });
  const exited = once(child, "exit").then(() => child.exitCode);
  let complaints = "";
  child.stderr.on("data", (chunk: Buffer) => {
    complaints += chunk.toString();
  });
  const text = await readUntilReady(child);
  return {
    url: addressIn(text, "Dashboard"),
    mailboxUrl: addressIn(text, "Mailbox"),
    kill: async () => {
      const processes = [...childrenOf(child.pid ?? 0), child.pid ?? 0];
      processes.forEach(killProcess);
      await exited;
    },
    interrupt: () => {
      child.kill("SIGINT");
      return exited;
    },
    complaints: () => complaints,
  };
}

function readUntilReady(child: ChildProcess): Promise<string> {
  return new Promise((resolve, reject) => {
    let text = "";
    const fail = (why: string): void => {
      reject(new Error(`The command ${why}. It printed:\n${text}`));
    };
    const timer = setTimeout(() => {
      child.kill("SIGKILL");
      fail("was not ready in time");
    }, READY_MS_MAX);
    const read = (chunk: Buffer): void => {
      text += chunk.toString();
      if (text.includes("Stop with Ctrl-C")) {
        clearTimeout(timer);
        resolve(text);
      }
    };
    child.stdout?.on("data", read);
    child.stderr?.on("data", read);
    child.once("exit", () => {
      clearTimeout(timer);
      fail("stopped before it was ready");
    });
  });
}

function addressIn(text: string, name: string): string {
  return v.parse(v.pipe(v.string(), v.url()), new RegExp(`${name}\\s+(http://\\S+)`).exec(text)?.[1]);
}

/** Linux tells a process's children by thread; elsewhere they end by themselves when their pipes close. */
function childrenOf(pid: number): number[] {
  const tasks = `/proc/${String(pid)}/task`;
  if (!existsSync(tasks)) return [];
  return readdirSync(tasks).flatMap((task) => {
    const file = join(tasks, task, "children");
    const ids = existsSync(file) ? readFileSync(file, "utf8").split(" ") : [];
    return ids.filter((id) => /^\d+$/.test(id)).flatMap((id) => [...childrenOf(Number(id)), Number(id)]);
  });
}

function killProcess(pid: number): void {
  try {
    process.kill(pid, "SIGKILL");
  } catch (fault) {
    // It may have ended between the look and the kill.
    if (!(fault instanceof Error && "code" in fault && fault.code === "ESRCH")) throw fault;
  }
}
