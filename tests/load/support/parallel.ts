/** Works on all items, at most `limit` at a time, and answers the results in the items' order. */
export async function inParallel<Item, Result>(
  items: readonly Item[],
  limit: number,
  work: (item: Item) => Promise<Result>,
): Promise<Result[]> {
  const results = new Map<number, Result>();
  const waiting = items.entries();
  const workOff = async (): Promise<void> => {
    // The iterator is shared: whoever is free takes the next item.
    for (const [index, item] of waiting) results.set(index, await work(item));
  };
  await Promise.all(Array.from({ length: limit }, workOff));
  return [...results.entries()].sort(([one], [other]) => one - other).map(([, result]) => result);
}
