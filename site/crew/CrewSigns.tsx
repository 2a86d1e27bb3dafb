import type { CrewLine } from "./crewLines.ts";
import { Icon } from "../ui/Icon.tsx";

/** Shows beside a name whether they said yes, and all that stands against it. */
export function CrewSigns({ line: { saidYes, warnings } }: { readonly line: CrewLine }) {
  return (
    <span class="signs">
      {saidYes && (
        <span class="badge badge-good">
          <Icon name="check" /> Can sail
        </span>
      )}
      {warnings.map((warning) => (
        <span class="badge badge-warn" key={warning}>
          {warning}
        </span>
      ))}
    </span>
  );
}
