import { openDB, type DBSchema, type IDBPDatabase } from "idb";
import * as v from "valibot";

import { STORAGE_MS } from "../device/deadlines.ts";
import { within } from "../device/within.ts";
import { Entry, type Write } from "./entry.ts";

/** An entry without its place, which is its key. */
type Value = Omit<Entry, "seq">;

interface Schema extends DBSchema {
  writes: { key: number; value: Value; indexes: { "by-id": string } };
  facts: { key: string; value: string };
}

/** Where the queue lives. Every change is on disk before its promise resolves. */
export interface Store {
  /** Lists the entries in their order, those that this build can read. */
  readonly list: () => Promise<readonly Entry[]>;
  /** How many entries only a newer build can read: they stay until it is back. */
  readonly unread: () => Promise<number>;
  /** Puts a write at the end; one whose id is there already changes nothing. */
  readonly add: (write: Write) => Promise<void>;
  /** Changes an entry that is still there. */
  readonly change: (seq: number, part: Partial<Pick<Entry, "tries" | "refusal" | "write">>) => Promise<void>;
  readonly remove: (seq: number) => Promise<void>;
  /** Who is signed in on this device, for the worker, which cannot ask a page. */
  readonly account: () => Promise<string | null>;
  readonly setAccount: (email: string | null) => Promise<void>;
  /** Keeps what the worker has to tell a page, until one takes it. */
  readonly keepForPages: (id: string, text: string) => Promise<void>;
  /** Takes all of that out: whoever took it tells it. */
  readonly takeForPages: () => Promise<readonly string[]>;
  /** Rejects where no write would be kept. Leaves nothing behind. */
  readonly prove: () => Promise<void>;
  readonly close: () => void;
}

const NAME = "scc";
/** Stays 1: an older build must be able to open what a newer one wrote, or a rollback would strand the queue. */
const VERSION = 1;
/** Begins the names of facts that wait for a page. */
const FOR_PAGES = "for-pages:";

/** Opens the queue of this device. Where the browser keeps nothing, or never answers, this and all that the store does reject. */
export async function openStore(name = NAME): Promise<Store> {
  const opening = openDB<Schema>(name, VERSION, {
    upgrade(fresh) {
      fresh.createObjectStore("writes", { autoIncrement: true }).createIndex("by-id", "write.id", { unique: true });
      fresh.createObjectStore("facts");
    },
  });
  const database = await inTime(opening).catch((fault: unknown) => {
    // One that opens after all is nobody's any more.
    opening.then(
      (late) => {
        late.close();
      },
      () => undefined,
    );
    throw fault;
  });
  return {
    list: async () => (await inTime(readAll(database))).flatMap((entry) => entry ?? []),
    unread: async () => (await inTime(readAll(database))).filter((entry) => entry === undefined).length,
    add: (write) => addInTime(database, write),
    change: (seq, part) => inTime(change(database, seq, part)),
    remove: (seq) => inTime(database.delete("writes", seq)),
    account: async () => (await inTime(database.get("facts", "account"))) ?? null,
    setAccount: async (email) => {
      if (email === null) await inTime(database.delete("facts", "account"));
      else await inTime(database.put("facts", email, "account"));
    },
    keepForPages: async (id, text) => {
      await inTime(database.put("facts", text, FOR_PAGES + id));
    },
    takeForPages: () => inTime(takeForPages(database)),
    prove: () => inTime(prove(database)),
    close: () => {
      database.close();
    },
  };
}

/** Tells whether what is done here is really kept, by keeping something and taking it out again. Never rejects. */
export async function keepsWrites(name = NAME): Promise<boolean> {
  try {
    const store = await openStore(name);
    try {
      await store.prove();
      return true;
    } finally {
      store.close();
    }
  } catch {
    return false;
  }
}

function inTime<T>(work: Promise<T>): Promise<T> {
  return within(STORAGE_MS, work);
}

/** A write that comes to lie here too late is taken out again: whoever made it has been told that it is not kept. */
async function addInTime(database: IDBPDatabase<Schema>, write: Write): Promise<void> {
  const adding = add(database, write);
  try {
    await inTime(adding);
  } catch (fault) {
    adding.then(() => forget(database, write.id)).catch(() => undefined);
    throw fault;
  }
}

async function forget(database: IDBPDatabase<Schema>, id: string): Promise<void> {
  const seq = await database.getKeyFromIndex("writes", "by-id", id);
  if (seq !== undefined) await database.delete("writes", seq);
}

/** Each by itself: one that cannot be read holds up none of the others. */
async function readAll(database: IDBPDatabase<Schema>): Promise<readonly (Entry | undefined)[]> {
  const { store } = database.transaction("writes");
  const [keys, values] = await Promise.all([store.getAllKeys(), store.getAll()]);
  return values.map((value, index) => {
    const read = v.safeParse(Entry, { ...value, seq: keys[index] });
    return read.success ? read.output : undefined;
  });
}

async function add(database: IDBPDatabase<Schema>, write: Write): Promise<void> {
  const transaction = database.transaction("writes", "readwrite", { durability: "strict" });
  const known = await transaction.store.index("by-id").getKey(write.id);
  if (known === undefined) await transaction.store.add({ write, tries: 0, refusal: null });
  await transaction.done;
}

/** Holds the writes too: a tab that hangs on them lets nobody add one. On disk, as a write is. */
async function prove(database: IDBPDatabase<Schema>): Promise<void> {
  const transaction = database.transaction(["writes", "facts"], "readwrite", { durability: "strict" });
  const facts = transaction.objectStore("facts");
  await facts.put("", "proof");
  await facts.delete("proof");
  await transaction.done;
}

async function takeForPages(database: IDBPDatabase<Schema>): Promise<readonly string[]> {
  const { store, done } = database.transaction("facts", "readwrite");
  const all = IDBKeyRange.bound(FOR_PAGES, `${FOR_PAGES}\uffff`);
  const texts = await store.getAll(all);
  if (texts.length > 0) await store.delete(all);
  await done;
  return texts;
}

async function change(database: IDBPDatabase<Schema>, seq: number, part: Partial<Value>): Promise<void> {
  const transaction = database.transaction("writes", "readwrite");
  const before = await transaction.store.get(seq);
  if (before !== undefined) await transaction.store.put({ ...before, ...part }, seq);
  await transaction.done;
}
