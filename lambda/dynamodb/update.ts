/**
 * An update of one item, as data: features say what shall change, and only writeUpdate.ts knows how DynamoDB spells it.
 * Parts of one update are joined, so that a feature adds its own to what another one has begun.
 */

/** A place in an item: an attribute, or the way to a place inside its maps, such as `["outbox", mailId, "due"]`. */
export type Path = string | readonly [string, ...string[]];

export interface Update {
  /** What is at these places afterwards; of attributes, `Object.entries` makes it. */
  readonly set?: readonly (readonly [Path, unknown])[];
  /** What is at these places afterwards where nothing is there yet. */
  readonly init?: readonly (readonly [Path, unknown])[];
  /** What lists end with afterwards; a list that is not there begins with it. */
  readonly append?: readonly (readonly [Path, readonly unknown[]])[];
  /** What numbers grow by, from 0 where there is none, and what sets gain. */
  readonly add?: readonly (readonly [Path, number | ReadonlySet<string>])[];
  readonly remove?: readonly Path[];
  /** All must hold of the item as it is, or nothing is written. */
  readonly conditions?: readonly Condition[];
}

type Operator = "=" | "<" | "<=" | ">";

/** What must hold of an item. Made by the functions below. */
export type Condition =
  | { readonly kind: "exists" | "missing"; readonly path: Path }
  | { readonly kind: "compare"; readonly path: Path; readonly operator: Operator; readonly value: unknown }
  | { readonly kind: "size"; readonly path: Path; readonly operator: Operator; readonly value: number }
  | { readonly kind: "contains"; readonly path: Path; readonly member: string }
  | { readonly kind: "not"; readonly condition: Condition }
  | { readonly kind: "any"; readonly conditions: readonly Condition[] };

/** There is something at a place. */
export const exists = (path: Path): Condition => ({ kind: "exists", path });
/** There is nothing at a place. */
export const missing = (path: Path): Condition => ({ kind: "missing", path });
/** What is at a place compares so with a value. */
export const compares = (path: Path, operator: Operator, value: unknown): Condition => ({
  kind: "compare",
  path,
  operator,
  value,
});
/** How many members the list, map or set at a place has. */
export const hasSize = (path: Path, operator: Operator, value: number): Condition => ({
  kind: "size",
  path,
  operator,
  value,
});
/** The set at a place has a member. */
export const contains = (path: Path, member: string): Condition => ({ kind: "contains", path, member });
/** A condition does not hold. */
export const not = (condition: Condition): Condition => ({ kind: "not", condition });
/** One of several conditions holds. */
export const anyOf = (...conditions: readonly Condition[]): Condition => ({ kind: "any", conditions });

/** What was read at a place is still there; undefined is nothing. */
export function stillHas(path: Path, value: unknown): Condition {
  return value === undefined ? missing(path) : compares(path, "=", value);
}

/** The attributes of these that have a value, to be set. */
export function given(attributes: Readonly<Record<string, unknown>>): readonly (readonly [string, unknown])[] {
  return Object.entries(attributes).filter(([, value]) => value !== undefined);
}

/** Joins parts to one update that makes all their changes, under all their conditions. No two may touch one place. */
export function joinUpdates(...parts: readonly Update[]): Update {
  const joined = {
    set: parts.flatMap(({ set = [] }) => set),
    init: parts.flatMap(({ init = [] }) => init),
    append: parts.flatMap(({ append = [] }) => append),
    add: parts.flatMap(({ add = [] }) => add),
    remove: parts.flatMap(({ remove = [] }) => remove),
    conditions: parts.flatMap(({ conditions = [] }) => conditions),
  };
  requireApart(placesOf(joined));
  return joined;
}

/** The steps of a path. */
export function stepsOf(path: Path): readonly string[] {
  return typeof path === "string" ? [path] : path;
}

function placesOf({ set = [], init = [], append = [], add = [], remove = [] }: Update): readonly Path[] {
  return [...[...set, ...init, ...append, ...add].map(([path]) => path), ...remove];
}

/** DynamoDB refuses an update that changes a place twice, or a place and one inside it. */
function requireApart(places: readonly Path[]): void {
  const keys = places.map((path) => JSON.stringify(stepsOf(path)));
  const taken = new Set(keys);
  const above = places.flatMap((path) => stepsOf(path).map((_, depth) => stepsOf(path).slice(0, depth)));
  const inside = above.find((steps) => taken.has(JSON.stringify(steps)));
  if (taken.size === keys.length && inside === undefined) return;
  throw new RangeError(`Two parts of an update touch one place: ${keys.join(" ")}.`);
}
