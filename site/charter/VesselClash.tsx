import { isCalendarDate } from "../../rules/contract/slug.ts";
import { isWithinYears } from "../../rules/contract/years.ts";
import { vesselClashes, type BoatTime } from "../../rules/vessels/clash.ts";
import { useApp } from "../context.ts";
import { readCrewDay } from "../crew/calls.ts";
import { nameSailing } from "../crew/crewLines.ts";
import { useLoaded } from "../ui/useLoaded.ts";

interface Props {
  readonly charter: BoatTime;
}

/** Warns where the boat sails with others at that time, as soon as boat, day and time say so. */
export function VesselClash({ charter }: Props) {
  if (charter.vessel === "" || !isCalendarDate(charter.date) || !isWithinYears(charter.date)) return null;
  return <ClashOnDay charter={charter} />;
}

function ClashOnDay({ charter }: Props) {
  const { client, company } = useApp();
  const { data } = useLoaded(charter.date, () => readCrewDay(client, charter.date));
  const clashes = data === undefined ? [] : vesselClashes(charter, data.charters, company.turnaround_minutes);
  if (clashes.length === 0) return null;
  return (
    <p class="notice notice-warn" role="status">
      {charter.vessel} sails then already: {clashes.map((other) => nameSailing(other, charter.date)).join("; ")}. Choose
      another time or boat, or leave it if that is right.
    </p>
  );
}
