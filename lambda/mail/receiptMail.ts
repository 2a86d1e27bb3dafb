import type { LedgerEntry, Payment } from "../../rules/contract/api/payment.ts";
import { charterTitle } from "../../rules/charter/title.ts";
import { balanceOf, refundableCents } from "../../rules/money/ledger.ts";
import { believedInstant } from "../../rules/time/claim.ts";
import { formatMoney } from "../../rules/money/money.ts";
import { parseSlug } from "../../rules/contract/slug.ts";
import { renderMail, type MailRow } from "./layout.ts";
import { methodName, type LedgerMailFacts } from "./ledgerMail.ts";
import type { MailContent } from "./mime.ts";
import { formatDate, formatInstant } from "./when.ts";

interface ReceiptFacts extends Pick<LedgerMailFacts, "event" | "company"> {
  readonly payment: Payment;
}

/** Writes the receipt of one payment or tip for whoever paid it. It names nobody else of the charter. */
export function receiptMail(facts: ReceiptFacts): MailContent {
  const { event, payment, company } = facts;
  const parts = parseSlug(event.slug);
  const charter = charterTitle(event);
  const amount = formatMoney(payment.amount_cents, payment.currency);
  const tip = payment.purpose === "tip";
  return renderMail({
    subject: `Your receipt: ${amount} · ${company.name}`,
    company: company.name,
    label: tip ? "Receipt for a tip" : "Receipt",
    headline: `Thank you, ${payment.patron}. We received ${amount}.`,
    rows: [
      { name: "Charter", value: charter },
      { name: "Date", value: parts === undefined ? "" : `${formatDate(parts.date)}, ${parts.period}` },
      { name: "For", value: tip ? "Tip for the crew" : "The charter" },
      { name: "Amount", value: amount, strong: true },
      { name: "Method", value: methodName(payment.method) },
      {
        name: "Received",
        value: formatInstant(believedInstant(payment.timestamp, payment.recorded_at), company.timeZone),
      },
      ...refundRows(facts),
      ...(tip ? [] : balanceRows(facts)),
      { name: "Receipt no.", value: payment.id },
    ],
  });
}

/** A receipt sent days later must not claim what went back meanwhile. */
function refundRows({ event, payment }: ReceiptFacts): readonly MailRow[] {
  const refunded = payment.amount_cents - refundableCents(event.payment_log, payment);
  return refunded === 0 ? [] : [{ name: "Refunded", value: formatMoney(refunded, payment.currency) }];
}

/** What the charter's party still owes together, as this payment left it. */
function balanceRows({ event, payment }: ReceiptFacts): readonly MailRow[] {
  if (event.price_cents === null || event.status === "canceled") return [];
  const due = event.price_cents - balanceOf(upTo(event.payment_log, payment));
  return [
    {
      name: due < 0 ? "Overpaid" : "Still due",
      value: `${formatMoney(Math.abs(due), payment.currency)} for the whole charter`,
    },
  ];
}

function upTo(ledger: readonly LedgerEntry[], payment: Payment): readonly LedgerEntry[] {
  return ledger.slice(0, ledger.findIndex(({ id }) => id === payment.id) + 1);
}
