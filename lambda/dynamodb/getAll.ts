import type { Key, Table } from "./table.ts";

/** How many items are read at once, as large as they may be: well below the 16 MB that one call may bring. */
const AT_ONCE = 25;
/** How many one call may bring of items that are small. */
export const SMALL_AT_ONCE = 100;

/** Reads items in as many calls as it takes; what does not exist is left out, and the order is any. */
export async function getAll(
  table: Table,
  keys: readonly Key[],
  {
    attributes,
    atOnce = AT_ONCE,
  }: { readonly attributes?: readonly string[] | undefined; readonly atOnce?: number } = {},
): Promise<readonly unknown[]> {
  const items: unknown[] = [];
  for (let from = 0; from < keys.length; from += atOnce)
    items.push(...(await table.getMany(keys.slice(from, from + atOnce), attributes)));
  return items;
}
