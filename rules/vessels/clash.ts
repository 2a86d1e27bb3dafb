import type { Sailing } from "../contract/api/crew.ts";
import { foldName } from "../people/foldName.ts";
import { CREW_BUSY_HOURS, overlaps, type SailingTime } from "../crew/conflicts.ts";

/** When a charter sails, and on what; "" where no boat is chosen. */
export type BoatTime = SailingTime & { readonly vessel: string };

/** Lists the other charters that need the same boat at that time, with so many minutes at the dock between two. It warns and forbids nothing: two boats may have one name. */
export function vesselClashes(
  charter: BoatTime,
  others: readonly Sailing[],
  turnaroundMinutes: number,
): readonly Sailing[] {
  const boat = foldName(charter.vessel);
  if (boat === "") return [];
  return others.filter(
    (other) =>
      other.status !== "canceled" &&
      foldName(other.vessel) === boat &&
      overlaps(charter, other, CREW_BUSY_HOURS + turnaroundMinutes / 60),
  );
}
