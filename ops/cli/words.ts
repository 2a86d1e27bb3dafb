const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;

/** Writes an instant to the minute, in UTC. */
export function describeInstant(instant: Date): string {
  return `${instant.toISOString().slice(0, 16).replace("T", " ")} UTC`;
}

/** Writes how long ago an instant was, in its largest unit. */
export function describeAge(instant: Date, now: Date): string {
  const age = now.getTime() - instant.getTime();
  if (age < MINUTE) return "just now";
  if (age < 2 * HOUR) return `${Math.floor(age / MINUTE)} min ago`;
  if (age < 2 * DAY) return `${Math.floor(age / HOUR)} h ago`;
  return `${Math.floor(age / DAY)} days ago`;
}

/** Writes a number with its thousands set apart. */
export function describeNumber(number: number): string {
  return number.toLocaleString("en-US");
}

/** Writes a number and its noun: 1 charter, 2 charters, 1,000 charters. */
export function count(number: number, one: string, many = `${one}s`): string {
  return `${describeNumber(number)} ${number === 1 ? one : many}`;
}
