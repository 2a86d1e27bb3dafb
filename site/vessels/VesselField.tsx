import { useState } from "preact/hooks";

import { TITLE_MAX } from "../../rules/contract/api/fields.ts";
import { useApp } from "../context.ts";
import { useLoaded } from "../ui/useLoaded.ts";
import { readVessels } from "./calls.ts";
import { chooseVessel, offeredVessels, type VesselChoice } from "./vesselValues.ts";
import { Field, TextField } from "../forms/Field.tsx";

interface Props {
  readonly value: string;
  readonly error: string | undefined;
  readonly onChange: (choice: VesselChoice) => void;
}

/** No vessel can have this name: names are trimmed. */
const OTHER = " ";

/** Chooses one of the company's vessels, which fills in what she may carry, or takes the name of a chartered-in boat. */
export function VesselField({ value, error, onChange }: Props) {
  const { client } = useApp();
  const { data } = useLoaded("vessels", () => readVessels(client));
  const [typing, setTyping] = useState(false);
  const vessels = data?.vessels ?? [];
  function choose(name: string): void {
    setTyping(name === OTHER);
    const vessel = vessels.find((candidate) => candidate.name === name && !candidate.retired);
    onChange(vessel === undefined ? { vessel: name.trim() } : chooseVessel(vessel));
  }
  return (
    <>
      <Field label="Vessel (optional)" error={typing ? undefined : error}>
        {(wiring) => (
          <select
            {...wiring}
            value={typing ? OTHER : value}
            onChange={(event) => {
              choose(event.currentTarget.value);
            }}
          >
            <option value="">Not decided yet</option>
            {offeredVessels(vessels, typing ? "" : value).map((name) => (
              <option key={name} value={name}>
                {name}
              </option>
            ))}
            <option value={OTHER}>Another boat…</option>
          </select>
        )}
      </Field>
      {typing && (
        <TextField
          label="Name of the boat"
          value={value}
          error={error}
          onValue={(vessel) => {
            onChange({ vessel });
          }}
          input={{ maxLength: TITLE_MAX, autocomplete: "off" }}
        />
      )}
    </>
  );
}
