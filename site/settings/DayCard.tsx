import { useState } from "preact/hooks";

import type { SettingsResponse } from "../../rules/contract/api/settings.ts";
import { DayForm } from "./DayForm.tsx";
import { dayLines, dayValues } from "./dayForm.ts";
import { Fact } from "./Fact.tsx";

interface Props {
  readonly settings: SettingsResponse;
  readonly onSaved: (settings: SettingsResponse) => void;
}

/** Shows when charters usually start, and how people may pay. */
export function DayCard({ settings, onSaved }: Props) {
  const [editing, setEditing] = useState(false);
  return (
    <section class="card stack" aria-label="Charters and money">
      <div class="page-head">
        <h2>Charters and money</h2>
        <button
          type="button"
          class="button"
          onClick={() => {
            setEditing(true);
          }}
        >
          Edit<span class="visually-hidden"> charters and money</span>
        </button>
      </div>
      <dl class="settings-facts">
        {Object.entries(dayLines(dayValues(settings))).map(([label, text]) => (
          <Fact key={label} name={label}>
            {text || "None: each charter says its own"}
          </Fact>
        ))}
      </dl>
      {editing && (
        <DayForm
          settings={settings}
          onSaved={(saved) => {
            setEditing(false);
            onSaved(saved);
          }}
          onClose={() => {
            setEditing(false);
          }}
        />
      )}
    </section>
  );
}
