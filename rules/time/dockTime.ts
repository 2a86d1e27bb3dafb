import { dateOf } from "./dates.ts";

/** Making a formatter costs fifty times its use. */
const formats = new Map<string, Intl.DateTimeFormat>();

/** Tells whether text is a time, `HH:MM`: what was adopted from elsewhere may say "2 pm", and is shown as it says. */
export function isClockTime(text: string): boolean {
  return /^(?:[01]\d|2[0-3]):[0-5]\d$/.test(text);
}

/** Names the day of an instant on the dock's clock: `2026-05-23`. */
export function dayOf(instant: string, timeZone: string): string {
  return dateOf(wallClock(Date.parse(instant), timeZone));
}

/** The last and, negated, the first instant that a Date can hold. Source: ECMA-262, 21.4.1.1. */
const LAST_INSTANT = 8.64e15;

/** Writes what the dock's clock shows at an instant as if it were UTC. At the ends of what a Date holds it stands still: nothing throws. */
export function wallClock(instant: number, timeZone: string): string {
  const shown = instant + offsetAt(instant, timeZone);
  return new Date(Math.max(-LAST_INSTANT, Math.min(LAST_INSTANT, shown))).toISOString();
}

/** Tells how far a zone's clock is ahead of UTC at an instant; all in ms. */
export function offsetAt(instant: number, timeZone: string): number {
  const parts = formatOf(timeZone).formatToParts(instant);
  const part = (type: Intl.DateTimeFormatPartTypes): number =>
    Number(parts.find((found) => found.type === type)?.value);
  const wall = Date.UTC(part("year"), part("month") - 1, part("day"), part("hour"), part("minute"), part("second"));
  // Past the last instant that a Date can hold there is no wall clock.
  return Number.isNaN(wall) ? 0 : wall - Math.floor(instant / 1000) * 1000;
}

function formatOf(timeZone: string): Intl.DateTimeFormat {
  const format =
    formats.get(timeZone) ??
    new Intl.DateTimeFormat("en-US", {
      timeZone,
      hourCycle: "h23",
      year: "numeric",
      month: "numeric",
      day: "numeric",
      hour: "numeric",
      minute: "numeric",
      second: "numeric",
    });
  formats.set(timeZone, format);
  return format;
}
