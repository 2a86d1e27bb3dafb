import type { EventDetail } from "../../rules/contract/api/event.ts";
import type { Payment } from "../../rules/contract/api/payment.ts";
import { namesByMail } from "../../rules/crew/namesByMail.ts";
import { decideReversal, dueCents, refundableCents, type Movement } from "../../rules/money/ledger.ts";
import { formatMoney } from "../../rules/money/money.ts";
import { useApp } from "../context.ts";
import { useWaiting } from "../waiting/useBoard.ts";
import { METHOD_LABELS, momentLabel } from "../labels.ts";
import { ledgerLines, ledgerTotals } from "./ledgerLines.ts";
import { MethodTotals } from "./MethodTotals.tsx";
import { Waits } from "../waiting/Waits.tsx";

interface Props {
  readonly event: EventDetail;
  readonly onRefund: (payment: Payment) => void;
  readonly onReceipt: (payment: Payment) => void;
  readonly onReverse: (entry: string) => void;
}

/** Shows every entry of a charter's ledger, and what they come to. */
export function Ledger({ event, ...actions }: Props) {
  const lines = ledgerLines(event.ledger);
  return (
    <section class="card" aria-label="Payments">
      <h2>Payments</h2>
      {lines.length === 0 && (
        <p class="hint">No payments yet. “Log payment” records a deposit, a part or a tip, and mails the admin.</p>
      )}
      <ul class="ledger">
        {lines.map((line) => (
          <Line key={line.entry.id} line={line} event={event} {...actions} />
        ))}
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

interface LineProps extends Props {
  readonly line: Movement;
}

function Line({ line, ...props }: LineProps) {
  const { company, account } = useApp();
  const { entry, purpose, reversal } = line;
  const sign = entry.kind === "refund" ? "−" : "";
  const words = entry.kind === "payment" ? entry.note : entry.reason;
  const recorder =
    entry.recorded_by === account.email
      ? account.name
      : (namesByMail(props.event).get(entry.recorded_by) ?? entry.recorded_by);
  const waits = useWaiting(props.event.slug).has(`entry:${entry.id}`);
  const receipts = props.event.receipts.filter(({ payment }) => payment === entry.id);
  return (
    <li class={reversal ? "is-reversed" : ""}>
      <div class="entry-head">
        <span>
          {titleOf(line)}
          {purpose === "tip" && (
            <>
              {" "}
              <span class="badge">Tip</span>
            </>
          )}
          {waits && (
            <>
              {" "}
              <Waits />
            </>
          )}
        </span>
        <span class="money">
          {sign}
          {formatMoney(entry.amount_cents, entry.currency)}
        </span>
      </div>
      <p class="hint">
        {METHOD_LABELS[entry.method]} · {momentLabel(entry.timestamp, company.time_zone)} · {recorder}
      </p>
      {words !== "" && <p class="note">{words}</p>}
      {receipts.map(({ id, to, requested_at }) => (
        <p class="hint" key={id}>
          Receipt to {to} · {momentLabel(requested_at, company.time_zone)}
        </p>
      ))}
      {reversal && (
        <p>
          <span class="badge badge-warn">Reversed</span> {reversal.reason}
        </p>
      )}
      {!waits && <Actions line={line} {...props} />}
    </li>
  );
}

function Actions({ line: { entry, reversal }, event, onRefund, onReceipt, onReverse }: LineProps) {
  const { account } = useApp();
  const reversible = decideReversal(event.ledger, { entry: entry.id }).ok;
  const payment = entry.kind === "payment" && reversal === undefined ? entry : undefined;
  const refundable = payment !== undefined && account.role === "admin" && refundableCents(event.ledger, payment) > 0;
  if (payment === undefined && !reversible) return null;
  return (
    <div class="row">
      {payment && (
        <button
          type="button"
          class="button"
          onClick={() => {
            onReceipt(payment);
          }}
        >
          Receipt
        </button>
      )}
      {refundable && (
        <button
          type="button"
          class="button"
          onClick={() => {
            onRefund(payment);
          }}
        >
          Refund
        </button>
      )}
      {reversible && (
        <button
          type="button"
          class="button"
          onClick={() => {
            onReverse(entry.id);
          }}
        >
          Reverse
        </button>
      )}
    </div>
  );
}

function titleOf({ entry, patron }: Movement): string {
  return entry.kind === "refund" ? `Refund to ${patron}` : patron;
}
