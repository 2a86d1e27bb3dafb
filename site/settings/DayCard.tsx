import type { SettingsResponse } from "../../rules/contract/api/settings.ts";
import { DayForm } from "./DayForm.tsx";
import { dayLines, dayValues } from "./dayForm.ts";
import { Fact } from "./Fact.tsx";
import { SettingsCard } from "./SettingsCard.tsx";

interface Props {
  readonly settings: SettingsResponse;
  readonly onSaved: (settings: SettingsResponse) => void;
}

/** Shows when charters usually start, and how people may pay. */
export function DayCard({ settings, onSaved }: Props) {
  return (
    <SettingsCard
      title="Charters and money"
      onSaved={onSaved}
      form={(props) => <DayForm settings={settings} {...props} />}
    >
      <dl class="settings-facts">
        {Object.entries(dayLines(dayValues(settings))).map(([label, text]) => (
          <Fact key={label} name={label}>
            {text || "None: each charter says its own"}
          </Fact>
        ))}
      </dl>
    </SettingsCard>
  );
}
