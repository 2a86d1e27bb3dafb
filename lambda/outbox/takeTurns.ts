/** Takes one of each in turn, as long as it has more, until all have ended. */
export async function* takeTurns<Item>(lines: readonly AsyncIterator<Item, void>[]): AsyncGenerator<Item, void> {
  let waiting = lines;
  while (waiting.length > 0) {
    const going: AsyncIterator<Item, void>[] = [];
    for (const line of waiting) {
      const next = await line.next();
      if (next.done === true) continue;
      going.push(line);
      yield next.value;
    }
    waiting = going;
  }
}
