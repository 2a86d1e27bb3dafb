import type { EventDetail } from "../../rules/contract/api/event.ts";
import { dueOf } from "../../rules/charter/parts.ts";
import { formatMoney, plainAmount } from "../../rules/money/money.ts";
import { suggestRest } from "./paymentForm.ts";

/** Offers all that is due as the amount; what one person owes of it is beside their name. */
export function Suggestions({
  charter,
  onAmount,
}: {
  readonly charter: EventDetail;
  readonly onAmount: (amount: string) => void;
}) {
  const { currency } = charter;
  const rest = suggestRest(dueOf(charter), charter.price_cents);
  if (rest === undefined) return null;
  return (
    <div class="suggestions">
      <button
        type="button"
        class="button pill"
        onClick={() => {
          onAmount(plainAmount(rest.cents, currency));
        }}
      >
        {rest.label} {formatMoney(rest.cents, currency)}
      </button>
    </div>
  );
}
