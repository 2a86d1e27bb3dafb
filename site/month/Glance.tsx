import type { EventSummary } from "../../rules/contract/api/event.ts";
import { formatMoney } from "../../rules/money/money.ts";
import { Meter, Share } from "../ui/Meter.tsx";

const AT_THE_DOCK: readonly string[] = ["go", "caution", "no-go"];

/** Shows signed, aboard and paid of a charter. Once it has departed, its record tells who sailed, and the list may go on changing. */
export function Glance({ event }: { readonly event: EventSummary }) {
  const {
    patrons,
    signed,
    signed_listed: listed = Math.min(signed, patrons),
    aboard,
    standing,
    price_cents: price,
    paid_cents: paid,
    currency,
  } = event;
  return (
    <dl class="glance">
      {patrons === 0 && signed > 0 ? (
        <Meter label="Signed" value={String(signed)} share={undefined} />
      ) : (
        <Share label="Signed" part={listed} of={patrons} />
      )}
      {AT_THE_DOCK.includes(standing) ? (
        <Share label="Aboard" part={aboard} of={patrons} />
      ) : (
        <Meter label="Booked" value={String(patrons)} share={undefined} />
      )}
      <Meter
        label="Paid"
        value={shortMoney(paid, currency)}
        of={price === null ? undefined : shortMoney(price, currency)}
        share={price === null || price === 0 ? undefined : paid / price}
      />
    </dl>
  );
}

/** Whole amounts lose their zeros here, so that three columns fit a phone; the ledger shows every cent. */
function shortMoney(cents: number, currency: string): string {
  return formatMoney(cents, currency).replace(/\.00$/, "");
}
