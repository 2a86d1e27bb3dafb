import { charterTitle } from "../../rules/charter/title.ts";
import { useApp } from "../context.ts";
import { Field } from "../forms/Field.tsx";
import { dayAndMonth, slugLabel } from "../labels.ts";
import { useLoaded } from "../ui/useLoaded.ts";
import type { FieldProps } from "./fieldProps.ts";

/** Asks for which charter of the month it is. */
export function CharterField({ month, value, error, onValue }: FieldProps & { readonly month: string }) {
  const { client } = useApp();
  const { data, failure } = useLoaded(month, () => client.charters.month(month));
  const events = data?.events ?? [];
  const broken = data?.broken ?? [];
  const known = value === "" || [...events, ...broken].some(({ slug }) => slug === value);
  const hint = failure === undefined ? undefined : "The list of charters did not load.";
  return (
    <Field label="Charter" error={error} hint={hint}>
      {(wiring) => (
        <select
          {...wiring}
          value={value}
          onChange={(change) => {
            onValue(change.currentTarget.value);
          }}
        >
          <option value="">Choose a charter</option>
          {!known && <option value={value}>{slugLabel(value)}</option>}
          {events.map((event) => (
            <option key={event.slug} value={event.slug}>
              {dayAndMonth(event.date)} · {charterTitle(event)}
            </option>
          ))}
          {broken.map(({ slug }) => (
            <option key={slug} value={slug}>
              {slugLabel(slug)}
            </option>
          ))}
        </select>
      )}
    </Field>
  );
}
