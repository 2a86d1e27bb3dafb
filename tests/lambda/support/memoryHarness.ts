import { createApp } from "../../../lambda/app.ts";
import type { Key } from "../../../lambda/dynamodb/table.ts";
import { readConfig } from "../../../lambda/env.ts";
import { createLog } from "../../../lambda/log.ts";
import { createServices, type Services } from "../../../lambda/services.ts";
import { openMemoryTable, type MemoryTable } from "../../../simulate/table/memoryTable.ts";
import type { Item } from "../../../simulate/table/values.ts";
import { addStaff, Client, environment } from "./harness.ts";

/** The whole function on a table in memory, which can be put up again as it was a hundred times in a second. */
export interface MemoryHarness {
  readonly services: Services;
  readonly table: MemoryTable;
  readonly logs: string[];
  /** Ids of the mails that were sent. */
  readonly sent: string[];
  /** Signed in as the admin, as the crew member, and as nobody. */
  readonly admin: Client;
  readonly crew: Client;
  readonly nobody: Client;
}

const NOW = new Date("2026-05-23T18:00:00.000Z");

/** Starts with an admin and a crew member who may take money, and nothing else. Mail waits for the sweep. */
export async function startMemoryHarness(now = NOW): Promise<MemoryHarness> {
  const table = openMemoryTable({ now: () => now.getTime(), lag: () => 0 });
  await addStaff(table, now);
  const harness = compose(table, now);
  await harness.admin.signIn("ada@example.com");
  await harness.crew.signIn("cody@example.com");
  return harness;
}

/** Puts up what a harness holds once more, with the same people signed in. */
export async function copyHarness({ table, admin, crew }: MemoryHarness, now = NOW): Promise<MemoryHarness> {
  const copy = openMemoryTable({ now: () => now.getTime(), lag: () => 0 });
  for (const item of table.items()) await copy.putNew(item as Item & Key);
  const harness = compose(copy, now);
  harness.admin.cookie = admin.cookie;
  harness.crew.cookie = crew.cookie;
  return harness;
}

function compose(table: MemoryTable, now: Date): MemoryHarness {
  const [logs, sent]: [string[], string[]] = [[], []];
  const services = createServices(readConfig(environment()), {
    table,
    clock: () => now,
    sendMail: ({ id }) => {
      sent.push(id);
      return Promise.resolve({ state: "sent" });
    },
    askDelivery: () => Promise.resolve(),
    log: createLog(
      "test",
      () => now,
      (line) => {
        logs.push(line);
      },
    ),
  });
  const app = createApp(services);
  const [admin, crew, nobody] = [new Client({ app }), new Client({ app }), new Client({ app })];
  return { services, table, logs, sent, admin, crew, nobody };
}
