/**
 * Tells whether what is stored says all that was asked for. What it says besides is a newer version's, or the server's own:
 * a retry knows nothing of it, and is one all the same.
 */
export function holdsAll(stored: unknown, asked: unknown): boolean {
  if (Array.isArray(asked)) {
    return (
      Array.isArray(stored) &&
      stored.length === asked.length &&
      asked.every((item, index) => holdsAll(stored[index], item))
    );
  }
  if (!isRecord(asked)) return Object.is(stored, asked);
  return isRecord(stored) && Object.entries(asked).every(([name, value]) => holdsAll(stored[name], value));
}

function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}
