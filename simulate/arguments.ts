import { readFlags } from "../local/readFlags.ts";
import { VERSION_BEFORE } from "./versions/version.ts";

/** What the command line asks for. */
export interface Arguments {
  /** The seeds that are played, in this order. */
  readonly seeds: readonly number[];
  readonly days: number;
  /** The steps that are played, where not all are. */
  readonly only: ReadonlySet<string> | undefined;
  /** The commit that is rolled back to; undefined: none. */
  readonly before: string | undefined;
  readonly whole: boolean;
  readonly paper: boolean;
  readonly trace: boolean;
  readonly help: boolean;
}

/** A week holds most of what takes days: a session ends after two, so every seventh seed is longer. */
const DAYS = 7;

export const HELP = `Usage: npm run simulate -- --seed N [options]    plays days of a company, all decided by one seed

  --seed N          the first seed
  --runs COUNT      how many seeds, from that one on (1)
  --days COUNT      how many days each of them has (${DAYS})
  --only STEPS      play only these steps, as a failure names them: 0.3,1.12
  --before COMMIT   the version that is rolled back to (${VERSION_BEFORE}); none for none
  --whole           on the embedded cloud, by HTTP: slower, with all its parts
  --paper           write the PDFs of signatures, which takes most of the time
  --trace           print all that happens
  --help            print this`;

const FLAGS = {
  seed: { type: "string" },
  runs: { type: "string" },
  days: { type: "string" },
  only: { type: "string" },
  before: { type: "string" },
  whole: { type: "boolean" },
  paper: { type: "boolean" },
  trace: { type: "boolean" },
  help: { type: "boolean" },
} as const;

export class UsageError extends Error {}

/** Parses the command line; an unknown flag or a bad value is an error that says so. */
export function parseArguments(args: readonly string[]): Arguments {
  const values = readFlags(args, FLAGS, (reason) => new UsageError(`${reason}. See npm run simulate -- --help.`));
  const seed = wholeNumber("--seed", values.seed ?? (values.help === true ? "1" : undefined));
  const runs = wholeNumber("--runs", values.runs ?? "1");
  const before = values.before ?? VERSION_BEFORE;
  return {
    seeds: Array.from({ length: runs }, (_, at) => seed + at),
    days: wholeNumber("--days", values.days ?? String(DAYS)),
    only: values.only === undefined ? undefined : new Set(values.only.split(",")),
    before: before === "none" ? undefined : before,
    whole: values.whole ?? false,
    paper: values.paper ?? false,
    trace: values.trace ?? false,
    help: values.help ?? false,
  };
}

function wholeNumber(flag: string, text: string | undefined): number {
  if (text === undefined) throw new UsageError(`${flag} is missing. See npm run simulate -- --help.`);
  if (!/^\d{1,9}$/.test(text)) throw new UsageError(`${flag} takes a whole number, not "${text}".`);
  return Number(text);
}
