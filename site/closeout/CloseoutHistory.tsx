import type { CloseoutResponse } from "../../rules/contract/api/closeout.ts";
import { formatMoney } from "../../rules/money/money.ts";
import { useApp } from "../context.ts";
import { momentLabel } from "../labels.ts";
import { changedSince, countedLines, type CountedLine } from "./counts.ts";
import { inWords } from "./inWords.ts";
import { DeviceSaid } from "../ui/DeviceSaid.tsx";
import { Notice } from "../ui/Notice.tsx";

interface Props {
  readonly data: CloseoutResponse;
  readonly names: ReadonlyMap<string, string>;
}

/** Shows how a day was counted, the last count first, and what came after it. */
export function CloseoutHistory({ data, names }: Props) {
  const { account } = useApp();
  const since = changedSince(data.closeouts.at(-1), data.crew);
  return (
    <section class="card stack" aria-label="Counts">
      <h2>Counts</h2>
      {since.length > 0 && (
        <Notice tone="warn" title="Cash changed after the closeout">
          {since
            .map(
              (line) =>
                `${names.get(line.crew) ?? line.crew}: ${formatMoney(line.expected_cents, data.currency)} expected now, ${inWords(line.difference_cents, data.currency).replace("✓ As", "as")}.`,
            )
            .join(" ")}
        </Notice>
      )}
      <ol class="counts">
        {[...data.closeouts].reverse().map((closeout) => (
          <li key={closeout.id}>
            <p class="hint">
              <DeviceSaid at={closeout.counted_at} received_at={closeout.closed_at} say={momentLabel} /> ·{" "}
              {names.get(closeout.closed_by) ?? closeout.closed_by}
            </p>
            {countedLines(closeout).map((line) => (
              <Counted key={line.crew} line={line} name={names.get(line.crew) ?? line.crew} currency={data.currency} />
            ))}
            {closeout.crew.length === 0 && (
              <p>{account.role === "admin" ? "No cash to count." : "The day is closed; you had no cash to count."}</p>
            )}
          </li>
        ))}
      </ol>
    </section>
  );
}

function Counted({
  line,
  name,
  currency,
}: {
  readonly line: CountedLine;
  readonly name: string;
  readonly currency: string;
}) {
  const { counted_cents, expected_cents, difference_cents, reason } = line;
  return (
    <div>
      <p class="expected">
        <span>{name}</span>
        <span class="money">
          {formatMoney(counted_cents, currency)} of {formatMoney(expected_cents, currency)}
        </span>
      </p>
      <p class={difference_cents === 0 ? "count-right" : "count-off"}>
        {inWords(difference_cents, currency)}
        {reason !== "" && `: ${reason}`}
      </p>
    </div>
  );
}
