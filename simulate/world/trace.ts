import { createHash } from "node:crypto";

/** What a run did, line by line, and a hash that two runs share only when they did the same. */
export interface Trace {
  /** Names the step that the next lines belong to. */
  readonly enter: (step: string, at: number) => void;
  /** Adds a line; `about` is the charter that it is about. */
  readonly say: (about: string, text: string) => void;
  readonly step: () => string;
  /** The last lines about a charter, or about anything. */
  readonly last: (count: number, about?: string) => readonly string[];
  readonly hash: () => string;
}

/** As many lines as a report may look back on. */
const KEPT = 20_000;

/** Opens a trace; `onLine` hears each line as it comes. */
export function openTrace(onLine: (line: string) => void): Trace {
  const lines: { readonly about: string; readonly text: string }[] = [];
  const hash = createHash("sha256");
  let [step, now] = ["start", 0];
  return {
    enter: (name, at) => {
      step = name;
      now = at;
    },
    say: (about, text) => {
      const line = `${new Date(now).toISOString()} ${step} ${about === "" ? "" : `${about} `}${text}`;
      hash.update(`${line}\n`);
      lines.push({ about, text: line });
      if (lines.length > KEPT) lines.splice(0, KEPT / 2);
      onLine(line);
    },
    step: () => step,
    last: (count, about) =>
      lines
        .filter((line) => about === undefined || line.about === about)
        .slice(-count)
        .map(({ text }) => text),
    hash: () => hash.copy().digest("hex").slice(0, 16),
  };
}
