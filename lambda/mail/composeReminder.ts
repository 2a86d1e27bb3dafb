import {
  awaitsSignatures,
  patronsToRemind,
  reminderAt,
  REMINDERS,
  type RemindedCharter,
  type Reminder,
} from "../../rules/mail/reminders.ts";
import { partyToTell } from "../../rules/mail/party.ts";
import { dayOf } from "../../rules/time/dockTime.ts";
import { requireSound, soundly, type SeenEvent } from "../charter/partly.ts";
import type { OutboxMail } from "../charter/waitingMail.ts";
import { charterOf, factsOf, partyOf } from "../charter/reminderFacts.ts";
import { readOptOuts } from "../reminders/optOuts.ts";
import type { Services } from "../services.ts";
import { NEWER_MAIL, type Composed } from "./composed.ts";
import { partyMail } from "./partyMail.ts";
import { reminderMail } from "./reminderMail.ts";

/**
 * Writes a reminder, unless it came to nothing while it waited: the patron signed (and, of a booker, everybody else of the party), left the list or stopped reminders,
 * the charter was canceled or has started, or it is time for the other reminder.
 */
export async function composeReminder(
  { company: inForce, table, clock }: Services,
  charter: SeenEvent,
  mail: Extract<OutboxMail, { kind: "reminder" }>,
): Promise<Composed> {
  const company = await inForce.read();
  const which = REMINDERS.find((kind) => kind === mail.which);
  if (which === undefined) return NEWER_MAIL;
  requireSound(charter, "patrons", [mail.patron_id]);
  const event = { ...charter.seen, ...soundly(charter, "status", "dock", "starts_at", "signed") };
  if (!isTimely(which, charterOf(event), company.timeZone, clock())) return { state: "needless" };
  const address = event.patrons[mail.patron_id]?.email ?? undefined;
  const optedOut = address === undefined ? new Set<string>() : await readOptOuts(table, [address]);
  const facts = factsOf(event, optedOut, partyOf(charter));
  const patron = patronsToRemind(facts).find(({ id }) => id === mail.patron_id);
  const news = which === "hours" || partyOf(charter).booker !== mail.patron_id ? undefined : partyToTell(facts);
  const about = { event, origin: mail.origin, company };
  if (patron !== undefined)
    return { state: "ready", to: patron.email, content: reminderMail({ ...about, patron, which }, news) };
  return news === undefined
    ? { state: "needless" }
    : { state: "ready", to: news.booker.email, content: partyMail(about, news) };
}

/** What somebody asked for is timely until the charter's day is over. */
function isTimely(which: Reminder, charter: RemindedCharter, timeZone: string, now: Date): boolean {
  return which === "asked"
    ? awaitsSignatures(charter, dayOf(now.toISOString(), timeZone))
    : reminderAt(charter, timeZone, now) === which;
}
