import type { EventDetail } from "../../rules/contract/api/event.ts";
import { dueOf } from "../../rules/charter/parts.ts";
import { formatMoney, plainAmount } from "../../rules/money/money.ts";
import { suggestAmounts } from "./paymentForm.ts";

/** Offers amounts that one tap fills in. */
export function Suggestions({
  charter,
  onAmount,
}: {
  readonly charter: EventDetail;
  readonly onAmount: (amount: string) => void;
}) {
  const { price_cents: price, patrons, currency } = charter;
  const suggestions = suggestAmounts(dueOf(charter), price, patrons, currency);
  if (suggestions.length === 0) return null;
  return (
    <div class="suggestions" role="group" aria-label="Suggestions">
      {suggestions.map(({ label, cents }) => (
        <button
          key={label}
          type="button"
          class="button"
          onClick={() => {
            onAmount(plainAmount(cents, currency));
          }}
        >
          {label} {formatMoney(cents, currency)}
        </button>
      ))}
    </div>
  );
}
