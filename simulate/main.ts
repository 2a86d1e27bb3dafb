import { HELP, parseArguments, UsageError, type Arguments } from "./arguments.ts";
import { tellFailure, tellRun } from "./report.ts";
import { play, type RunOptions, type Versions } from "./run.ts";
import { shrink } from "./shrink.ts";
import { versionBefore, versionNow } from "./versions/version.ts";
import { startWhole } from "./whole.ts";

try {
  const asked = parseArguments(process.argv.slice(2));
  if (asked.help) console.log(HELP);
  else if (!(await playAll(asked))) process.exitCode = 1;
} catch (fault) {
  if (!(fault instanceof UsageError)) throw fault;
  console.error(fault.message);
  process.exitCode = 2;
}

/** Plays every seed; false when one of them has found something. */
async function playAll(asked: Arguments): Promise<boolean> {
  const versions = await build(asked);
  let found = 0;
  for (const seed of asked.seeds) if (!(await playOne(asked, versions, seed))) found += 1;
  if (asked.seeds.length > 1)
    console.log(`${asked.seeds.length} seeds of ${asked.days} days: ${found} found something.`);
  return found === 0;
}

async function build({ before: commit, paper }: Arguments): Promise<Versions> {
  const now = await versionNow(paper);
  const before = commit === undefined ? undefined : await versionBefore(commit, paper);
  if (before === undefined)
    console.log(
      commit === undefined
        ? "Nothing is rolled back to."
        : `Nothing is rolled back to: this clone does not hold ${commit}. Replay a failure of this run with --before none.`,
    );
  return { now, before };
}

async function playOne(
  { days, only, trace, before, paper, whole }: Arguments,
  versions: Versions,
  seed: number,
): Promise<boolean> {
  const options: RunOptions = {
    seed,
    days,
    versions,
    ...(only === undefined ? {} : { only }),
    ...(whole ? { start: startWhole } : {}),
    ...(trace
      ? {
          onLine: (line: string) => {
            console.log(line);
          },
        }
      : {}),
  };
  const startedAt = performance.now();
  const result = await play(options);
  console.log(tellRun(seed, result, performance.now() - startedAt));
  if (result.failure === undefined) return true;
  const flags = `${versions.before === undefined ? " --before none" : ` --before ${before ?? ""}`}${paper ? " --paper" : ""}${whole ? " --whole" : ""}`;
  console.log(tellFailure(seed, days, flags, await shrink(options, result)));
  return false;
}
