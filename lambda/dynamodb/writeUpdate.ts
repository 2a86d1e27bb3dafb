import { stepsOf, type Condition, type Path, type Update } from "./update.ts";

/** An update in DynamoDB's own terms, as UpdateItem takes it. */
export interface WrittenUpdate {
  readonly UpdateExpression?: string;
  readonly ConditionExpression?: string;
  readonly ExpressionAttributeNames?: Record<string, string>;
  readonly ExpressionAttributeValues?: Record<string, unknown>;
}

/**
 * Writes an update as expressions. Names and values stand for themselves in none: each gets a short placeholder, so that
 * no name is one of DynamoDB's 573 reserved words and a hundred changes fit the 4 KB that an expression may have.
 */
export function writeUpdate({
  set = [],
  init = [],
  append = [],
  add = [],
  remove = [],
  conditions = [],
}: Update): WrittenUpdate {
  const terms = openTerms();
  const { place, value } = terms;
  const sets = [
    ...set.map(([path, to]) => `${place(path)} = ${value(to)}`),
    ...init.map(([path, to]) => `${place(path)} = if_not_exists(${place(path)}, ${value(to)})`),
    ...append.map(
      ([path, items]) => `${place(path)} = list_append(if_not_exists(${place(path)}, ${value([])}), ${value(items)})`,
    ),
  ];
  const clauses = [
    clause("SET", sets),
    clause("REMOVE", remove.map(place)),
    clause(
      "ADD",
      add.map(([path, by]) => `${place(path)} ${value(by)}`),
    ),
  ];
  const update = clauses.filter((text) => text !== "").join(" ");
  const condition = conditions.map((part) => writeCondition(part, terms)).join(" AND ");
  return {
    ...(update === "" ? {} : { UpdateExpression: update }),
    ...(condition === "" ? {} : { ConditionExpression: condition }),
    ...terms.attributeMaps(),
  };
}

function clause(keyword: string, parts: readonly string[]): string {
  return parts.length === 0 ? "" : `${keyword} ${parts.join(", ")}`;
}

interface Terms {
  /** The placeholders of a path's steps. */
  readonly place: (path: Path) => string;
  /** A placeholder of a value. */
  readonly value: (value: unknown) => string;
  readonly attributeMaps: () => Pick<WrittenUpdate, "ExpressionAttributeNames" | "ExpressionAttributeValues">;
}

function openTerms(): Terms {
  const names = new Map<string, string>();
  const values: unknown[] = [];
  const nameOf = (step: string): string => {
    const placeholder = names.get(step) ?? `#${names.size}`;
    names.set(step, placeholder);
    return placeholder;
  };
  return {
    place: (path) => stepsOf(path).map(nameOf).join("."),
    value: (value) => `:${values.push(value) - 1}`,
    attributeMaps: () => ({
      ...(names.size === 0
        ? {}
        : { ExpressionAttributeNames: Object.fromEntries([...names].map(([step, name]) => [name, step])) }),
      ...(values.length === 0
        ? {}
        : { ExpressionAttributeValues: Object.fromEntries(values.map((value, at) => [`:${at}`, value])) }),
    }),
  };
}

function writeCondition(condition: Condition, terms: Terms): string {
  const { place, value } = terms;
  switch (condition.kind) {
    case "exists":
      return `attribute_exists(${place(condition.path)})`;
    case "missing":
      return `attribute_not_exists(${place(condition.path)})`;
    case "compare":
      return `${place(condition.path)} ${condition.operator} ${value(condition.value)}`;
    case "size":
      return `size(${place(condition.path)}) ${condition.operator} ${value(condition.value)}`;
    case "contains":
      return `contains(${place(condition.path)}, ${value(condition.member)})`;
    case "not":
      return `NOT ${writeCondition(condition.condition, terms)}`;
    case "any":
      return `(${condition.conditions.map((part) => writeCondition(part, terms)).join(" OR ")})`;
  }
}
