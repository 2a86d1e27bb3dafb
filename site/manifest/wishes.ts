import type { EventDetail, Patron } from "../../rules/contract/api/event.ts";
import { momentLabel } from "../labels.ts";

/** What the screen shows before the server has answered: patron id -> aboard or not. */
export type AboardWishes = ReadonlyMap<string, boolean>;

/** Shows wishes on top of what the server last said. Taking a wish away again is the rollback. */
export function withWishes(event: EventDetail, wishes: AboardWishes, now: string): EventDetail {
  if (wishes.size === 0) return event;
  const manifest = event.manifest.map((patron) => {
    const wish = wishes.get(patron.id);
    if (wish === undefined || wish === (patron.aboard_at !== null)) return patron;
    return { ...patron, aboard_at: wish ? now : null };
  });
  return { ...event, manifest, aboard: manifest.filter((patron) => patron.aboard_at !== null).length };
}

/** Adds a wish. */
export function wish(wishes: AboardWishes, id: string, aboard: boolean): AboardWishes {
  return new Map([...wishes, [id, aboard]]);
}

/** Takes a wish away, once the server has answered either way. */
export function settle(wishes: AboardWishes, id: string): AboardWishes {
  return new Map([...wishes].filter(([key]) => key !== id));
}

/**
 * Says what a patron who has not signed knows of it by mail, so that nobody calls in vain; undefined where there is
 * nothing to say: before the first reminder, or once the charter has left or will not.
 */
export function reminderNote(patron: Patron, { status, standing }: EventDetail, timeZone: string): string | undefined {
  if (status !== "open" || ["departed", "back", "short"].includes(standing)) return undefined;
  if (patron.email === null) return "No e-mail, so no reminder";
  const sent = patron.reminded_at === null ? undefined : `Reminded ${momentLabel(patron.reminded_at, timeZone)}`;
  if (!patron.opted_out) return sent;
  return sent === undefined ? "Wants no reminders" : `${sent} · wants no more`;
}
