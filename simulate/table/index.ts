import type { QueryOrder } from "../../lambda/dynamodb/table.ts";
import { TABLE_SCHEMA } from "../../rules/contract/table.ts";
import { projected, readKeyCondition } from "./keyCondition.ts";
import { refused } from "./refused.ts";
import type { Item } from "./values.ts";

type Declared = (typeof TABLE_SCHEMA.indexes)[number];

/** What an index shows of one item from an instant on; nothing where it lacks one of the index's keys. */
interface Shown {
  readonly from: number;
  readonly item: Item | undefined;
}

/** A secondary index: sparse, projected, and behind its table by as long as `lag` says, in ms. Never out of order. */
export interface Index {
  readonly follow: (key: string, item: Item | undefined, now: number) => void;
  readonly query: (order: QueryOrder, now: number) => readonly Item[];
}

/** Opens an index as it is declared. */
export function openIndex(declared: Declared, lag: () => number): Index {
  const entries = new Map<string, Shown[]>();
  return {
    follow: (key, item, now) => {
      const known = entries.get(key) ?? [];
      const last = known.at(-1);
      const shown = item === undefined ? undefined : show(declared, item);
      if (last === undefined && shown === undefined) return;
      const from = Math.max(now + lag(), last?.from ?? 0);
      entries.set(key, [...known.filter((_, at) => (known[at + 1]?.from ?? Infinity) > now), { from, item: shown }]);
    },
    query: (order, now) => {
      const { hash, takes } = readKeyCondition(order, declared);
      const found = [...entries].flatMap(([key, versions]) => {
        const item = versions.findLast(({ from }) => from <= now)?.item;
        if (versions.every((version) => version.item === undefined && version.from <= now)) entries.delete(key);
        return item?.[declared.hashKey] === hash && takes(String(item[declared.rangeKey])) ? [item] : [];
      });
      return found.sort((a, b) => (String(a[declared.rangeKey]) < String(b[declared.rangeKey]) ? -1 : 1));
    },
  };
}

function show({ hashKey, rangeKey, projection, attributes }: Declared, item: Item): Item | undefined {
  const keys = [item[hashKey], item[rangeKey]];
  if (keys.includes(undefined)) return undefined;
  if (keys.some((key) => typeof key !== "string" || key === ""))
    throw refused(`The keys of the index on ${hashKey} must be texts that are not empty`);
  const kept: readonly string[] = projection === "KEYS_ONLY" ? [] : attributes;
  return projected(item, [...new Set([TABLE_SCHEMA.hashKey, TABLE_SCHEMA.rangeKey, hashKey, rangeKey, ...kept])]);
}
