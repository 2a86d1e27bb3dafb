import { monthOf } from "../../rules/contract/api/event.ts";
import { dayOf } from "../../rules/time/dockTime.ts";
import { REMIND_BEFORE_MS, remindersDue, type DueReminder } from "../../rules/mail/reminders.ts";
import { BY_MONTH_INDEX } from "../../rules/contract/table.ts";
import { parseItem } from "../dynamodb/items.ts";
import type { UpdateOrder } from "../dynamodb/table.ts";
import { applyChange, type Change } from "../charter/change.ts";
import { StoredSummary, type StoredEvent } from "../charter/stored.ts";
import type { OutboxMail } from "../charter/waitingMail.ts";
import type { Services } from "../services.ts";
import { charterOf, factsOf } from "../charter/reminderFacts.ts";
import { reminderMailId } from "../charter/reminderMailId.ts";
import { readOptOuts } from "./optOuts.ts";

/** Charters are looked through each so many minutes of the clock: five times cheaper than with each sweep, and soon enough. */
export const LOOK_MINUTES = 5;
/** How many reminders one update writes: an expression may have 4 KB. */
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
    return undefined;
  }
}

/** The days, on the dock's clock, on which what is to be reminded of starts; one query, or two over the end of a month. */
async function findCharters({ table, config }: Services, now: Date): Promise<readonly unknown[]> {
  const { timeZone } = config.company;
  const first = dayOf(now.toISOString(), timeZone);
  const last = dayOf(new Date(now.getTime() + REMIND_BEFORE_MS).toISOString(), timeZone);
  const months = [...new Set([monthOf(first), monthOf(last)])];
  const found = await Promise.all(
    months.map((month) =>
      table.query({
        index: BY_MONTH_INDEX,
        where: "#month = :month AND #timestamp BETWEEN :first AND :last",
        values: { month, first, last },
      }),
    ),
  );
  return found.flat();
}

/** The index says cheaply whether there is anything to do; what is done is decided on the charter itself. */
async function queueForCharter(services: Services, item: unknown, now: Date): Promise<void> {
  const { table, config, log } = services;
  const { timeZone } = config.company;
  const summary = parseItem(StoredSummary, item, "charter");
  const candidates = remindersDue(charterOf(summary), factsOf(summary, new Set()), timeZone, now);
  if (candidates.length === 0) return;
  const optedOut = await readOptOuts(
    table,
    candidates.map(({ patron }) => patron.email),
  );
  const willing = candidates.filter(({ patron }) => !optedOut.has(patron.email));
  if (willing.length === 0) return;
  await applyChange(services, summary.event_id, (event) => {
    const due = event.origin === "" ? [] : remindersDue(charterOf(event), factsOf(event, optedOut), timeZone, now);
    const written = due.slice(0, REMINDERS_PER_UPDATE);
    return written.length === 0 ? undefined : { ...queueing(event, written, now), more: due.length > written.length };
  });
  log.info("reminders queued", { due: willing.length });
}

/** Writes reminders and, in the same update, that they were: of two looks at once, one finds its condition broken. */
function queueing(event: StoredEvent, due: readonly DueReminder[], now: Date): Change {
  const at = now.toISOString();
  const parts = due.map(({ patron, kind }, n) => ({
    n,
    patron: patron.id,
    kind,
    path: `#patrons.#p${n}.#reminded_${kind}_at`,
  }));
  const order: UpdateOrder = {
    update: `SET ${parts.map(({ n, path }) => `#outbox.#m${n} = :m${n}, ${path} = :at`).join(", ")}, #outbox_state = :pending, #outbox_due = :at`,
    condition: parts
      .map(({ n, path }) => `attribute_exists(#patrons.#p${n}) AND attribute_not_exists(${path})`)
      .join(" AND "),
    names: Object.fromEntries(
      parts.flatMap(({ n, patron, kind }) => [
        [`m${n}`, reminderMailId(event.event_id, patron, kind)],
        [`p${n}`, patron],
      ]),
    ),
    values: {
      at,
      pending: "pending",
      ...Object.fromEntries(due.map((reminder, n) => [`m${n}`, reminderMail(reminder, event.origin, at)])),
    },
  };
  return { order, lines: [] };
}

function reminderMail({ patron, kind }: DueReminder, origin: string, at: string): OutboxMail {
  return { kind: "reminder", patron_id: patron.id, which: kind, tries: 0, due: at, created_at: at, origin };
}
