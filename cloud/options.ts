import { resolve } from "node:path";
import type { Clock } from "./clock/clock.ts";
import type { LogLine } from "./data/logs.ts";
import type { Faults } from "./dynamodb/faults.ts";
import type { GmailCredentials } from "./gmail/api.ts";
import type { Graph } from "./graph/graph.ts";
import { loadProgram, type Program } from "./program/program.ts";

/** Configuration by full names such as `project:key`. */
export type Settings = Readonly<Record<string, string>>;

/** What only the running cloud knows, and a program may want in its configuration. */
export interface Known {
  gmailUrl: string;
  /** Of the time-stamp authority. */
  timestampUrl: string;
}

/** What to run and how: what Pulumi's command line reads from the project's and the stack's files, and where things are. */
export interface CloudOptions {
  /** The project's name, as in Pulumi.yaml. */
  project: string;
  stack: string;
  /** The project's folder: relative paths begin there, its packages are found from there. */
  root: string;
  /** The program, or the TypeScript file whose default export it is. */
  program: string | Program;
  config?: Settings | ((known: Known) => Settings);
  secrets?: Settings | ((known: Known) => Settings);
  /** What the local Gmail lets in; without it, nobody. */
  gmailCredentials?: GmailCredentials;
  /** Where viewers reach the distribution; 0, the default, takes a free port. */
  port?: number;
  gmailPort?: number;
  /** Where data lives between runs; "memory", the default, keeps none. */
  dataDirectory?: string;
  /** Wipes the data directory first. */
  fresh?: boolean;
  /** Names of what the caller itself keeps in the data directory, for `fresh` to wipe as well. */
  callersFiles?: readonly string[];
  /** Changes the graph between evaluation and realisation; tests break the program with it. */
  editGraph?: (graph: Graph) => Graph;
  log?: (line: LogLine) => void;
  /** What time it is, and when what is scheduled is due; the machine's own clock when not given. */
  clock?: Clock;
  /** What a test or a simulation breaks on purpose. */
  faults?: Faults;
}

/** Loads the program anew; a changed source gives a fresh one. */
export async function readProgram({ program, root }: CloudOptions): Promise<Program> {
  return typeof program === "function" ? program : loadProgram(resolve(root, program), root);
}

/** Reads settings that may depend on the running cloud; none given are none. */
export function readSettings(settings: CloudOptions["config"], known: Known): Settings {
  return typeof settings === "function" ? settings(known) : (settings ?? {});
}
