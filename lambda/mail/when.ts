/** Writes an instant in dock-local time with its zone: `Sat, May 23, 2026, 2:00 PM EDT`. */
export function formatInstant(instant: string, timeZone: string): string {
  return new Intl.DateTimeFormat("en-US", {
    timeZone, weekday: "short", year: "numeric", month: "short", day: "numeric",
    hour: "numeric", minute: "2-digit", timeZoneName: "short",
    // Newer ICU data put a narrow no-break space before AM and PM, which plain-text mail programs show as a box.
  }).format(new Date(instant)).replace(/[\u202f\u00a0]/g, " ");
}

/** Writes a calendar date: `Saturday, May 23, 2026`. */
export function formatDate(date: string): string {
  return new Intl.DateTimeFormat("en-US", {
    timeZone: "UTC", weekday: "long", year: "numeric", month: "long", day: "numeric",
  }).format(new Date(`${date}T00:00:00.000Z`));
}
