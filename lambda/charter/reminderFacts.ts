import type { ReminderFacts, RemindedCharter } from "../../rules/mail/reminders.ts";
import { parseSlug } from "../../rules/contract/slug.ts";
import { given } from "../dynamodb/update.ts";
import { sortPatrons } from "./patrons.ts";
import type { SeenEvent } from "./partly.ts";
import { readMarks } from "./signedMarks.ts";
import type { StoredEvent, StoredSummary } from "./stored.ts";

/** Gathers what decides when a stored charter is reminded of. */
export function charterOf({
  slug,
  starts_at,
  status,
  dock,
}: Pick<StoredSummary, "slug" | "starts_at" | "status" | "dock">): RemindedCharter {
  const parts = parseSlug(slug);
  if (parts === undefined) throw new RangeError("A stored charter has no slug.");
  return { date: parts.date, period: parts.period, starts_at, status, departed: dock !== undefined };
}

/** What of a charter says who is told of a party. */
type Party = Pick<ReminderFacts, "booker" | "party">;

/**
 * Finds who booked a charter, and for how many. Whoever booked is on the list from the same instant as the charter is there; of a
 * list or a party that cannot be read whole, nobody is told.
 */
export function partyOf({ seen, unread }: SeenEvent): Party {
  const { created_at, party } = seen;
  if (created_at === undefined || unread.has("patrons") || unread.has("party")) return {};
  const [first] = sortPatrons(seen.patrons);
  return { party, ...(first?.[1].added_at === created_at ? { booker: first[0] } : {}) };
}

/**
 * Gathers who of a stored charter may be reminded. A reminder from before it was moved was of another day; one of the same
 * instant may be of either, and is not sent twice. Who has signed is read from the marks, as the month list does.
 */
export function factsOf(
  event: Pick<StoredSummary, "patrons" | "signed"> & Partial<Pick<StoredEvent, "moves">>,
  optedOut: ReadonlySet<string>,
  party: Party = {},
): ReminderFacts {
  const movedAt = event.moves?.at(-1)?.at ?? "";
  const since = (mark: string | undefined): string | undefined =>
    mark !== undefined && mark >= movedAt ? mark : undefined;
  const { signatures, matchesOf } = readMarks(event);
  return {
    ...party,
    optedOut,
    signatures,
    manifest: sortPatrons(event.patrons).map(
      ([id, { name, email, reminded_day_at, reminded_hours_at, reminded_asked_at }]) => ({
        id,
        name,
        email,
        matches: matchesOf(id),
        reminded: Object.fromEntries(
          given({ day: since(reminded_day_at), hours: since(reminded_hours_at), asked: since(reminded_asked_at) }),
        ),
      }),
    ),
  };
}
