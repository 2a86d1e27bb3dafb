import type { Terms } from "./table.ts";

interface AttributeMaps {
  readonly ExpressionAttributeNames?: Record<string, string>;
  readonly ExpressionAttributeValues?: Record<string, unknown>;
}

/**
 * Derives the attribute maps of expressions: `#status` stands for `status` unless `terms.names` says otherwise.
 * Every name is written with `#`, so that none can be one of DynamoDB's 573 reserved words.
 */
export function attributeMaps(expressions: readonly (string | undefined)[], terms: Terms): AttributeMaps {
  const used = expressions.join(" ").match(/#\w+/g) ?? [];
  const names = Object.fromEntries(used.map((name) => [name, terms.names?.[name.slice(1)] ?? name.slice(1)]));
  const values = Object.fromEntries(Object.entries(terms.values ?? {}).map(([name, value]) => [`:${name}`, value]));
  return {
    ...(used.length === 0 ? {} : { ExpressionAttributeNames: names }),
    ...(Object.keys(values).length === 0 ? {} : { ExpressionAttributeValues: values }),
  };
}

/** Writes a projection of attributes, or undefined for all. */
export function projection(attributes: readonly string[] | undefined): string | undefined {
  return attributes?.map((name) => `#${name}`).join(", ");
}
