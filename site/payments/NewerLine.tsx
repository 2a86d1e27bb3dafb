import type { ComponentChildren } from "preact";

import type { NewerEntry } from "../../rules/money/ledger.ts";
import { useApp } from "../context.ts";
import { momentLabel } from "../labels.ts";

/** Shows a ledger entry that only a newer version of the program can read. */
export function NewerLine({ entry, children }: { readonly entry: NewerEntry; readonly children?: ComponentChildren }) {
  const { company } = useApp();
  return (
    <li>
      <div class="entry-head">
        <span>Something newer</span>
        <span class="badge badge-warn">{entry.kind}</span>
      </div>
      <p class="hint">
        {momentLabel(entry.timestamp, company.time_zone)} · {entry.recorded_by}
      </p>
      {children}
    </li>
  );
}
