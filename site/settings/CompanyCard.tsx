import type { SettingsResponse } from "../../rules/contract/api/settings.ts";
import { useApp } from "../context.ts";
import { momentLabel } from "../labels.ts";
import { CompanyForm } from "./CompanyForm.tsx";
import { COMPANY_LABELS } from "./companyForm.ts";
import { Fact } from "./Fact.tsx";
import { SettingsCard } from "./SettingsCard.tsx";

interface Props {
  readonly settings: SettingsResponse;
  readonly onSaved: (settings: SettingsResponse) => void;
}

/** Shows what the company is called and where it is, with what holds where nobody has said. */
export function CompanyCard({ settings, onSaved }: Props) {
  const { company } = useApp();
  const { set, otherwise, changed, broken, stack } = settings;
  const turnaround = set.turnaround_minutes ?? otherwise.turnaround_minutes;
  return (
    <SettingsCard
      title="Company"
      primary
      onSaved={onSaved}
      form={(props) => <CompanyForm settings={settings} {...props} />}
    >
      {broken.length > 0 && (
        <p class="notice notice-bad">
          What was set cannot be read: {broken.join(", ")}. Nothing else is lost. Set it anew, and it is right again.
        </p>
      )}
      <dl class="settings-facts">
        <Fact name={COMPANY_LABELS.name} from={set.name === undefined ? "as the stack has it" : undefined}>
          {set.name ?? otherwise.name}
        </Fact>
        <Fact name={COMPANY_LABELS.dock_address}>{set.dock_address ?? "Not said yet"}</Fact>
        <Fact name={COMPANY_LABELS.dock_map_url}>
          {set.dock_map_url === undefined ? (
            "Not said yet"
          ) : (
            <a href={set.dock_map_url} target="_blank" rel="noreferrer">
              Open the map
            </a>
          )}
        </Fact>
        <Fact
          name={COMPANY_LABELS.turnaround_minutes}
          from={set.turnaround_minutes === undefined ? "as it is everywhere" : undefined}
        >
          {turnaround} minutes
        </Fact>
      </dl>
      {set.name !== undefined && set.name !== stack.name && (
        <p class="hint">
          The page of a wrong link still says “{stack.name}”: only whoever runs the stack changes that, see below.
        </p>
      )}
      {changed && (
        <p class="hint">
          Last changed by {changed.by}, {momentLabel(changed.changed_at, company.time_zone)}.
        </p>
      )}
    </SettingsCard>
  );
}
