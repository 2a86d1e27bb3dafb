/** What the features ask of the table. Names in expressions are written `#name`, values `:value`; see expressions.ts. */

export interface Key {
  readonly event_id: string;
  readonly timestamp: string;
}

export interface Terms {
  /** What a `#name` stands for where that is not `name` itself, such as `{ mail: <id> }` for `#mail`. */
  readonly names?: Readonly<Record<string, string>>;
  readonly values?: Readonly<Record<string, unknown>>;
}

export interface UpdateOrder extends Terms {
  readonly update: string;
  readonly condition?: string;
  /** Whether the whole item is answered as it is after the update. */
  readonly returnItem?: boolean;
}

export interface QueryOrder extends Terms {
  readonly where: string;
  readonly index?: string;
  /** Attributes to answer; all when not given. */
  readonly attributes?: readonly string[];
  /** How many items at most; all when not given. */
  readonly limit?: number;
}

/** `condition`: it did not hold. `missing-path`: a map to write into is not there. `too-large`: over 400 KB. */
export type WriteResult =
  | { readonly ok: true; readonly item: unknown }
  | { readonly ok: false; readonly reason: "condition" | "missing-path" | "too-large" };

/** Items are answered as they are stored: parse them (items.ts). Reads are strongly consistent, except by index. */
export interface Table {
  get(key: Key, attributes?: readonly string[]): Promise<unknown>;
  /** Reads several items in one call; what does not exist is left out, and the order is any. */
  getMany(keys: readonly Key[]): Promise<readonly unknown[]>;
  /** Writes an item unless one with its key exists. */
  putNew(item: Key & Readonly<Record<string, unknown>>): Promise<WriteResult>;
  update(key: Key, order: UpdateOrder): Promise<WriteResult>;
  remove(key: Key): Promise<void>;
  query(order: QueryOrder): Promise<readonly unknown[]>;
}
