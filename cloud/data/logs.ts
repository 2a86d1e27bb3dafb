import { createWriteStream, mkdirSync } from "node:fs";
import { dirname } from "node:path";
import type { Clock } from "../clock/clock.ts";

/** What a part of the cloud logs; `source` is a function's name or a part such as "cloudfront". */
export interface LogEntry {
  source: string;
  text: string;
  /** The log stream of a function's environments. */
  stream?: string;
}

/** A logged line: its number in the order of writing, and its instant in epoch milliseconds. */
export interface LogLine extends LogEntry {
  id: number;
  timestamp: number;
}

/** Collects log lines: the newest in memory, all of them in a file if one is given, and each to its subscribers. */
export interface Logs {
  write(entry: LogEntry): void;
  lines(): readonly LogLine[];
  subscribe(listener: (line: LogLine) => void): () => void;
  close(): Promise<void>;
}

const KEPT_LINES = 2_000;

/** Opens the log of a cloud; without a file it lives in memory. */
export function openLogs(clock: Pick<Clock, "now">, file?: string): Logs {
  const kept: LogLine[] = [];
  let next = 1;
  const listeners = new Set<(line: LogLine) => void>();
  if (file !== undefined) mkdirSync(dirname(file), { recursive: true });
  const stream = file === undefined ? undefined : createWriteStream(file, { flags: "a" });
  return {
    write: (entry) => {
      const line = { ...entry, id: next, timestamp: clock.now() };
      next += 1;
      kept.push(line);
      // Dropping half at once keeps the cost per line constant.
      if (kept.length > 2 * KEPT_LINES) kept.splice(0, KEPT_LINES);
      stream?.write(`${line.source} ${line.text}\n`);
      for (const listener of listeners) listener(line);
    },
    lines: () => kept,
    subscribe: (listener) => {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    close: () =>
      new Promise((resolve) => {
        if (stream === undefined) resolve();
        else stream.end(resolve);
      }),
  };
}
