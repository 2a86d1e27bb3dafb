import type { ComponentChildren } from "preact";
import { useState } from "preact/hooks";

import type { SettingsResponse } from "../../rules/contract/api/settings.ts";

interface FormProps {
  readonly onSaved: (settings: SettingsResponse) => void;
  readonly onClose: () => void;
}

interface Props extends Pick<FormProps, "onSaved"> {
  readonly title: string;
  /** Of the cards the one that is changed first. */
  readonly primary?: boolean;
  /** What its dialog is, once somebody edits. */
  readonly form: (props: FormProps) => ComponentChildren;
  readonly children: ComponentChildren;
}

/** Shows settings that are changed together, and the dialog that changes them. */
export function SettingsCard({ title, primary = false, onSaved, form, children }: Props) {
  const [editing, setEditing] = useState(false);
  return (
    <section class="card stack" aria-label={title}>
      <div class="page-head">
        <h2>{title}</h2>
        <button
          type="button"
          class={primary ? "button button-primary" : "button"}
          onClick={() => {
            setEditing(true);
          }}
        >
          Edit<span class="visually-hidden"> {title.toLowerCase()}</span>
        </button>
      </div>
      {children}
      {editing &&
        form({
          onSaved: (saved) => {
            setEditing(false);
            onSaved(saved);
          },
          onClose: () => {
            setEditing(false);
          },
        })}
    </section>
  );
}
