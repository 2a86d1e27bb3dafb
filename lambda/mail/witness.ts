import type { DepartureEntry } from "../../rules/contract/api/departure.ts";
import type { LedgerEntry } from "../../rules/contract/api/payment.ts";
import { writeWitness } from "../../rules/contract/witness.ts";
import { departurePlace, paymentPlace } from "../charter/sealed.ts";
import { headOf } from "../seals/head.ts";
import type { MailRow } from "./layout.ts";

interface Witnessed {
  readonly event_id: string;
  readonly payment_log?: readonly LedgerEntry[];
  readonly departures?: readonly DepartureEntry[];
}

/** What makes the admin's mailbox a witness of a charter's lists: how long each is, and what it comes to. Empty ones have nothing to witness. */
export function witnessRow({ event_id, payment_log = [], departures = [] }: Witnessed): MailRow {
  const ledger = { list: "ledger", of: event_id, ...headOf(paymentPlace(event_id), payment_log) } as const;
  const left = { list: "departures", of: event_id, ...headOf(departurePlace(event_id), departures) } as const;
  const told = [ledger, left].filter(({ entries }) => entries > 0);
  return { name: "Witness", value: told.map(writeWitness).join("\n") };
}
