import { join } from "node:path";
import { StartError } from "../cloud/startError.ts";
import { readFlags } from "./readFlags.ts";
import { PROJECT_ROOT } from "./root.ts";

/** What the command line asks for. */
export interface Arguments {
  port: number;
  gmailPort: number;
  data: string;
  fresh: boolean;
  empty: boolean;
  watch: boolean;
  verbose: boolean;
  help: boolean;
}

/** Where data lives between runs unless --data says otherwise. */
export const DEFAULT_DATA = join(PROJECT_ROOT, ".local");
const DEFAULT_PORT = 8080;
const DEFAULT_GMAIL_PORT = 8081;

export const HELP = `Usage: npm start -- [options]      runs the whole system on this machine
       npm run dev -- [options]    the same, and rebuilds what changes

  --port NUMBER        where the dashboard is (${String(DEFAULT_PORT)}; 0 takes a free port)
  --gmail-port NUMBER  where the local Gmail and its mailbox are (${String(DEFAULT_GMAIL_PORT)})
  --data DIRECTORY     where data lives between runs (.local)
  --fresh              wipe the data first
  --empty              leave an empty table empty: no demo day and no account
  --verbose            print the function's log and what is declared but not enforced here
  --help               print this`;

const FLAGS = {
  port: { type: "string" },
  "gmail-port": { type: "string" },
  data: { type: "string" },
  fresh: { type: "boolean" },
  empty: { type: "boolean" },
  watch: { type: "boolean" },
  verbose: { type: "boolean" },
  help: { type: "boolean" },
} as const;

/** Parses the command line; an unknown flag or a bad value is an error that says so. */
export function parseArguments(args: readonly string[]): Arguments {
  const values = readFlags(args, FLAGS, (reason) => new StartError(() => `${reason}. See npm start -- --help.`));
  return {
    port: portNumber("--port", values.port, DEFAULT_PORT),
    gmailPort: portNumber("--gmail-port", values["gmail-port"], DEFAULT_GMAIL_PORT),
    data: values.data ?? DEFAULT_DATA,
    fresh: values.fresh ?? false,
    empty: values.empty ?? false,
    watch: values.watch ?? false,
    verbose: values.verbose ?? false,
    help: values.help ?? false,
  };
}

function portNumber(flag: string, text: string | undefined, standard: number): number {
  if (text === undefined) return standard;
  const port = /^\d+$/.test(text) ? Number(text) : NaN;
  if (!(port <= 65_535)) throw new StartError(() => `${flag} takes a number from 0 to 65535, not "${text}".`);
  return port;
}
