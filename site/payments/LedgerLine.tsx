import type { EventDetail } from "../../rules/contract/api/event.ts";
import type { Payment } from "../../rules/contract/api/payment.ts";
import { mayUse } from "../../rules/contract/api/session.ts";
import { namesByMail } from "../../rules/crew/namesByMail.ts";
import { decideReversal, refundableCents, type Movement } from "../../rules/money/ledger.ts";
import { formatMoney } from "../../rules/money/money.ts";
import { useApp } from "../context.ts";
import { momentLabel, methodLabel } from "../labels.ts";
import { DeviceSaid } from "../ui/DeviceSaid.tsx";
import { useWaiting } from "../waiting/useBoard.ts";
import { Waits } from "../waiting/Waits.tsx";

export interface LedgerActions {
  readonly onRefund: (payment: Payment) => void;
  readonly onReceipt: (payment: Payment) => void;
  readonly onReverse: (entry: string) => void;
}

interface Props extends LedgerActions {
  readonly event: EventDetail;
  readonly line: Movement;
}

/** Shows one payment or refund, with what can be done about it. */
export function LedgerLine({ line, ...props }: Props) {
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
          {purpose !== "charter" && (
            <>
              {" "}
              <span class="badge">{purpose === "tip" ? "Tip" : purpose}</span>
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
        {methodLabel(entry.method)} ·{" "}
        <DeviceSaid at={entry.timestamp} received_at={entry.recorded_at} say={momentLabel} /> · {recorder}
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
      {!waits && mayUse("payments", account) && <Actions line={line} {...props} />}
    </li>
  );
}

function Actions({ line: { entry, reversal }, event, onRefund, onReceipt, onReverse }: Props) {
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
