import type { EventDetail } from "../../rules/contract/api/event.ts";
import { dueCents } from "../../rules/money/ledger.ts";
import { formatMoney } from "../../rules/money/money.ts";
import { ledgerTotals } from "./ledgerLines.ts";
import { MethodTotals } from "./MethodTotals.tsx";

/** Sums a charter's ledger: what came, by which way, and what is still due. */
export function Balance({ event }: { readonly event: EventDetail }) {
  const { price_cents: price, currency, ledger } = event;
  const totals = ledgerTotals(ledger);
  const due = dueCents(price, ledger);
  return (
    <>
      {totals.worthSplitting && <MethodTotals methods={totals.methods} currency={currency} />}
      <dl class="balance">
        {totals.tips_cents !== 0 && (
          <div>
            <dt>Tips, on top</dt>
            <dd class="money">{formatMoney(totals.tips_cents, currency)}</dd>
          </div>
        )}
        {price !== null && (
          <div>
            <dt>Agreed price</dt>
            <dd class="money">{formatMoney(price, currency)}</dd>
          </div>
        )}
        <div>
          <dt>Paid for the charter</dt>
          <dd class="money">{formatMoney(totals.paid_cents, currency)}</dd>
        </div>
        {due !== undefined && (
          <div class="due">
            <dt>{due < 0 ? "Overpaid" : "Balance due"}</dt>
            <dd class="money">{formatMoney(Math.abs(due), currency)}</dd>
          </div>
        )}
      </dl>
    </>
  );
}
