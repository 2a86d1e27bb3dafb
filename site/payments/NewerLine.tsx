import type { ComponentChildren } from "preact";

import type { NewerEntry } from "../../rules/money/ledger.ts";
import { momentLabel } from "../labels.ts";
import { DeviceSaid } from "../ui/DeviceSaid.tsx";

/** Shows a ledger entry that only a newer version of the program can read. */
export function NewerLine({ entry, children }: { readonly entry: NewerEntry; readonly children?: ComponentChildren }) {
  return (
    <li>
      <div class="entry-head">
        <span>Something newer</span>
        <span class="badge badge-warn">{entry.kind}</span>
      </div>
      <p class="hint">
        <DeviceSaid at={entry.timestamp} received_at={entry.recorded_at} say={momentLabel} /> · {entry.recorded_by}
      </p>
      {children}
    </li>
  );
}
