import type { LedgerResponse } from "../../rules/contract/api/payment.ts";
import type { BannerMessage } from "../context.ts";

/** Says how a ledger entry and its mail went. An API that is older than this page may have sent it already. */
export function ledgerBanner(what: string, notification: LedgerResponse["notification"]): BannerMessage {
  const sent = `${what} Mail sent to the admin.`;
  if (notification === "sent") return { tone: "good", text: sent };
  return { tone: "good", text: `${what} Mail to the admin is on its way.`, onceMailed: sent };
}

/** Says how a payment went, its mail and its receipt. */
export function paymentBanner(
  what: string,
  notification: LedgerResponse["notification"],
  receipt: LedgerResponse["receipt"],
): BannerMessage {
  const banner = ledgerBanner(what, notification);
  if (receipt === "held") {
    const held = "Too many receipts at once: this one was not sent. Send it from the ledger in a while.";
    return { tone: "warn", text: `${banner.text} ${held}` };
  }
  if (receipt === "sent") return { ...banner, text: `${banner.text} Receipt sent.` };
  if (receipt !== "queued") return banner;
  return {
    tone: "good",
    text: `${what} Mail to the admin and the receipt are on their way.`,
    onceMailed: `${what} Mail sent to the admin. Receipt sent.`,
  };
}
