import { spawn } from "node:child_process";
import { chmodSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import * as v from "valibot";
import { afterAll } from "vitest";
import { bundleCommand } from "./bundleCommand.ts";
import { runHere, type Outcome } from "./person.ts";

export interface OpsOptions {
  readonly env?: Readonly<Record<string, string>>;
  /** Bundled, which is what makes it quick; or as `npm run ops` starts it. */
  readonly started?: "bundled" | "as npm does";
}

/** The operator's command on a data directory of its own. */
export interface OpsBench {
  readonly directory: string;
  readonly data: string;
  /** `--stack local --data ...` for the cloud that runs on `data`. */
  readonly local: readonly string[];
  /**
   * Runs the command without Pulumi, AWS settings or a home directory, unless `env` brings them: in a process of its
   * own. On the local stack, which asks for none of these, it runs in this one: to load it costs more than to run it.
   */
  readonly ops: (args: readonly string[], options?: OpsOptions) => Promise<Outcome>;
  /** Puts a `pulumi` in a directory of its own, for PATH. */
  readonly fakePulumi: (script: string) => Record<string, string>;
}

const REPOSITORY = join(import.meta.dirname, "..", "..", "..");
const Scripts = v.pipe(v.string(), v.parseJson(), v.object({ scripts: v.object({ ops: v.string() }) }));

/** What `npm run ops` gives to Node. */
function npmArguments(): readonly string[] {
  const { ops } = v.parse(Scripts, readFileSync(join(REPOSITORY, "package.json"), "utf8")).scripts;
  return ops.split(" ").slice(1);
}

/** Makes a directory for one test file, which is gone after it, and the command that works on it. */
export function useOps(): OpsBench {
  const directory = mkdtempSync(join(tmpdir(), "scc-ops-"));
  afterAll(() => {
    rmSync(directory, { recursive: true, force: true });
  });
  const data = join(directory, "data");
  return {
    directory,
    data,
    local: ["--stack", "local", "--data", data],
    ops: (args, options) =>
      options === undefined && args.includes("local") ? runHere(args) : run(directory, args, options ?? {}),
    fakePulumi: (script) => {
      const folder = mkdtempSync(join(directory, "pulumi-"));
      writeFileSync(join(folder, "pulumi"), `#!/bin/sh\n${script}\n`);
      chmodSync(join(folder, "pulumi"), 0o755);
      return { PATH: folder };
    },
  };
}

async function run(
  directory: string,
  args: readonly string[],
  { env = {}, started = "bundled" }: OpsOptions,
): Promise<Outcome> {
  const command = started === "bundled" ? [await bundleCommand()] : npmArguments();
  const child = spawn(process.execPath, [...command, ...args], {
    cwd: REPOSITORY,
    env: { PATH: directory, HOME: directory, AWS_EC2_METADATA_DISABLED: "true", ...env },
    timeout: 180_000,
  });
  const outcome: Outcome = { code: null, out: "", err: "" };
  child.stdout.on("data", (chunk) => {
    outcome.out += String(chunk);
  });
  child.stderr.on("data", (chunk) => {
    outcome.err += String(chunk);
  });
  // Nobody is there to type, and a command that refuses early does not look.
  child.stdin.on("error", () => undefined);
  child.stdin.end();
  return new Promise((resolve, reject) => {
    child.on("error", reject);
    child.on("close", (code) => {
      resolve({ ...outcome, code });
    });
  });
}
