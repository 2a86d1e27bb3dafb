import type { EventDetail } from "../../rules/contract/api/event.ts";
import { dueOf, isPaidKnown } from "../../rules/charter/parts.ts";
import { balanceOf, uncountedEntries } from "../../rules/money/ledger.ts";
import { count } from "../labels.ts";
import { formatMoney } from "../../rules/money/money.ts";
import { useWaiting } from "../waiting/useBoard.ts";
import { Waits } from "../waiting/Waits.tsx";
import { ledgerTotals } from "./ledgerLines.ts";
import { MethodTotals } from "./MethodTotals.tsx";

/** Sums a charter's ledger: what came, by which way, and what is still due. */
export function Balance({ event }: { readonly event: EventDetail }) {
  const { price_cents: price, paid_cents: paid, currency, ledger } = event;
  const totals = ledgerTotals(ledger);
  const due = dueOf(event);
  const known = isPaidKnown(event);
  const uncounted = uncountedEntries(ledger).length;
  const waiting = useWaiting(event);
  const onItsWay = balanceOf(ledger) - balanceOf(ledger.filter(({ id }) => !waiting.has(`entry:${id}`)));
  return (
    <>
      {known && totals.worthSplitting && <MethodTotals methods={totals.methods} currency={currency} />}
      <dl class="balance">
        {known && totals.tips_cents !== 0 && (
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
          <dd class="money">{known ? formatMoney(paid, currency) : "not known"}</dd>
        </div>
        {known && onItsWay !== 0 && (
          <div>
            <dt>
              Of that <Waits />
            </dt>
            <dd class="money">{formatMoney(onItsWay, currency)}</dd>
          </div>
        )}
        {due !== undefined && (
          <div class="due">
            <dt>{due < 0 ? "Overpaid" : "Balance due"}</dt>
            <dd class="money">{formatMoney(Math.abs(due), currency)}</dd>
          </div>
        )}
      </dl>
      {!known && (
        <p class="notice notice-warn">
          <strong>What is paid cannot be known,</strong> nor what is due.
        </p>
      )}
      {known && uncounted > 0 && (
        <p class="notice notice-warn">
          <strong>{count(uncounted, "entry", "entries")} of a newer version.</strong> What is paid counts{" "}
          {uncounted === 1 ? "it" : "them"} as that version did; the sums by method and the tips do not. Reload this
          page before you rely on them.
        </p>
      )}
    </>
  );
}
