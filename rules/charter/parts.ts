import type { BrokenPart } from "../contract/api/broken.ts";
import type { EventSummary } from "../contract/api/month.ts";
import { dueCents } from "../money/ledger.ts";

interface Charter {
  readonly broken_parts?: readonly BrokenPart[] | undefined;
}

/** Tells what of a part of a charter cannot be read; undefined where all of it can. */
export function findBroken({ broken_parts }: Charter, part: string): BrokenPart | undefined {
  return broken_parts?.find((one) => one.part === part);
}

/** Tells whether what is paid for a charter is known: not of a part of its ledger, nor by a total that cannot be read. */
export function isPaidKnown(charter: Charter): boolean {
  return findBroken(charter, "payment_log") === undefined && findBroken(charter, "paid_cents") === undefined;
}

/**
 * What is still due of an agreed price, in cents; less than zero when overpaid, undefined while none is agreed, or nobody can
 * say. Nothing is due of a charter that is off.
 */
export function dueOf(
  charter: Charter & Pick<EventSummary, "status" | "price_cents" | "paid_cents">,
): number | undefined {
  return isPaidKnown(charter) && charter.status !== "canceled"
    ? dueCents(charter.price_cents, charter.paid_cents)
    : undefined;
}
