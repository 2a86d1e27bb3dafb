import { patronsToRemind, REMINDER_KINDS, reminderAt } from "../../rules/mail/reminders.ts";
import { requireSound, soundly, type SeenEvent } from "../charter/partly.ts";
import type { OutboxMail } from "../charter/waitingMail.ts";
import { charterOf, factsOf } from "../charter/reminderFacts.ts";
import { readOptOuts } from "../reminders/optOuts.ts";
import type { Services } from "../services.ts";
import { NEWER_MAIL, type Composed } from "./composed.ts";
import { reminderMail } from "./reminderMail.ts";

/**
 * Writes a reminder, unless it came to nothing while it waited: the patron signed, left the list or stopped reminders,
 * the charter was canceled or has started, or it is time for the other reminder.
 */
export async function composeReminder(
  { config, table, clock }: Services,
  charter: SeenEvent,
  mail: Extract<OutboxMail, { kind: "reminder" }>,
): Promise<Composed> {
  const { company } = config;
  const which = REMINDER_KINDS.find((kind) => kind === mail.which);
  if (which === undefined) return NEWER_MAIL;
  requireSound(charter, "patrons", [mail.patron_id]);
  const event = { ...charter.seen, ...soundly(charter, "status", "dock", "starts_at", "signed") };
  if (reminderAt(charterOf(event), company.timeZone, clock()) !== which) return { state: "needless" };
  const address = event.patrons[mail.patron_id]?.email ?? undefined;
  const optedOut = address === undefined ? new Set<string>() : await readOptOuts(table, [address]);
  const patron = patronsToRemind(factsOf(event, optedOut)).find(({ id }) => id === mail.patron_id);
  if (patron === undefined) return { state: "needless" };
  return {
    state: "ready",
    to: patron.email,
    content: reminderMail({ event, patron, which, origin: mail.origin, company }),
  };
}
