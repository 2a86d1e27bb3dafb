/** Writes an instant for whoever reads the waiver page, by the dock's clock with its zone named: `Saturday, May 23, 2026 at 3:00 PM EDT`. */
export function writeMoment(instant: Date, locale: string, timeZone: string): string {
  const format = new Intl.DateTimeFormat(locale, {
    weekday: "long",
    year: "numeric",
    month: "long",
    day: "numeric",
    hour: "numeric",
    minute: "2-digit",
    timeZone,
    timeZoneName: "short",
  });
  // Newer language data put a narrow no-break space before AM and PM, which some phones show as a box.
  return format.format(instant).replace(/[\u202f\u00a0]/g, " ");
}

/** Writes a date for whoever reads the waiver page: `Saturday, May 23, 2026`. */
export function writeDay(date: string, locale: string): string {
  // The date stands for itself, in no zone: read and written in UTC it cannot slip by a day.
  return new Intl.DateTimeFormat(locale, { dateStyle: "full", timeZone: "UTC" }).format(new Date(`${date}T00:00:00Z`));
}
