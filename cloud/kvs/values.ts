import { randomBytes } from "node:crypto";
import * as v from "valibot";
import type { Clock } from "../clock/clock.ts";
import { openDocument, type Document, type Format } from "../data/document.ts";
import type { Files } from "../data/files.ts";
import { DeclarationEntries, type Declarations } from "../graph/update.ts";

/** What a KeyValueStore holds; instants are ISO texts. */
export interface Values {
  entries: ReadonlyMap<string, string>;
  /** Changes with each write. */
  etag: string;
  created: string;
  lastModified: string;
  /** What the program declared last, beside the keys that only operators wrote. */
  declared: Declarations;
}

/** Finds the values of each store by its name. */
export interface ValuesByStore {
  values(store: string): Promise<Document<Values>>;
}

const Saved = v.pipe(
  v.object({
    entries: v.array(v.tuple([v.string(), v.string()])),
    etag: v.string(),
    created: v.string(),
    lastModified: v.string(),
    declared: DeclarationEntries,
  }),
  v.transform((saved): Values => ({ ...saved, entries: new Map(saved.entries), declared: new Map(saved.declared) })),
);

function format(clock: Clock): Format<Values> {
  return {
    schema: Saved,
    encode: (values) => ({ ...values, entries: [...values.entries], declared: [...values.declared] }),
    initial: () => {
      const now = new Date(clock.now()).toISOString();
      return { entries: new Map(), etag: newEtag(), created: now, lastModified: now, declared: new Map() };
    },
  };
}

/** Opens the values of a store; its name is safe as a file's, because CloudFront takes nothing else. */
export function openValues(files: Files, clock: Clock, name: string): Promise<Document<Values>> {
  return openDocument(files, `kvs/${name}.json`, format(clock));
}

/** Makes the values after a write at an instant: a new version of the store. */
export function nextValues(
  before: Values,
  now: Date,
  entries: ReadonlyMap<string, string>,
  declared = before.declared,
): Values {
  return { ...before, entries, declared, etag: newEtag(), lastModified: now.toISOString() };
}

function newEtag(): string {
  return `KV${randomBytes(7).toString("hex").toUpperCase()}`;
}
