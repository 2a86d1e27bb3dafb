interface AttributeMaps {
  readonly ExpressionAttributeNames?: Record<string, string>;
  readonly ExpressionAttributeValues?: Record<string, unknown>;
}

/**
 * Derives the attribute maps of what a query reads: `#status` stands for `status`, `:month` for `values.month`.
 * Every name is written with `#`, so that none can be one of DynamoDB's 573 reserved words.
 */
export function attributeMaps(
  expressions: readonly (string | undefined)[],
  values: Readonly<Record<string, unknown>> = {},
): AttributeMaps {
  const used = expressions.join(" ").match(/#\w+/g) ?? [];
  const entries = Object.entries(values).map(([name, value]) => [`:${name}`, value] as const);
  return {
    ...(used.length === 0
      ? {}
      : { ExpressionAttributeNames: Object.fromEntries(used.map((name) => [name, name.slice(1)])) }),
    ...(entries.length === 0 ? {} : { ExpressionAttributeValues: Object.fromEntries(entries) }),
  };
}

/** Writes a projection of attributes, or undefined for all. */
export function projection(attributes: readonly string[] | undefined): string | undefined {
  return attributes?.map((name) => `#${name}`).join(", ");
}
