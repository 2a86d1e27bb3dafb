import type { EventDetail } from "../../rules/api/event.ts";
import type { LedgerEntry, Payment } from "../../rules/api/payment.ts";
import { decideReversal, dueCents, refundableCents, type Movement } from "../../rules/ledger.ts";
import { formatMoney } from "../../rules/money.ts";
import { useApp } from "../context.ts";
import { METHOD_LABELS, momentLabel } from "../labels.ts";
import { ledgerLines, ledgerTotals } from "../model/ledger.ts";
import { MethodTotals } from "./MethodTotals.tsx";

interface Props {
  readonly event: EventDetail;
  readonly onRefund: (payment: Payment) => void;
  readonly onReverse: (entry: string) => void;
}

/** Shows every entry of a charter's ledger, and what they come to. */
export function Ledger({ event, ...actions }: Props) {
  const lines = ledgerLines(event.ledger);
  return (
    <section class="card" aria-label="Payments">
      <h2>Payments</h2>
      {lines.length === 0 && <p class="hint">No payments yet. “Log payment” records a deposit, a part or a tip, and mails the admin.</p>}
      <ul class="ledger">
        {lines.map((line) => <Line key={line.entry.id} line={line} ledger={event.ledger} {...actions} />)}
      </ul>
      <Balance event={event} />
    </section>
  );
}

function Balance({ event }: { readonly event: EventDetail }) {
  const { price_cents: price, currency, ledger } = event;
  const totals = ledgerTotals(ledger);
  const due = dueCents(price, ledger);
  return (
    <>
      {totals.worthSplitting && <MethodTotals methods={totals.methods} currency={currency} />}
      <dl class="balance">
        {totals.tips_cents !== 0 && <div><dt>Tips, on top</dt><dd class="money">{formatMoney(totals.tips_cents, currency)}</dd></div>}
        {price !== null && <div><dt>Agreed price</dt><dd class="money">{formatMoney(price, currency)}</dd></div>}
        <div><dt>Paid for the charter</dt><dd class="money">{formatMoney(totals.paid_cents, currency)}</dd></div>
        {due !== undefined && (
          <div class="due"><dt>{due < 0 ? "Overpaid" : "Balance due"}</dt><dd class="money">{formatMoney(Math.abs(due), currency)}</dd></div>
        )}
      </dl>
    </>
  );
}

interface LineProps extends Omit<Props, "event"> {
  readonly line: Movement;
  readonly ledger: readonly LedgerEntry[];
}

function Line({ line, ledger, onRefund, onReverse }: LineProps) {
  const { company, account } = useApp();
  const { entry, purpose, reversal } = line;
  const refundable = entry.kind === "payment" && refundableCents(ledger, entry) > 0;
  const reversible = decideReversal(ledger, { entry: entry.id }).ok;
  const sign = entry.kind === "refund" ? "−" : "";
  const words = entry.kind === "payment" ? entry.note : entry.reason;
  return (
    <li class={reversal ? "is-reversed" : ""}>
      <div class="entry-head">
        <span>{titleOf(line)}{purpose === "tip" && <> <span class="badge">Tip</span></>}</span>
        <span class="money">{sign}{formatMoney(entry.amount_cents, entry.currency)}</span>
      </div>
      <p class="hint">{METHOD_LABELS[entry.method]} · {momentLabel(entry.timestamp, company.time_zone)} · {entry.recorded_by}</p>
      {words !== "" && <p class="note">{words}</p>}
      {reversal && <p><span class="badge badge-warn">Reversed</span> {reversal.reason}</p>}
      {(refundable && account.role === "admin") || reversible ? (
        <div class="row">
          {refundable && account.role === "admin" && <button type="button" class="button" onClick={() => { onRefund(entry); }}>Refund</button>}
          {reversible && <button type="button" class="button" onClick={() => { onReverse(entry.id); }}>Reverse</button>}
        </div>
      ) : null}
    </li>
  );
}

function titleOf({ entry, patron }: Movement): string {
  return entry.kind === "refund" ? `Refund to ${patron}` : patron;
}
