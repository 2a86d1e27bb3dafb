import { formatMoney } from "../../rules/money/money.ts";
import { eventNotFound } from "../charter/problems.ts";
import { invalidRequest } from "../http/body.ts";
import { busy, idTaken, notFound, ProblemError, tooMany } from "../problem.ts";
import type { ReceiptResult } from "./receipt.ts";
import type { RecordResult } from "./record.ts";

type Refusal = Extract<RecordResult, { ok: false }>;
type Decision = Extract<Refusal, { reason: "decision" }>["decision"];

/** Makes the problem of a ledger entry that was not written. */
export function recordingRefused(refusal: Refusal, currency: string): ProblemError {
  switch (refusal.reason) {
    case "no-event":
      return eventNotFound();
    case "full":
      return ledgerFull();
    case "id-taken":
      return idTaken();
    case "busy":
      return busy();
    case "decision":
      return decisionRefused(refusal.decision, currency);
  }
}

function ledgerFull(): ProblemError {
  return new ProblemError(
    409,
    "ledger-full",
    "This charter's ledger is full",
    "Nothing was logged. Create a second charter of the same date, name and period, and log further payments there.",
  );
}

function decisionRefused(decision: Decision, currency: string): ProblemError {
  const conflict = (title: string, detail: string): ProblemError => new ProblemError(409, "conflict", title, detail);
  switch (decision.reason) {
    case "unknown-entry":
      return notFound(
        "That entry is not in this charter's ledger",
        "Nothing was logged. Reload the charter and pick the entry again.",
      );
    case "already-reversed":
      return conflict(
        "That entry was reversed already",
        "Nothing was logged. Reload the charter to see who did and why.",
      );
    case "not-a-payment":
      return conflict(
        "Only a payment can be refunded",
        "Nothing was logged. Pick the payment that the money came in with.",
      );
    case "not-reversible":
      return conflict("A reversal cannot be reversed", "Nothing was logged. Log the payment or refund again instead.");
    case "newer":
      return conflict(
        "A newer version of this program wrote about that entry",
        "Nothing was logged. Correct it once that version is back, and ask an admin when that will be.",
      );
    case "payment-has-refunds":
      return conflict("This payment has refunds", "Nothing was logged. Reverse its refunds first, then the payment.");
    case "refund-too-large": {
      const left = formatMoney(decision.refundable_cents, currency);
      return invalidRequest([
        { field: "amount_cents", message: `must be at most ${left}, what is left of this payment` },
      ]);
    }
  }
}

/** Makes the problem of a receipt that was not sent. */
export function receiptRefused(refusal: Extract<ReceiptResult, { ok: false }>): ProblemError {
  switch (refusal.reason) {
    case "no-event":
      return eventNotFound();
    case "no-payment":
      return notFound(
        "That payment is not in this charter's ledger",
        "Nothing was sent. Reload the charter and pick the payment again.",
      );
    case "reversed":
      return new ProblemError(
        409,
        "conflict",
        "That payment was reversed",
        "Nothing was sent. Pick the payment that stands instead.",
      );
    case "id-taken":
      return idTaken();
    case "busy":
      return busy();
    case "throttled":
      return tooMany(
        "Too many receipts",
        refusal.retryAfterSeconds,
        (wait) => `This one was not sent. Check the address. ${wait}, then send it again.`,
      );
    case "had-all":
      return new ProblemError(
        409,
        "conflict",
        "This payment has had all its receipts",
        "This one was not sent, and waiting does not help. The ledger says where the others went: ask whoever has one to pass it on.",
      );
  }
}
