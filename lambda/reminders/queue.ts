import { dayOf } from "../../rules/time/dockTime.ts";
import { mayTellBooker, REMIND_BEFORE_MS, remindersDue } from "../../rules/mail/reminders.ts";
import { BrokenItem } from "../dynamodb/errors.ts";
import { countUnread } from "../dynamodb/readPartly.ts";
import { applyChange } from "../charter/change.ts";
import { seeSummary, soundly } from "../charter/partly.ts";
import { queryDays } from "../charter/byMonth.ts";
import type { Services } from "../services.ts";
import { charterOf, factsOf, partyOf } from "../charter/reminderFacts.ts";
import { readOptOuts } from "./optOuts.ts";
import { firstThatFit, queueing } from "./queueing.ts";

/** Charters are looked through each so many minutes of the clock: five times cheaper than with each sweep, and soon enough. */
export const LOOK_MINUTES = 5;

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
  const known = factsOf(summary, new Set());
  const candidates = remindersDue(charterOf(summary), known, timeZone, now).map(({ patron }) => patron);
  // Whoever may have booked, with whom the list begins: only the charter itself says so, and it is read for that each hour.
  const isHour = now.getUTCMinutes() === 0 && mayTellBooker(charterOf(summary), known, timeZone, now);
  if (candidates.length === 0 && !isHour) return;
  const addresses = [...candidates, ...known.manifest.slice(0, 1)].flatMap(({ email }) => email ?? []);
  const optedOut = await readOptOuts(table, addresses);
  const willing = candidates.filter(({ email }) => !optedOut.has(email));
  if (willing.length === 0 && !(isHour && addresses.some((address) => !optedOut.has(address)))) return;
  await applyChange(services, summary.event_id, (charter) => {
    const event = { ...charter.seen, ...soundly(charter, "origin", ...DECISIVE) };
    const facts = factsOf(event, optedOut, partyOf(charter));
    const due = event.origin === "" ? [] : remindersDue(charterOf(event), facts, timeZone, now);
    const written = firstThatFit(event, due, now);
    return written.length === 0 ? undefined : { ...queueing(event, written, now), more: due.length > written.length };
  });
  if (willing.length > 0) log.info("reminders queued", { due: willing.length });
}
