import type { Clock } from "../clock/clock.ts";
import { openFiles } from "../data/files.ts";
import { openDeclaredTables, type DeclaredTables } from "../dynamodb/declaredTables.ts";
import { openValues, type ValuesByStore } from "../kvs/values.ts";
import { openFunctionState, type FunctionStates } from "../lambda/store.ts";
import { openObjects, type ObjectsByBucket } from "../s3/objects.ts";

/** What buckets, stores and functions hold, and which tables were declared. It outlives the graph that declares them: a reload realises a new graph over the same. */
export type Storage = ObjectsByBucket & ValuesByStore & FunctionStates & DeclaredTables;

/** Opens the storage of a data directory; without one it lives in memory. */
export function openStorage(dataDirectory: string | undefined, clock: Clock): Storage {
  const files = openFiles(dataDirectory);
  const declaredTables = onceForEach((name) => openDeclaredTables(files, name));
  return {
    objects: onceForEach((bucket) => openObjects(files, clock, bucket)),
    values: onceForEach((store) => openValues(files, clock, store)),
    tables: () => declaredTables("tables.json"),
    functions: onceForEach((name) => openFunctionState(files, name)),
  };
}

/** Two openings of one file would not see each other's changes. */
function onceForEach<T>(open: (name: string) => Promise<T>): (name: string) => Promise<T> {
  const opened = new Map<string, Promise<T>>();
  return (name) => {
    const known = opened.get(name) ?? open(name);
    opened.set(name, known);
    return known;
  };
}
