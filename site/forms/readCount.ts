/** Reads a typed count: null where nothing is typed, undefined where it is no whole number from 1 to `max`. */
export function readCount(typed: string, max: number): number | null | undefined {
  if (typed.trim() === "") return null;
  const number = Number(typed);
  return Number.isInteger(number) && number >= 1 && number <= max ? number : undefined;
}
