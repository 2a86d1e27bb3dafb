import type { InferOutput } from "valibot";

import type { LogPaymentRequest, Payment } from "../contract/api/payment.ts";

type Request = Omit<InferOutput<typeof LogPaymentRequest>, "event" | "receipt_to">;

/** Makes the ledger entry of a payment that somebody asks to log. `at`: when it is written. */
export function newPayment(
  { id, patron, purpose, amount_cents, method, timestamp, note }: Request,
  currency: string,
  { at, by }: { readonly at: string; readonly by: string },
): Payment {
  return {
    kind: "payment",
    id,
    patron,
    purpose,
    amount_cents,
    currency,
    method,
    timestamp,
    note,
    recorded_by: by,
    recorded_at: at,
  };
}
