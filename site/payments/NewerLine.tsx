import type { ComponentChildren } from "preact";

import type { NewerEntry } from "../../rules/money/ledger.ts";
import { useApp } from "../context.ts";
import { momentLabel } from "../labels.ts";

interface Props {
  readonly entry: NewerEntry;
  /** Of whoever recorded it. */
  readonly name: string;
  readonly children?: ComponentChildren;
}

/** Shows a ledger entry that only a newer version of the program can read. */
export function NewerLine({ entry, name, children }: Props) {
  const { company } = useApp();
  return (
    <li>
      <div class="entry-head">
        <span>Something newer</span>
        <span class="badge badge-warn">{entry.kind}</span>
      </div>
      <p class="hint">
        {momentLabel(entry.timestamp, company.time_zone)} · {name}
      </p>
      {children}
    </li>
  );
}
