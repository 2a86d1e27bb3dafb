import type { CloseoutResponse, DayLine } from "../../rules/contract/api/closeout.ts";
import { formatMoney } from "../../rules/money/money.ts";
import { momentLabel, slugLabel, methodLabel } from "../labels.ts";
import { DeviceSaid } from "../ui/DeviceSaid.tsx";
import { NewerLine } from "../payments/NewerLine.tsx";
import { Link } from "../ui/Link.tsx";

interface Props {
  readonly data: CloseoutResponse;
  readonly names: ReadonlyMap<string, string>;
}

/** Lists what changed hands on a day, each with its charter. */
export function DayLines({ data, names }: Props) {
  return (
    <section class="card" aria-label="What changed hands">
      <h2>What changed hands</h2>
      {data.lines.some(({ entry }) => entry.kind !== "payment" && entry.kind !== "refund") && (
        <p class="notice notice-warn">
          <strong>Something newer is among them.</strong> The sums may lack what a newer version wrote. Reload this page
          before you count.
        </p>
      )}
      <ul class="ledger">
        {data.lines.map((line) => (
          <Line
            key={line.entry.id}
            line={line}
            title={data.titles?.[line.slug]}
            name={names.get(line.entry.recorded_by) ?? line.entry.recorded_by}
          />
        ))}
      </ul>
    </section>
  );
}

interface LineProps {
  readonly line: DayLine;
  /** What its charter is called; undefined where only the slug tells. */
  readonly title: string | undefined;
  readonly name: string;
}

function Line({ line, title, name }: LineProps) {
  const { entry, patron, purpose, reversal, slug } = line;
  const charter = (
    <p>
      <Link class="line-link" to={{ name: "charter", slug }}>
        {slugLabel(slug, title)}
      </Link>
    </p>
  );
  if (entry.kind !== "payment" && entry.kind !== "refund") {
    return (
      <NewerLine entry={entry} name={name}>
        {charter}
      </NewerLine>
    );
  }
  const refund = entry.kind === "refund";
  return (
    <li class={reversal ? "is-reversed" : ""}>
      <div class="entry-head">
        <span>
          {refund ? `Refund to ${patron}` : patron}
          {purpose !== "charter" && (
            <>
              {" "}
              <span class="badge">{purpose === "tip" ? "Tip" : purpose}</span>
            </>
          )}
        </span>
        <span class="money">
          {refund && "−"}
          {formatMoney(entry.amount_cents, entry.currency)}
        </span>
      </div>
      <p class="hint">
        {methodLabel(entry.method)} ·{" "}
        <DeviceSaid at={entry.timestamp} received_at={entry.recorded_at} say={momentLabel} /> · {name}
      </p>
      {charter}
      {reversal && (
        <p>
          <span class="badge badge-warn">Reversed</span> {reversal.reason}
        </p>
      )}
      {line.after_closeout && (
        <p>
          <span class="badge badge-warn">After closeout</span>
        </p>
      )}
    </li>
  );
}
