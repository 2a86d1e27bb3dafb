import { spawn } from "node:child_process";
import { createRequire } from "node:module";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { startMonitor, type Recording } from "./monitor.ts";
import { readProject } from "./stackFile.ts";

export const ROOT = fileURLToPath(new URL("../../", import.meta.url));
const TIME_LIMIT_MS = 180_000;

export interface RunRequest {
  readonly stack: string;
  readonly config: Readonly<Record<string, string>>;
  readonly secrets: Readonly<Record<string, string>>;
  /** A preview: nothing exists, so ids and outputs stay unknown. */
  readonly dryRun?: boolean;
}

export interface Run {
  readonly exitCode: number | null;
  readonly stderr: string;
  readonly recording: Recording;
}

/**
 * Runs the real program as the CLI's Node language host does, against a monitor of our own.
 * Source: pulumi/pulumi, sdk/nodejs/cmd/pulumi-language-nodejs/main.go, Run and constructArguments.
 */
export async function runProgram(request: RunRequest): Promise<Run> {
  const project = readProject(join(ROOT, "Pulumi.yaml"));
  const dryRun = request.dryRun ?? false;
  const monitor = await startMonitor(request.stack, project.name, dryRun);
  try {
    const run = await execute(
      [...project.nodeArguments, ...hostArguments(monitor.address, project.name, project.main, request.stack, dryRun)],
      hostEnvironment(request, project.typescript),
    );
    return { ...run, recording: monitor.recording };
  } finally {
    monitor.close();
  }
}

function hostArguments(address: string, project: string, main: string, stack: string, dryRun: boolean): string[] {
  // The host asks Node where the program's own Pulumi SDK is.
  const runPath = createRequire(join(ROOT, "package.json")).resolve("@pulumi/pulumi/cmd/run");
  return [
    runPath,
    ...["--monitor", address, "--engine", address],
    ...["--organization", "organization", "--project", project, "--root-directory", ROOT, "--stack", stack],
    ...["--pwd", ROOT],
    ...(dryRun ? ["--dry-run"] : []),
    ...["--parallel", "16"],
    main,
  ];
}

function hostEnvironment({ config, secrets }: RunRequest, typescript: boolean): NodeJS.ProcessEnv {
  // The host still writes keys in the form of older SDKs, `scc:config:companyName`.
  const all = Object.entries({ ...config, ...secrets }).map(([key, value]) => [key.replace(":", ":config:"), value]);
  return {
    PATH: process.env["PATH"],
    HOME: process.env["HOME"],
    PULUMI_CONFIG: JSON.stringify(Object.fromEntries(all)),
    PULUMI_CONFIG_SECRET_KEYS: JSON.stringify(Object.keys(secrets)),
    PULUMI_NODEJS_TYPESCRIPT: String(typescript),
  };
}

function execute(args: string[], env: NodeJS.ProcessEnv): Promise<Omit<Run, "recording">> {
  return new Promise((resolve, reject) => {
    const child = spawn(process.execPath, args, { cwd: ROOT, env, stdio: ["ignore", "ignore", "pipe"] });
    const limit = setTimeout(() => child.kill("SIGKILL"), TIME_LIMIT_MS);
    let stderr = "";
    child.stderr.setEncoding("utf8").on("data", (text: string) => {
      stderr += text;
    });
    child.on("error", reject);
    child.on("close", (exitCode) => {
      clearTimeout(limit);
      resolve({ exitCode, stderr });
    });
  });
}
