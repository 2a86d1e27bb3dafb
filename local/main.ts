import { readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { waiverPath } from "../rules/contract/slug.ts";
import { DEFAULT_DATA, HELP, parseArguments, type Arguments } from "./arguments.ts";
import { isEmpty } from "../cloud/dynamodb/client.ts";
import { StartError } from "../cloud/startError.ts";
import { DEMO_ACCOUNTS, DEMO_PASSWORD, demoSlug } from "./demo.ts";
import { DEMO_FILE, startOurCloud, type Cloud } from "./ourCloud.ts";
import { describeRelease, promoteBuilt, readRelease } from "./release.ts";
import { watchSources } from "./watch.ts";

/** Runs the command: starts the cloud, says where it is, and keeps it until Ctrl-C. Returns the exit code. */
export async function run(args: readonly string[], startedAt: number): Promise<number> {
  try {
    const parsed = parseArguments(args);
    if (parsed.help) console.log(HELP);
    else await serve(parsed, startedAt);
    return 0;
  } catch (fault) {
    if (!(fault instanceof StartError)) throw fault;
    console.error(fault.message);
    return 1;
  }
}

async function serve(args: Arguments, startedAt: number): Promise<void> {
  // Listened for from the beginning: a Ctrl-C during the start must not leave a lock or a thread either.
  const interrupted = new Promise<void>((resolve) => {
    for (const signal of ["SIGINT", "SIGTERM"] as const)
      process.once(signal, () => {
        resolve();
      });
  });
  // Lambda runs in UTC; a time zone of this machine would hide a mistake there.
  process.env["TZ"] = "UTC";
  const cloud = await startOurCloud({
    port: args.port,
    gmailPort: args.gmailPort,
    dataDirectory: args.data,
    fresh: args.fresh,
    log: (line) => {
      if (args.verbose) console.log(`  ${line.source}  ${line.text}`);
    },
  });
  if (!args.empty) await seedOnce(cloud, args.data);
  if (args.watch) await promoteBuilt(cloud);
  const slug = await readFile(demoFile(args.data), "utf8").catch(() => demoSlug(new Date()));
  printReady(cloud, args, { slug, milliseconds: Date.now() - startedAt });
  const unwatch = args.watch
    ? watchSources(cloud, (text) => {
        console.log(`  ${text}`);
      })
    : undefined;
  await interrupted;
  unwatch?.();
  await cloud.close();
  console.log("\n  Stopped. The data is kept.");
}

async function seedOnce(cloud: Cloud, data: string): Promise<void> {
  if (!(await isEmpty(cloud.table.endpoint, cloud.table.name))) return;
  // The SDK's notice about Node versions is for operators; Lambda runs a newer one.
  process.env["AWS_SDK_JS_NODE_VERSION_SUPPORT_WARNING_DISABLED"] = "true";
  // Loads the AWS SDK, which no later start needs.
  const { seed } = await import("./seed.ts");
  await seed(cloud);
  await writeFile(demoFile(data), demoSlug(new Date()));
}

/** Holds the slug of the demo charter: on a later day its link is still the one that works. */
function demoFile(data: string): string {
  return join(data, DEMO_FILE);
}

/** The flag that leads the operator's commands to the data, where the standard place does not. */
function dataFlag(data: string): string {
  return data === DEFAULT_DATA ? "" : ` --data ${data}`;
}

function printReady(
  cloud: Cloud,
  args: Arguments,
  { slug, milliseconds }: { slug: string; milliseconds: number },
): void {
  const rows = [
    ["Dashboard", cloud.url],
    ...(args.empty
      ? []
      : [
          ["Sign in", `${DEMO_ACCOUNTS.admin.email}  password  ${DEMO_PASSWORD}`],
          ["Waiver link", cloud.url + waiverPath(slug)],
        ]),
    ["Mailbox", cloud.mailboxUrl],
    ["Data", args.data],
  ];
  console.log(`\n  Ship Captain Crew is ready (${(milliseconds / 1_000).toFixed(1)} s)\n`);
  for (const [name = "", value = ""] of rows) console.log(`  ${name.padEnd(12)} ${value}`);
  const release = describeRelease(readRelease(cloud), dataFlag(args.data));
  if (release !== undefined) console.log(`\n${release.replace(/^/gm, "  ")}`);
  console.log(`\n  ${args.watch ? "Watching the sources. " : ""}Stop with Ctrl-C.\n`);
  if (!args.verbose) return;
  console.log("  Declared, not enforced here:");
  for (const line of cloud.unenforced) console.log(`  - ${line}`);
}
