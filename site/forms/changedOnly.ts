/**
 * Keeps of what a form read only what differs from what it was filled with: what nobody touched is not sent back, so it
 * cannot undo what somebody else has changed meanwhile.
 */
export function changedOnly<T extends object>(before: object, now: T): Partial<T> {
  const known = new Map(Object.entries(before));
  const changed = Object.entries(now).filter(
    ([name, value]) => JSON.stringify(known.get(name)) !== JSON.stringify(value),
  );
  // Entries of T, each under its own name.
  return Object.fromEntries(changed) as Partial<T>;
}

/** Does to a list of theirs what somebody did to the list that a form was filled with: takes off what they took off, adds what they added. */
export function changedList(
  before: readonly string[],
  mine: readonly string[],
  theirs: readonly string[],
): readonly string[] {
  const kept = theirs.filter((one) => mine.includes(one) || !before.includes(one));
  return [...kept, ...mine.filter((one) => !before.includes(one) && !kept.includes(one))];
}
