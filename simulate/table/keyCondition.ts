import type { QueryOrder } from "../../lambda/dynamodb/table.ts";
import { refused } from "./refused.ts";
import type { Item } from "./values.ts";

/** Which partition a query reads, and which of its sort keys. */
export interface KeyCondition {
  readonly hash: string;
  readonly takes: (range: string) => boolean;
}

interface Names {
  readonly hashKey: string;
  readonly rangeKey: string;
}

const HASH = /^#(\w+) = :(\w+)$/;
const BETWEEN = /^#(\w+) BETWEEN :(\w+) AND :(\w+)$/;
const UP_TO = /^#(\w+) <= :(\w+)$/;
const BEGINS = /^begins_with\(#(\w+), :(\w+)\)$/;

/** Reads the key conditions that this program and the version before write; any other is an error, never a guess. */
export function readKeyCondition({ where, values }: QueryOrder, { hashKey, rangeKey }: Names): KeyCondition {
  const [hashPart = "", ...rest] = where.split(/ AND (?=#\w+ (?:BETWEEN|<=)|begins_with)/);
  const [, name, value = ""] = HASH.exec(hashPart) ?? [];
  if (name !== hashKey || rest.length > 1) throw refused(`Not a key condition: ${where}`);
  return { hash: text(values, value), takes: rest[0] === undefined ? () => true : rangeOf(rest[0], values, rangeKey) };
}

function rangeOf(part: string, values: QueryOrder["values"], rangeKey: string): KeyCondition["takes"] {
  const [, between, first = "", last = ""] = BETWEEN.exec(part) ?? [];
  if (between === rangeKey) {
    const [from, to] = [text(values, first), text(values, last)];
    return (range) => range >= from && range <= to;
  }
  const [, upTo, end = ""] = UP_TO.exec(part) ?? [];
  if (upTo === rangeKey) {
    const to = text(values, end);
    return (range) => range <= to;
  }
  const [, begins, prefix = ""] = BEGINS.exec(part) ?? [];
  if (begins !== rangeKey) throw refused(`Not a key condition: ${part}`);
  const start = text(values, prefix);
  return (range) => range.startsWith(start);
}

function text(values: QueryOrder["values"], name: string): string {
  const value = values[name];
  if (typeof value !== "string" || value === "") throw refused(`:${name} must be a text that is not empty`);
  return value;
}

/** Keeps only these attributes of an item. */
export function projected(item: Item, attributes: readonly string[] | undefined): Item {
  if (attributes === undefined) return item;
  return Object.freeze(Object.fromEntries(attributes.filter((name) => name in item).map((name) => [name, item[name]])));
}
