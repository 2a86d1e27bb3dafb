import { PATRONS_MAX } from "../../rules/contract/api/event.ts";
import { CHARTER_BUDGETS } from "../../rules/contract/budgets.ts";
import { itemBytes } from "../dynamodb/itemBytes.ts";
import type { StoredEvent, StoredPatron } from "./stored.ts";

/** Sorts patrons in the order in which they were added. */
export function sortPatrons(patrons: StoredEvent["patrons"]): [string, StoredPatron][] {
  return Object.entries(patrons).sort(
    ([idA, a], [idB, b]) => a.added_at.localeCompare(b.added_at) || a.place - b.place || idA.localeCompare(idB),
  );
}

/** What checking a patron in adds to them: a check-in is never refused, so each patron is weighed with one. */
const CHECKED_IN: Partial<StoredPatron> = {
  aboard_at: "2026-05-23T18:00:00.000Z",
  checked_at: "2026-05-23T18:00:00.000Z",
  checked_received_at: "2026-05-23T18:00:00.000Z",
  checked_by: "somebody.of.the.crew@example.com",
};

/** Tells whether a charter's item holds so many patrons, those taken off the list among them. */
export function hasRoomForPatrons(patrons: StoredEvent["patrons"]): boolean {
  const checkedIn = Object.entries(patrons).map(([id, patron]) => [id, { ...CHECKED_IN, ...patron }]);
  return checkedIn.length <= PATRONS_MAX && itemBytes(Object.fromEntries(checkedIn)) <= CHARTER_BUDGETS.patrons.bytes;
}
