import type { DueReminder } from "../../rules/mail/reminders.ts";
import type { Change } from "../charter/change.ts";
import { newReminderMail } from "../charter/newMails.ts";
import { hasRoomForMails, queueMails } from "../charter/queueMails.ts";
import type { StoredEvent } from "../charter/stored.ts";
import type { Mails } from "../charter/waitingMail.ts";
import { exists, joinUpdates, stillHas } from "../dynamodb/update.ts";

/** How many reminders one update writes: an expression may have 4 KB, and conditions on each patron are in it. */
const REMINDERS_PER_UPDATE = 20;

/** What there is no room for waits for the next look. */
export function firstThatFit(event: StoredEvent, due: readonly DueReminder[], now: Date): readonly DueReminder[] {
  const first = due.slice(0, REMINDERS_PER_UPDATE);
  while (first.length > 0 && !hasRoomForMails(event, mailsOf(event, first, now))) first.pop();
  return first;
}

/** Writes reminders and, in the same update, that they were: of two looks at once, one finds its condition broken. */
export function queueing(event: StoredEvent, due: readonly DueReminder[], now: Date): Change {
  const marks = due.map(({ patron: { id }, kind }) => {
    const mark = `reminded_${kind}_at` as const;
    return { path: ["patrons", id, mark] as const, before: event.patrons[id]?.[mark] };
  });
  const noted = {
    set: marks.map(({ path }) => [path, now.toISOString()] as const),
    conditions: [
      ...due.map(({ patron }) => exists(["patrons", patron.id])),
      ...marks.map(({ path, before }) => stillHas(path, before)),
    ],
  };
  return { update: joinUpdates(noted, queueMails(mailsOf(event, due, now))), lines: [] };
}

function mailsOf(event: StoredEvent, due: readonly DueReminder[], now: Date): Mails {
  return Object.fromEntries(
    due.flatMap((reminder) => Object.entries(newReminderMail(event, reminder, event.origin, now))),
  );
}
