import type { CrewCash } from "../../rules/contract/api/closeout.ts";
import { formatMoney } from "../../rules/money/money.ts";

/** Shows the cash that somebody should have. */
export function Expected({
  member,
  name,
  currency,
}: {
  readonly member: CrewCash;
  readonly name: string;
  readonly currency: string;
}) {
  return (
    <p class="expected">
      <span>
        <strong>{name}</strong>
        {member.tip_cents !== 0 && <span class="hint"> with {formatMoney(member.tip_cents, currency)} tips</span>}
      </span>
      <strong class="money">{formatMoney(member.expected_cents, currency)}</strong>
    </p>
  );
}
