const encoder = new TextEncoder();

/**
 * Estimates what a value weighs in an item, in bytes; never less than DynamoDB counts.
 * Source: DynamoDB developer guide, "DynamoDB item sizes and formats".
 */
export function itemBytes(value: unknown): number {
  if (typeof value === "string") return encoder.encode(value).length;
  if (typeof value === "number") return Math.ceil(String(value).length / 2) + 2;
  if (Array.isArray(value)) return value.reduce((sum: number, item: unknown) => sum + 1 + itemBytes(item), 3);
  if (value instanceof Set) return itemBytes([...value]);
  if (typeof value !== "object" || value === null) return 1;
  return Object.entries(value).reduce((sum, [name, item]) => sum + 1 + itemBytes(name) + itemBytes(item), 3);
}
