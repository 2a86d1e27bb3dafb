/** So soon after a tap another one is a double tap, which means the same once, in ms. */
const DOUBLE_MS = 500;

/** Makes what tells whether a tap on something is one of its own, and not the second half of a double tap. `now` in ms. */
export function createFirstTaps(now: () => number): (id: string) => boolean {
  const last = new Map<string, number>();
  return (id) => {
    const at = now();
    if (at - (last.get(id) ?? -DOUBLE_MS) < DOUBLE_MS) return false;
    last.set(id, at);
    return true;
  };
}
