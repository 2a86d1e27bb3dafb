import type { SailingTime } from "../../rules/crew/conflicts.ts";
import { crewShort } from "../../rules/crew/conflicts.ts";
import { isCalendarDate } from "../../rules/contract/slug.ts";
import { isWithinYears } from "../../rules/contract/years.ts";
import { readCrewDay } from "./calls.ts";
import { CrewSigns } from "./CrewSigns.tsx";
import { FieldGroup } from "../forms/FieldGroup.tsx";
import { Unread } from "../ui/Unread.tsx";
import { useApp } from "../context.ts";
import { useLoaded } from "../ui/useLoaded.ts";
import { crewLines } from "./crewLines.ts";

interface Props {
  readonly charter: SailingTime;
  /** How many must sail, as far as that is typed. */
  readonly required: number | null;
  readonly chosen: readonly string[];
  readonly onChange: (chosen: readonly string[]) => void;
}

/** Chooses who of the crew sails, with a word beside whoever has a reason not to. */
export function CrewChoices({ charter, required, chosen, onChange }: Props) {
  if (!isCalendarDate(charter.date) || !isWithinYears(charter.date))
    return <p class="hint">Choose the day to see who can sail.</p>;
  return <ChoicesOfDay charter={charter} required={required} chosen={chosen} onChange={onChange} />;
}

function ChoicesOfDay({ charter, required, chosen, onChange }: Props) {
  const { client } = useApp();
  const { data, failure } = useLoaded(charter.date, () => readCrewDay(client, charter.date));
  const toggle = (email: string, on: boolean): void => {
    onChange(on ? [...chosen, email] : chosen.filter((other) => other !== email));
  };
  // Where the list could not be read whole, the one who is missing from it may be the one who is chosen.
  const strangers =
    data === undefined || data.broken > 0
      ? []
      : chosen.filter((email) => !data.crew.some((member) => member.email === email));
  const short = crewShort(required, chosen, strangers);
  return (
    <FieldGroup legend="Crew">
      {failure && <p class="hint">The crew list did not load; the crew of this charter stays as it is.</p>}
      {data &&
        crewLines(data, charter, chosen).map((line) => (
          <label class="check" key={line.email}>
            <input
              type="checkbox"
              checked={chosen.includes(line.email)}
              onChange={(event) => {
                toggle(line.email, event.currentTarget.checked);
              }}
            />
            <span>
              {line.name}
              <CrewSigns line={line} />
            </span>
          </label>
        ))}
      <Unread number={data?.broken ?? 0} one="thing of these days">
        A warning beside a name may be missing.
      </Unread>
      <p class="hint" role="status">
        {short > 0 ? `${short} more needed.` : ""}
      </p>
    </FieldGroup>
  );
}
