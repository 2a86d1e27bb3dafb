import type { ComponentChildren } from "preact";

import type { NewerEntry } from "../../rules/money/ledger.ts";
import { momentLabel } from "../labels.ts";
import { DeviceSaid } from "../ui/DeviceSaid.tsx";

interface Props {
  readonly entry: NewerEntry;
  /** Of whoever recorded it. */
  readonly name: string;
  readonly children?: ComponentChildren;
}

/** Shows a ledger entry that only a newer version of the program can read. */
export function NewerLine({ entry, name, children }: Props) {
  return (
    <li>
      <div class="entry-head">
        <span>Something newer</span>
        <span class="badge badge-warn">{entry.kind}</span>
      </div>
      <p class="hint">
        <DeviceSaid at={entry.timestamp} received_at={entry.recorded_at} say={momentLabel} /> · {name}
      </p>
      {children}
    </li>
  );
}
