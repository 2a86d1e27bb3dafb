import type { EventSummary } from "../../rules/contract/api/month.ts";
import { shortMoney } from "../labels.ts";
import { dockIn, phaseOf } from "../../rules/departure/phase.ts";
import { Meter, Share } from "../ui/Meter.tsx";

/** Shows signed, aboard and paid of a charter, as its own page counts them: nobody is aboard before its day, and once it has departed its record tells who sailed. */
export function Glance({ event, today }: { readonly event: EventSummary; readonly today: string }) {
  const {
    patrons,
    signed,
    signed_listed: listed = Math.min(signed, patrons),
    aboard,
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
      {phaseOf({ ...event, dock: dockIn(event) }, today) === "boarding" ? (
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
