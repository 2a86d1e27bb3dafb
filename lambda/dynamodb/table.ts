import type { Update } from "./update.ts";

/** What the features ask of the table. */

export interface Key {
  readonly event_id: string;
  readonly timestamp: string;
}

/** What is queried. In `where`, `#name` stands for the attribute `name` and `:value` for `values.value`. */
export interface QueryOrder {
  readonly where: string;
  readonly values: Readonly<Record<string, unknown>>;
  readonly index?: string;
  /** Attributes to answer; all when not given. */
  readonly attributes?: readonly string[];
  /** How many items at most; all when not given. */
  readonly limit?: number;
}

/**
 * `condition`: one did not hold. `missing-path`: a map to write into is not there, or is no map. `wrong-type`: what is
 * stored is not what the update adds to: no list, no number, no set. `too-large`: over 400 KB.
 */
export type WriteResult =
  | { readonly ok: true; readonly item: unknown }
  | { readonly ok: false; readonly reason: "condition" | "missing-path" | "wrong-type" | "too-large" };

/** Items are answered as they are stored: parse them (items.ts). Reads are strongly consistent, except by index. */
export interface Table {
  get(key: Key, attributes?: readonly string[]): Promise<unknown>;
  /** Reads several items in one call; what does not exist is left out, and the order is any. */
  getMany(keys: readonly Key[], attributes?: readonly string[]): Promise<readonly unknown[]>;
  /** Writes an item unless one with its key exists. */
  putNew(item: Key & Readonly<Record<string, unknown>>): Promise<WriteResult>;
  /** Updates an item, or makes one where none is there, and answers nothing of it. */
  update(key: Key, update: Update): Promise<WriteResult>;
  /** Updates an item and answers it whole, as it is then. */
  updateAndRead(key: Key, update: Update): Promise<WriteResult>;
  remove(key: Key): Promise<void>;
  query(order: QueryOrder): Promise<readonly unknown[]>;
}
