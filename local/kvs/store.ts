import { readFile, writeFile, rename } from "node:fs/promises";
import * as v from "valibot";
import { parseResource, type Resource } from "../graph.ts";

const StoreInputs = v.object({ name: v.string(), arn: v.string() });
const KeyInputs = v.object({ keyValueStoreArn: v.string(), key: v.string(), value: v.string() });
const Saved = v.pipe(v.string(), v.parseJson(), v.record(v.string(), v.record(v.string(), v.string())));

// The service's quotas on one entry.
const MAXIMUM_KEY_BYTES = 512;
const MAXIMUM_VALUE_BYTES = 1_024;

/** One CloudFront KeyValueStore. */
export interface KeyValueStore {
  name: string;
  arn: string;
  get(key: string): string | undefined;
  entries(): ReadonlyMap<string, string>;
  put(key: string, value: string): Promise<void>;
  delete(key: string): Promise<void>;
}

/**
 * Realises the declared stores. Values that were written through the library come back after a restart, except where
 * the program's own value has changed since: who edits the site and starts again must see the new slot, not the
 * pointer of yesterday. (On AWS the program never touches the live pointer again: `ignoreChanges`.)
 */
export async function realiseStores(stores: readonly Resource[], keys: readonly Resource[], file?: string): Promise<KeyValueStore[]> {
  const declared = keys.map((key) => parseResource(KeyInputs, key));
  const saved = file === undefined ? {} : await readSaved(file);
  const realised = stores.map((resource) => {
    const { name, arn } = parseResource(StoreInputs, resource);
    const own = declared.filter((key) => key.keyValueStoreArn === arn).map(({ key, value }) => [key, value] as const);
    return { name, arn, declared: new Map(own), values: new Map([...own, ...unchanged(saved, name, new Map(own))]) };
  });
  const save = async (): Promise<void> => {
    if (file === undefined) return;
    const content = Object.fromEntries(realised.flatMap((store) => [
      [store.name, Object.fromEntries(store.values)],
      [declaredName(store.name), Object.fromEntries(store.declared)],
    ]));
    await writeFile(`${file}.new`, JSON.stringify(content));
    await rename(`${file}.new`, file);
  };
  await save();
  return realised.map(({ name, arn, values }) => openStore(name, arn, values, save));
}

const declaredName = (name: string): string => `${name} (declared)`;

/** The saved values that still stand: those whose declared value is what it was when they were saved. */
function unchanged(saved: Record<string, Record<string, string>>, name: string, declared: ReadonlyMap<string, string>): [string, string][] {
  const before = saved[declaredName(name)] ?? {};
  return Object.entries(saved[name] ?? {}).filter(([key]) => declared.get(key) === before[key] && before[key] !== undefined);
}

async function readSaved(file: string): Promise<v.InferOutput<typeof Saved>> {
  const text = await readFile(file, "utf8").catch((fault: unknown) => {
    if (fault instanceof Error && "code" in fault && fault.code === "ENOENT") return "{}";
    throw fault;
  });
  return v.parse(Saved, text);
}

function openStore(name: string, arn: string, values: Map<string, string>, save: () => Promise<void>): KeyValueStore {
  return {
    name,
    arn,
    get: (key) => values.get(key),
    entries: () => values,
    put: async (key, value) => {
      checkEntry(key, value);
      values.set(key, value);
      await save();
    },
    delete: async (key) => {
      values.delete(key);
      await save();
    },
  };
}

function checkEntry(key: string, value: string): void {
  if (Buffer.byteLength(key) > MAXIMUM_KEY_BYTES) throw new Error(`A KeyValueStore key has at most ${MAXIMUM_KEY_BYTES} bytes.`);
  if (Buffer.byteLength(value) > MAXIMUM_VALUE_BYTES) throw new Error(`A KeyValueStore value has at most ${MAXIMUM_VALUE_BYTES} bytes.`);
}
