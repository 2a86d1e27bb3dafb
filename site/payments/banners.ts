import type { LedgerResponse } from "../../rules/contract/api/payment.ts";

/** Says how a ledger entry and its mail went. An API that is older than this page may have sent it already. */
export function ledgerBanner(what: string, notification: LedgerResponse["notification"]) {
  const mail = notification === "sent" ? "Mail sent to the admin." : "Mail to the admin is on its way.";
  return { tone: "good", text: `${what} ${mail}` } as const;
}

/** Says how a payment went, its mail and its receipt. */
export function paymentBanner(
  what: string,
  notification: LedgerResponse["notification"],
  receipt: LedgerResponse["receipt"],
) {
  const { tone, text } = ledgerBanner(what, notification);
  switch (receipt) {
    case "none":
      return { tone, text };
    case "held":
      return {
        tone: "warn",
        text: `${text} Too many receipts at once: this one was not sent. Send it from the ledger in a while.`,
      } as const;
    case "sent":
    case "queued":
      return { tone, text: `${text} ${receipt === "sent" ? "Receipt sent." : "So is the receipt."}` };
  }
}
