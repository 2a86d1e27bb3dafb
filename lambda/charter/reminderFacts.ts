import type { ReminderFacts, RemindedCharter } from "../../rules/mail/reminders.ts";
import { parseSlug } from "../../rules/contract/slug.ts";
import { sortPatrons } from "./patrons.ts";
import { signedNames } from "./signedMarks.ts";
import type { StoredSummary } from "./stored.ts";

/** Gathers what decides when a stored charter is reminded of. */
export function charterOf({
  event_id,
  starts_at,
  status,
  dock,
}: Pick<StoredSummary, "event_id" | "starts_at" | "status" | "dock">): RemindedCharter {
  const parts = parseSlug(event_id);
  if (parts === undefined) throw new RangeError("A stored charter has no slug.");
  return { date: parts.date, period: parts.period, starts_at, status, departed: dock !== undefined };
}

/** Gathers who of a stored charter may be reminded. Who has signed is read from the marks, as the month list does. */
export function factsOf(
  event: Pick<StoredSummary, "patrons" | "signed">,
  optedOut: ReadonlySet<string>,
): ReminderFacts {
  return {
    optedOut,
    signatures: signedNames(event).map((participant) => ({ participant })),
    manifest: sortPatrons(event.patrons).map(
      ([id, { name, email, reminded_day_at: day, reminded_hours_at: hours }]) => ({
        id,
        name,
        email,
        reminded: { ...(day === undefined ? {} : { day }), ...(hours === undefined ? {} : { hours }) },
      }),
    ),
  };
}
