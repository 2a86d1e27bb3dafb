import type { StoredEvent, StoredPatron } from "./stored.ts";

/** Sorts patrons in the order in which they were added. */
export function sortPatrons(patrons: StoredEvent["patrons"]): [string, StoredPatron][] {
  return Object.entries(patrons).sort(
    ([idA, a], [idB, b]) => a.added_at.localeCompare(b.added_at) || a.place - b.place || idA.localeCompare(idB),
  );
}
