/** How many characters of names one reason of a record holds: of some two hundred people. Who is aboard is marked one by one besides. */
const NAMES_MAX = 4_000;

/** Names everybody, as far as a record has room, and counts the rest: `Ann, Bo, Cy and Di`. */
export function everyName(names: readonly string[]): string {
  let room = NAMES_MAX;
  const fit = names.filter((name) => (room -= name.length) >= 0);
  const last = fit.length < names.length ? `${names.length - fit.length} others` : fit.at(-1);
  const first = fit.length < names.length ? fit : fit.slice(0, -1);
  return first.length === 0 ? (last ?? "") : `${first.join(", ")} and ${last ?? ""}`;
}
