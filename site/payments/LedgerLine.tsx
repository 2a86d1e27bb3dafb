import type { EventDetail } from "../../rules/contract/api/event.ts";
import type { Payment } from "../../rules/contract/api/payment.ts";
import { mayUse } from "../../rules/contract/api/session.ts";
import { namesByMail } from "../../rules/crew/namesByMail.ts";
import { decideReversal, refundableCents, type Movement } from "../../rules/money/ledger.ts";
import { formatMoney } from "../../rules/money/money.ts";
import { useApp } from "../context.ts";
import { momentLabel, methodLabel } from "../labels.ts";
import { ActionMenu, type Action } from "../ui/ActionMenu.tsx";
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
export function LedgerLine(props: Props) {
  const { company, account } = useApp();
  const { line } = props;
  const { entry, purpose, reversal } = line;
  const amount = `${entry.kind === "refund" ? "−" : ""}${formatMoney(entry.amount_cents, entry.currency)}`;
  const words = entry.kind === "payment" ? entry.note : entry.reason;
  const recorder =
    entry.recorded_by === account.email
      ? account.name
      : (namesByMail(props.event).get(entry.recorded_by) ?? entry.recorded_by);
  const waits = useWaiting(props.event).has(`entry:${entry.id}`);
  const receipts = props.event.receipts.filter(({ payment }) => payment === entry.id);
  return (
    <li class={reversal ? "is-reversed" : ""}>
      <div class="entry-head">
        <span>
          {titleOf(line)} {purpose !== "charter" && <span class="badge">{purpose === "tip" ? "Tip" : purpose}</span>}{" "}
          {waits && <Waits />}
        </span>
        <span class="money">{amount}</span>
        {!waits && mayUse("payments", account) && (
          <ActionMenu label={`What to do about ${amount}, ${titleOf(line)}`} actions={actionsOf(props, account.role)} />
        )}
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
    </li>
  );
}

function actionsOf(
  { line: { entry, reversal }, event, onRefund, onReceipt, onReverse }: Props,
  role: string,
): readonly Action[] {
  const payment = entry.kind === "payment" && reversal === undefined ? entry : undefined;
  const refundable = payment !== undefined && role === "admin" && refundableCents(event.ledger, payment) > 0;
  const reversible = decideReversal(event.ledger, { entry: entry.id }).ok;
  return [
    ...(payment
      ? [
          {
            label: "Mail a receipt",
            run: () => {
              onReceipt(payment);
            },
          },
        ]
      : []),
    ...(refundable
      ? [
          {
            label: "Refund",
            run: () => {
              onRefund(payment);
            },
          },
        ]
      : []),
    ...(reversible
      ? [
          {
            label: "Reverse",
            run: () => {
              onReverse(entry.id);
            },
          },
        ]
      : []),
  ];
}

function titleOf({ entry, patron }: Movement): string {
  return entry.kind === "refund" ? `Refund to ${patron}` : patron;
}
