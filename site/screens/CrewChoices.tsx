import { useApp } from "../context.ts";
import { useLoaded } from "../hooks/useLoaded.ts";

interface Props {
  readonly chosen: readonly string[];
  readonly onChange: (chosen: readonly string[]) => void;
}

/** Chooses who of the crew sails. */
export function CrewChoices({ chosen, onChange }: Props) {
  const { client } = useApp();
  const { data, failure } = useLoaded("crew", () => client.crew());
  const toggle = (email: string, on: boolean): void => {
    onChange(on ? [...chosen, email] : chosen.filter((other) => other !== email));
  };
  return (
    <fieldset class="field">
      <legend>Crew</legend>
      {failure && <p class="hint">The crew list did not load; the crew of this charter stays as it is.</p>}
      {data?.crew.map(({ email, name }) => (
        <label class="check" key={email}>
          <input type="checkbox" checked={chosen.includes(email)} onChange={(event) => { toggle(email, event.currentTarget.checked); }} />
          <span>{name}</span>
        </label>
      ))}
    </fieldset>
  );
}
