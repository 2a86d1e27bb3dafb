import { HELP, parseArguments, type Arguments } from "./arguments.ts";
import { startCloud, type Cloud } from "./cloud.ts";
import { StartError } from "./listen.ts";
import { isEmpty } from "./dynamodb/client.ts";
import { DEMO_ACCOUNTS, DEMO_PASSWORD, demoSlug } from "./demo.ts";
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
    for (const signal of ["SIGINT", "SIGTERM"] as const) process.once(signal, () => { resolve(); });
  });
  // Lambda runs in UTC; a time zone of this machine would hide a mistake there.
  process.env["TZ"] = "UTC";
  const cloud = await startCloud({
    port: args.port,
    gmailPort: args.gmailPort,
    dataDirectory: args.data,
    fresh: args.fresh,
    log: (line) => { if (args.verbose) console.log(`  ${line.source}  ${line.text}`); },
  });
  await seedOnce(cloud);
  printReady(cloud, args, Date.now() - startedAt);
  const unwatch = args.watch ? watchSources(cloud, (text) => { console.log(`  ${text}`); }) : undefined;
  await interrupted;
  unwatch?.();
  await cloud.close();
  console.log("\n  Stopped. The data is kept.");
}

async function seedOnce(cloud: Cloud): Promise<void> {
  if (!(await isEmpty(cloud.table.endpoint, cloud.table.name))) return;
  // Loads the AWS SDK, which no later start needs.
  const { seed } = await import("./seed.ts");
  await seed(cloud);
}

function printReady(cloud: Cloud, args: Arguments, milliseconds: number): void {
  const rows = [
    ["Dashboard", cloud.url],
    ["Sign in", `${DEMO_ACCOUNTS.admin.email}  password  ${DEMO_PASSWORD}`],
    ["Waiver link", `${cloud.url}/g/${demoSlug(new Date())}/waiver`],
    ["Mailbox", cloud.mailboxUrl],
    ["Data", args.data],
  ];
  console.log(`\n  Ship Captain Crew is ready (${(milliseconds / 1_000).toFixed(1)} s)\n`);
  for (const [name = "", value = ""] of rows) console.log(`  ${name.padEnd(12)} ${value}`);
  console.log(`\n  ${args.watch ? "Watching the sources. " : ""}Stop with Ctrl-C.\n`);
  if (!args.verbose) return;
  console.log("  Declared, not enforced here:");
  for (const line of cloud.unenforced) console.log(`  - ${line}`);
}
