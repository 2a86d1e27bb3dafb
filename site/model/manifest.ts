import type { EventDetail } from "../../rules/api/event.ts";

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
