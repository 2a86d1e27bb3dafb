import type { Clock } from "../clock/clock.ts";
import type { Logs } from "../data/logs.ts";
import type { Resource } from "../graph/graph.ts";
import { planUpdate, type NewDeclaration } from "../graph/update.ts";
import { StartError } from "../startError.ts";
import type { DeclaredTables } from "./declaredTables.ts";
import { watchExpiry } from "./expiry.ts";
import { dropTable } from "./rebuild.ts";
import { DELETION_REFUSED, type TableSettings } from "./settings.ts";
import { readExpiring, readName, readSettings, realiseTable } from "./table.ts";

/** What tables stand on. */
export interface TableGround {
  /** Where DynamoDB's API answers. */
  dynamoEndpoint: string;
  /** Tells DynamoDB's API what dynalite does not know. */
  declareTables: (tables: ReadonlyMap<string, TableSettings>) => Promise<void>;
  storage: DeclaredTables;
  clock: Clock;
  logs: Logs;
}

/** The realised tables. */
export interface RealisedTables {
  readonly names: readonly string[];
  /** Ends what goes on in the background. */
  close(): Promise<void>;
}

/**
 * Realises the declared tables: with their keys and indexes, and expiry in the background. One that is declared no more is deleted
 * with its items, as Pulumi does it; if it is protected against that, the update fails with AWS's words and the table stays.
 */
export async function realiseTables(resources: readonly Resource[], ground: TableGround): Promise<RealisedTables> {
  const { dynamoEndpoint, declareTables, storage, clock, logs } = ground;
  const document = await storage.tables();
  const before = document.current();
  const { removals, declared } = planUpdate(before, new Map(resources.map(toDeclaration)));
  const isProtected = (name: string): boolean => before.get(name)?.content === PROTECTED;
  for (const name of removals) if (isProtected(name)) throw refuse(name, "the program declares it no more");
  const made = await Promise.allSettled(
    resources.map((resource) =>
      realiseTable(dynamoEndpoint, resource, {
        wasThere: before.has(readName(resource)),
        onOtherKeys: (name) => (isProtected(name) ? refuse(name, "the program declares other keys for it") : undefined),
      }),
    ),
  );
  for (const one of made) if (one.status === "rejected") throw one.reason;
  for (const name of removals) {
    await dropTable(dynamoEndpoint, name);
    logs.write({ source: "dynamodb", text: `table ${name} is declared no more: deleted with its items` });
  }
  await document.change(() => [declared, undefined]);
  await declareTables(new Map(resources.map((resource) => [readName(resource), readSettings(resource)])));
  const expiring = resources.flatMap((resource) => readExpiring(resource) ?? []);
  const watches = expiring.map((table) => watchExpiry(dynamoEndpoint, table, clock));
  return {
    names: resources.map(readName),
    close: async () => {
      await Promise.all(watches.map((watch) => watch.close()));
    },
  };
}

const PROTECTED = "protected";

function toDeclaration(resource: Resource): [string, NewDeclaration] {
  const content = readSettings(resource).deletionProtection ? PROTECTED : "open";
  return [readName(resource), { content, retained: resource.options.retainOnDelete, ignored: false }];
}

function refuse(table: string, why: string): StartError {
  return new StartError(
    ({ fresh }) =>
      `The table ${table} would be deleted, because ${why}. DynamoDB refuses: ${DELETION_REFUSED} (Or start once with ${fresh}, which wipes the data.)`,
  );
}
