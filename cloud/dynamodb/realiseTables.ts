import type { Clock } from "../clock/clock.ts";
import type { Resource } from "../graph/graph.ts";
import { watchExpiry } from "./expiry.ts";
import type { TableSettings } from "./settings.ts";
import { readExpiring, readName, readSettings, realiseTable } from "./table.ts";

/** What tables stand on. */
export interface TableGround {
  /** Where DynamoDB's API answers. */
  dynamoEndpoint: string;
  /** Tells DynamoDB's API what dynalite does not know. */
  declareTables: (tables: ReadonlyMap<string, TableSettings>) => Promise<void>;
  clock: Clock;
}

/** The realised tables. */
export interface RealisedTables {
  readonly names: readonly string[];
  /** Ends what goes on in the background. */
  close(): void;
}

/** Realises the declared tables: with their keys and indexes, and expiry in the background. */
export async function realiseTables(resources: readonly Resource[], ground: TableGround): Promise<RealisedTables> {
  const { dynamoEndpoint, declareTables, clock } = ground;
  const made = await Promise.allSettled(resources.map((resource) => realiseTable(dynamoEndpoint, resource)));
  for (const one of made) if (one.status === "rejected") throw one.reason;
  await declareTables(new Map(resources.map((resource) => [readName(resource), readSettings(resource)])));
  const expiring = resources.flatMap((resource) => readExpiring(resource) ?? []);
  const watches = expiring.map((table) => watchExpiry(dynamoEndpoint, table, clock));
  return {
    names: resources.map(readName),
    close: () => {
      for (const watch of watches) watch.cancel();
    },
  };
}
