import { dayOf } from "../../rules/time/dockTime.ts";
import { REMIND_BEFORE_MS, remindersDue, type DueReminder } from "../../rules/mail/reminders.ts";
import { BrokenItem } from "../dynamodb/errors.ts";
import { countUnread } from "../dynamodb/readPartly.ts";
import { exists, joinUpdates, stillHas } from "../dynamodb/update.ts";
import { applyChange, type Change } from "../charter/change.ts";
import { seeSummary, soundly } from "../charter/partly.ts";
import type { StoredEvent } from "../charter/stored.ts";
import { queryDays } from "../charter/byMonth.ts";
import { newReminderMail } from "../charter/newMails.ts";
import { hasRoomForMails, queueMails } from "../charter/queueMails.ts";
import type { Mails } from "../charter/waitingMail.ts";
import type { Services } from "../services.ts";
import { charterOf, factsOf } from "../charter/reminderFacts.ts";
import { readOptOuts } from "./optOuts.ts";

/** Charters are looked through each so many minutes of the clock: five times cheaper than with each sweep, and soon enough. */
export const LOOK_MINUTES = 5;
/** How many reminders one update writes: an expression may have 4 KB, and conditions on each patron are in it. */
const REMINDERS_PER_UPDATE = 20;

/**
 * Puts the reminders that are due into the outboxes of their charters, for the sweep to send. What goes wrong with one
 * charter holds up neither the others nor the sweep, and is tried again at the next look.
 */
export async function queueReminders(services: Services): Promise<void> {
  const now = services.clock();
  if (now.getUTCMinutes() % LOOK_MINUTES !== 0) return;
  for (const item of (await guarded(services, () => findCharters(services, now))) ?? []) {
    await guarded(services, () => queueForCharter(services, item, now));
  }
}

async function guarded<T>({ log }: Services, act: () => Promise<T>): Promise<T | undefined> {
  try {
    return await act();
  } catch (error) {
    log.fault("reminders not queued", error, {});
    if (error instanceof BrokenItem) log.metric("BrokenItem", 1);
    return undefined;
  }
}

/** The days, on the dock's clock, on which what is to be reminded of starts. */
function findCharters({ table, config }: Services, now: Date): Promise<readonly unknown[]> {
  const { timeZone } = config.company;
  const first = dayOf(now.toISOString(), timeZone);
  const last = dayOf(new Date(now.getTime() + REMIND_BEFORE_MS).toISOString(), timeZone);
  return queryDays(table, first, last);
}

/** What of a charter decides whether anybody is reminded, and whether they have signed. */
const DECISIVE = ["event_id", "starts_at", "status", "dock", "signed"] as const;

/** The index says cheaply whether there is anything to do; what is done is decided on the charter itself. */
async function queueForCharter(services: Services, item: unknown, now: Date): Promise<void> {
  const { table, config, log } = services;
  const { timeZone } = config.company;
  const read = countUnread(services, seeSummary(item), "charter");
  // One who cannot be read is not reminded, and keeps nobody else from it.
  const { patrons, slug } = read.seen;
  const summary = { ...soundly(read, ...DECISIVE), slug, patrons };
  const candidates = remindersDue(charterOf(summary), factsOf(summary, new Set()), timeZone, now);
  if (candidates.length === 0) return;
  const optedOut = await readOptOuts(
    table,
    candidates.map(({ patron }) => patron.email),
  );
  const willing = candidates.filter(({ patron }) => !optedOut.has(patron.email));
  if (willing.length === 0) return;
  await applyChange(services, summary.event_id, (charter) => {
    const event = { ...charter.seen, ...soundly(charter, "origin", ...DECISIVE) };
    const due = event.origin === "" ? [] : remindersDue(charterOf(event), factsOf(event, optedOut), timeZone, now);
    const written = firstThatFit(event, due, now);
    return written.length === 0 ? undefined : { ...queueing(event, written, now), more: due.length > written.length };
  });
  log.info("reminders queued", { due: willing.length });
}

/** What there is no room for waits for the next look. */
function firstThatFit(event: StoredEvent, due: readonly DueReminder[], now: Date): readonly DueReminder[] {
  const first = due.slice(0, REMINDERS_PER_UPDATE);
  while (first.length > 0 && !hasRoomForMails(event, mailsOf(event, first, now))) first.pop();
  return first;
}

/** Writes reminders and, in the same update, that they were: of two looks at once, one finds its condition broken. */
function queueing(event: StoredEvent, due: readonly DueReminder[], now: Date): Change {
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

function mailsOf({ slug, origin }: StoredEvent, due: readonly DueReminder[], now: Date): Mails {
  return Object.fromEntries(due.flatMap((reminder) => Object.entries(newReminderMail(slug, reminder, origin, now))));
}
