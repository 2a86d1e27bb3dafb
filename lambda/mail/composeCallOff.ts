import { patronsToRemind } from "../../rules/mail/reminders.ts";
import { dateOf } from "../../rules/time/dates.ts";
import { dayOf } from "../../rules/time/dockTime.ts";
import { requireSound, soundly, type SeenEvent } from "../charter/partly.ts";
import { factsOf } from "../charter/reminderFacts.ts";
import type { OutboxMail } from "../charter/waitingMail.ts";
import type { Services } from "../services.ts";
import { callOffMail } from "./callOffMail.ts";
import type { Composed } from "./composed.ts";

/**
 * Writes the mail that tells a patron that the charter is off, or sails after all, unless it came to nothing while it waited:
 * that is so no longer, another mail tells of it, they left the list, or the day is over.
 */
export async function composeCallOff(
  services: Services,
  charter: SeenEvent,
  mail: Extract<OutboxMail, { kind: "called-off" | "reopened" }>,
): Promise<Composed> {
  const company = await services.company.read();
  requireSound(charter, "patrons", [mail.patron_id]);
  const event = {
    ...charter.seen,
    ...soundly(charter, "status", "dock", "call_off_log", "moves", "signed", "starts_at", "vessel", "paid_cents"),
  };
  const entry = event.call_off_log.at(-1);
  const patron = event.patrons[mail.patron_id];
  const today = dayOf(services.clock().toISOString(), company.timeZone);
  const isSo = event.status === (mail.kind === "called-off" ? "canceled" : "open") && event.dock === undefined;
  const told = entry?.id !== mail.entry_id || event.moves.some(({ at }) => at > entry.at);
  if (!isSo || told || dateOf(event.slug) < today) return { state: "needless" };
  if (patron === undefined || patron.email === null) return { state: "needless" };
  const unsigned = patronsToRemind(factsOf(event, new Set())).some(({ id }) => id === mail.patron_id);
  const before = event.call_off_log.at(-2);
  const anew =
    entry.kind === "called-off" && before?.kind === "called-off" && event.moves.every(({ at }) => at < before.at);
  const facts = { event, entry, patron: { name: patron.name, unsigned }, anew };
  const content = await callOffMail({ ...facts, origin: mail.origin, company });
  return { state: "ready", to: patron.email, content };
}
