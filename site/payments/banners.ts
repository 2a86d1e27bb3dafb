import type { LedgerResponse } from "../../rules/contract/api/payment.ts";

/** Says how a ledger entry and its mail went. */
export function ledgerBanner(what: string, notification: LedgerResponse["notification"]) {
  return notification === "sent"
    ? ({ tone: "good", text: `${what} Mail sent to the admin.` } as const)
    : ({ tone: "warn", text: `${what} It is safe; the mail will go out when Gmail answers.` } as const);
}

/** Says how a payment went, its mail and its receipt. */
export function paymentBanner(
  what: string,
  notification: LedgerResponse["notification"],
  receipt: LedgerResponse["receipt"],
) {
  const { tone, text } = ledgerBanner(what, notification);
  if (receipt === "sent") return { tone, text: `${text} Receipt sent.` };
  return receipt === "held"
    ? ({
        tone: "warn",
        text: `${text} Too many receipts at once: this one was not sent. Send it from the ledger in a while.`,
      } as const)
    : { tone, text };
}
