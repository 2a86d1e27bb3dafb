import { isDeepStrictEqual } from "node:util";

import { TABLE_SCHEMA } from "../../../rules/contract/table.ts";
import { itemBytes, type Item } from "./itemBytes.ts";

const READ_UNIT_BYTES = 4_096;
const WRITE_UNIT_BYTES = 1_024;
/** DynamoDB stores this much beside each item and each index entry (developer guide, "Estimate a table's size"). */
const STORED_OVERHEAD_BYTES = 100;

type Index = (typeof TABLE_SCHEMA.indexes)[number];

/** Counts the read request units of what one call read: its bytes before any projection, rounded up once; at least one. */
export function readUnits(bytes: number, consistent: boolean): number {
  return Math.max(1, Math.ceil(bytes / READ_UNIT_BYTES)) * (consistent ? 1 : 0.5);
}

/**
 * Counts the write request units of one write: the larger of the item before and after, and what changes in each index.
 * A refused conditional write has the same item before and after. dynalite's own ConsumedCapacity leaves indexes out.
 * Source: DynamoDB developer guide, "DynamoDB read and write operations" and "Using Global Secondary Indexes".
 */
export function writeUnits(before: Item | undefined, after: Item | undefined): number {
  const table = Math.max(roundUp(before), roundUp(after), 1);
  return TABLE_SCHEMA.indexes.reduce(
    (sum, index) => sum + indexUnits(entryOf(index, before), entryOf(index, after), index),
    table,
  );
}

function indexUnits(before: Item | undefined, after: Item | undefined, index: Index): number {
  if (before === undefined || after === undefined) return roundUp(before) + roundUp(after);
  if (isDeepStrictEqual(before, after)) return 0;
  const moved = [index.hashKey, index.rangeKey].some((key) => !isDeepStrictEqual(before[key], after[key]));
  return moved ? roundUp(before) + roundUp(after) : Math.max(roundUp(before), roundUp(after));
}

function roundUp(item: Item | undefined): number {
  return item === undefined ? 0 : Math.ceil(itemBytes(item) / WRITE_UNIT_BYTES);
}

/** Projects an item into an index; undefined when it has no place there, as both indexes are sparse. */
function entryOf(index: Index, item: Item | undefined): Item | undefined {
  if (item?.[index.hashKey] === undefined || item[index.rangeKey] === undefined) return undefined;
  const names: readonly string[] = [
    TABLE_SCHEMA.hashKey,
    TABLE_SCHEMA.rangeKey,
    index.hashKey,
    index.rangeKey,
    ...index.attributes,
  ];
  return Object.fromEntries(Object.entries(item).filter(([name]) => names.includes(name)));
}

/** Weighs an item's line in the month index, in bytes. */
export function monthEntryBytes(item: Item): number {
  const entry = entryOf(TABLE_SCHEMA.indexes[0], item);
  return entry === undefined ? 0 : itemBytes(entry);
}

/** Weighs what an item takes in storage, with its index entries, in bytes. */
export function storedBytes(item: Item): number {
  const entries = TABLE_SCHEMA.indexes.map((index) => entryOf(index, item)).filter((entry) => entry !== undefined);
  return [item, ...entries].reduce((sum, entry) => sum + itemBytes(entry) + STORED_OVERHEAD_BYTES, 0);
}
