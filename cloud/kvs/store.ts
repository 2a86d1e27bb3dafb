import * as v from "valibot";
import type { Clock } from "../clock/clock.ts";
import type { Document } from "../data/document.ts";
import { parseResource, type Resource } from "../graph/graph.ts";
import { planUpdate, type NewDeclaration } from "../graph/update.ts";
import { applyChange, type Change, type Refused } from "./change.ts";
import { nextValues, type Values, type ValuesByStore } from "./values.ts";

// CloudFront's own rule for a store's name.
const StoreInputs = v.object({ name: v.pipe(v.string(), v.regex(/^[A-Za-z0-9_-]{1,64}$/)), arn: v.string() });
const KeyInputs = v.object({ keyValueStoreArn: v.string(), key: v.string(), value: v.string() });

/** One CloudFront KeyValueStore. */
export interface KeyValueStore {
  name: string;
  arn: string;
  get(key: string): string | undefined;
  entries(): ReadonlyMap<string, string>;
  /** What it holds now, with its version. */
  values(): Values;
  /** Writes and deletes keys, all of them or none; with a version, only if the store still has it. */
  update(change: Change, version?: string): Promise<Updated>;
}

type Updated = { ok: true; values: Values } | Refused;

/**
 * Realises the declared stores. As on AWS, the program writes what it declares anew and deletes what it declares no more;
 * a value under ignoreChanges is the operators' after that, and so are keys it never declared.
 */
export async function realiseStores(
  stores: readonly Resource[],
  keys: readonly Resource[],
  { storage, clock }: { storage: ValuesByStore; clock: Clock },
): Promise<KeyValueStore[]> {
  const declared = keys.map((key) => ({ ...parseResource(KeyInputs, key), options: key.options }));
  return Promise.all(
    stores.map(async (resource) => {
      const { name, arn } = parseResource(StoreInputs, resource);
      const own = declared
        .filter((key) => key.keyValueStoreArn === arn)
        .map(({ key, value, options }): [string, NewDeclaration] => [
          key,
          { content: value, retained: options.retainOnDelete, ignored: options.ignoreChanges.includes("value") },
        ]);
      const document = await storage.values(name);
      await declareKeys(document, new Map(own), clock);
      return openStore(name, arn, document, clock);
    }),
  );
}

async function declareKeys(
  document: Document<Values>,
  keys: ReadonlyMap<string, NewDeclaration>,
  clock: Clock,
): Promise<void> {
  await document.change((before) => {
    const { writes, removals, declared } = planUpdate(before.declared, keys);
    // The provider deletes a key that somebody else deleted before without complaint.
    const deletes = removals.filter((key) => before.entries.has(key));
    const puts = writes.map((key): [string, string] => [key, keys.get(key)?.content ?? ""]);
    if (puts.length + deletes.length === 0) return [{ ...before, declared }, undefined];
    // One by one, as the provider does: an update may write more keys than one call takes.
    const changes: Change[] = [...puts.map((put) => ({ puts: [put] })), ...deletes.map((key) => ({ deletes: [key] }))];
    const after = changes.reduce((values, change) => {
      const applied = applyChange(values, change);
      if (!applied.ok) throw new Error(`The KeyValueStore refuses a declared key: ${applied.message}`);
      return { ...values, entries: applied.entries };
    }, before);
    return [nextValues(before, new Date(clock.now()), after.entries, declared), undefined];
  });
}

function openStore(name: string, arn: string, document: Document<Values>, clock: Clock): KeyValueStore {
  return {
    name,
    arn,
    get: (key) => document.current().entries.get(key),
    entries: () => document.current().entries,
    values: () => document.current(),
    update: (change, version) =>
      document.change<Updated>((before) => {
        const applied = applyChange(before, change, version);
        if (!applied.ok) return [before, applied];
        const values = nextValues(before, new Date(clock.now()), applied.entries);
        return [values, { ok: true, values }];
      }),
  };
}
