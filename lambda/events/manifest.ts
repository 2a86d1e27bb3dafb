import type { Patron } from "../../rules/contract/api/event.ts";
import { REMINDERS } from "../../rules/mail/reminders.ts";
import { reminderMailId } from "../charter/newMails.ts";
import { sortPatrons } from "../charter/patrons.ts";
import type { StoredEvent, StoredPatron } from "../charter/stored.ts";

/** Shows the patrons on the list. `optedOut`: addresses that want no reminders. */
export function toManifest(event: StoredEvent, optedOut: ReadonlySet<string>): Patron[] {
  return sortPatrons(event.patrons).map(([id, patron]) => ({
    id,
    name: patron.name,
    name_at: patron.name_at ?? null,
    email: patron.email,
    email_at: patron.email_at ?? null,
    phone: patron.phone ?? null,
    phone_at: patron.phone_at ?? null,
    added_at: patron.added_at,
    aboard_at: patron.aboard_at ?? null,
    checked: checkOf(patron),
    listed_at: patron.listed_at ?? null,
    reminded_at: lastReminder(event, id, patron),
    opted_out: patron.email !== null && optedOut.has(patron.email),
    ...(patron.matches === undefined ? {} : { matches: patron.matches }),
  }));
}

/** A reminder that still waits in the outbox, or was given up there, has reached nobody. */
function lastReminder(event: StoredEvent, id: string, patron: StoredPatron): string | null {
  const marks = {
    day: patron.reminded_day_at,
    hours: patron.reminded_hours_at,
    asked: patron.reminded_asked_at,
  };
  const sent = REMINDERS.flatMap((kind) => {
    const at = marks[kind];
    if (at === undefined) return [];
    const mail = reminderMailId(event, id, kind, at);
    return mail in event.outbox || mail in event.failed_mails ? [] : [at];
  });
  return sent.sort().at(-1) ?? null;
}

function checkOf({ checked_at, checked_received_at, checked_by }: StoredPatron): Patron["checked"] {
  if (checked_at === undefined || checked_received_at === undefined) return null;
  return { at: checked_at, received_at: checked_received_at, by: checked_by ?? "" };
}
