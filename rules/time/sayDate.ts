/** `Sat, May 23, 2026`. A calendar date stands for itself: written in UTC it cannot slip by a day. */
export function sayDate(date: string): string {
  return FORMAT.format(new Date(`${date}T00:00:00Z`));
}

const FORMAT = new Intl.DateTimeFormat("en-US", {
  weekday: "short",
  month: "short",
  day: "numeric",
  year: "numeric",
  timeZone: "UTC",
});
