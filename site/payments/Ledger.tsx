import type { EventDetail } from "../../rules/contract/api/event.ts";
import { namesByMail } from "../../rules/crew/namesByMail.ts";
import { findBroken } from "../../rules/charter/parts.ts";
import { BrokenEntries } from "../ui/Unread.tsx";
import { Refused } from "../waiting/dialogs.ts";
import { Balance } from "./Balance.tsx";
import { LedgerLine, type LedgerActions } from "./LedgerLine.tsx";
import { NewerLine } from "./NewerLine.tsx";
import { ledgerLines, newerEntries } from "./ledgerLines.ts";

interface Props extends LedgerActions {
  readonly event: EventDetail;
}

const SORTS = ["entry"];

/** Shows every entry of a charter's ledger, and what they come to. */
export function Ledger({ event, ...actions }: Props) {
  const names = namesByMail(event);
  const lines = ledgerLines(event.ledger);
  const broken = findBroken(event, "payment_log");
  return (
    <section class="card" aria-label="Payments">
      <h2>Payments</h2>
      <Refused event={event} sorts={SORTS} />
      {event.ledger.length === 0 && broken === undefined && (
        <p class="hint">
          {event.status === "canceled"
            ? "No payments."
            : "No payments yet. “Log payment” records a deposit, a part or a tip, and mails the admin."}
        </p>
      )}
      <ul class="ledger">
        <BrokenEntries broken={broken} />
        {newerEntries(event.ledger).map((entry) => (
          <NewerLine key={entry.id} entry={entry} name={names.get(entry.recorded_by) ?? entry.recorded_by} />
        ))}
        {lines.map((line) => (
          <LedgerLine key={line.entry.id} line={line} event={event} {...actions} />
        ))}
      </ul>
      <Balance event={event} />
    </section>
  );
}
