/** How many names one line of a history lists. */
const QUOTED_MAX = 5;

/** Names up to three people: `Ann`, `Ann and Bo`, `Ann, Bo and 3 others`. */
export function namesOf(names: readonly string[]): string {
  return namesAnd(names, 0);
}

/** Names up to three people in the same way, where there are so many more of them. */
export function namesAnd(names: readonly string[], more: number): string {
  if (names.length <= 3 && more === 0)
    return [names.slice(0, -1).join(", "), ...names.slice(-1)].filter((part) => part !== "").join(" and ");
  const first = names.slice(0, 2);
  return `${first.join(", ")} and ${names.length - first.length + more} others`;
}

/** Shortens a list of names for a line, and counts the rest. */
export function quoteNames(names: readonly string[]): { names: string[]; more: number } {
  return { names: names.slice(0, QUOTED_MAX), more: Math.max(0, names.length - QUOTED_MAX) };
}
