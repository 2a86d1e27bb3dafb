import type { EventSummary } from "../rules/contract/api/month.ts";
import type { Method } from "../rules/contract/api/payment.ts";
import { titleOfSlug } from "../rules/charter/title.ts";
import { lookUp, type Newer } from "../rules/contract/newer.ts";
import { formatMoney } from "../rules/money/money.ts";
import { dayOf } from "../rules/time/dockTime.ts";
import { sayDate } from "../rules/time/sayDate.ts";
import { parseSlug, PERIODS, type Period } from "../rules/contract/slug.ts";

/** What a method is called; a newer version's stands for itself. */
export function methodLabel(method: Method | Newer): string {
  return lookUp(METHOD_LABELS, method) ?? method;
}

export const METHOD_LABELS: Readonly<Record<Method, string>> = {
  card: "Card",
  cash: "Cash",
  venmo: "Venmo",
  zelle: "Zelle",
  check: "Check",
  other: "Other",
};

const LOCALE = "en-US";

/** A calendar date stands for itself: written in UTC it cannot slip by a day. */
function day(date: string, options: Intl.DateTimeFormatOptions): string {
  return new Intl.DateTimeFormat(LOCALE, { ...options, timeZone: "UTC" }).format(new Date(`${date}T00:00:00Z`));
}

/** `Saturday, May 23`. */
export function dayLabel(date: string): string {
  return day(date, { weekday: "long", month: "long", day: "numeric" });
}

/** `Sat, May 23, 2026`. */
export const shortDate = sayDate;

/** `Sat, May 23`, where the year goes without saying. */
export function dayAndMonth(date: string): string {
  return day(date, { weekday: "short", month: "short", day: "numeric" });
}

/** `May 2026`, of `2026-05`. */
export function monthLabel(month: string): string {
  return day(`${month}-01`, { month: "long", year: "numeric" });
}

/** Today as `YYYY-MM-DD` where the company is. */
export function todayIn(timeZone: string, now: Date): string {
  return dayOf(now.toISOString(), timeZone);
}

/** `2:30 PM` of `14:30`; empty for no time. */
export function clockLabel(time: string): string {
  if (time === "") return "";
  return new Intl.DateTimeFormat(LOCALE, { hour: "numeric", minute: "2-digit", timeZone: "UTC" }).format(
    new Date(`2000-01-01T${time}:00Z`),
  );
}

/** `May 23, 2:30 PM`, on the company's clock. */
export function momentLabel(instant: string, timeZone: string): string {
  return new Intl.DateTimeFormat(LOCALE, {
    month: "short",
    day: "numeric",
    hour: "numeric",
    minute: "2-digit",
    timeZone,
  }).format(new Date(instant));
}

/** A moment beside a day's own page: `2:30 PM` on that day, `May 22, 2:30 PM` on another. */
export function momentOn(date: string, instant: string, timeZone: string): string {
  return dayOf(instant, timeZone) === date ? instantClock(instant, timeZone) : momentLabel(instant, timeZone);
}

/** `2:30 PM` of an instant, on the company's clock. */
export function instantClock(instant: string, timeZone: string): string {
  return new Intl.DateTimeFormat(LOCALE, { hour: "numeric", minute: "2-digit", timeZone }).format(new Date(instant));
}

/** `May 23, 2:30 PM EDT`: with the zone named, for what is kept or printed. */
export function zonedLabel(instant: string, timeZone: string): string {
  return new Intl.DateTimeFormat(LOCALE, {
    month: "short",
    day: "numeric",
    hour: "numeric",
    minute: "2-digit",
    timeZone,
    timeZoneName: "short",
  }).format(new Date(instant));
}

/** `May 23, 2026, 2:30 PM EDT`: with the year, for what may be of any. */
export function datedLabel(instant: string, timeZone: string): string {
  return new Intl.DateTimeFormat(LOCALE, {
    year: "numeric",
    month: "short",
    day: "numeric",
    hour: "numeric",
    minute: "2-digit",
    timeZone,
    timeZoneName: "short",
  }).format(new Date(instant));
}

/** `Sails tomorrow`, `Sails in 12 days`: of a day that is not over, as seen from another. */
export function sailsIn(today: string, date: string): string {
  const days = Math.round((Date.parse(date) - Date.parse(today)) / DAY_MS);
  if (days < 1) return "Sails today";
  return days === 1 ? "Sails tomorrow" : `Sails in ${days} days`;
}

const DAY_MS = 86_400_000;

/** `$300`, `$300.50`: whole amounts lose their zeros where room is short; the ledger shows every cent. */
export function shortMoney(cents: number, currency: string): string {
  return formatMoney(cents, currency).replace(/\.00$/, "");
}

/** `Afternoon`. */
export function periodLabel(period: Period | Newer): string {
  return period.slice(0, 1).toUpperCase() + period.slice(1);
}

/** The parts of the day, to choose from. */
export const PERIOD_OPTIONS = PERIODS.map((period) => [period, periodLabel(period)] as const);

/** `Jane’s afternoon charter · Sat, May 23`: a charter by its title, where that is known, or by what its slug tells. */
export function slugLabel(slug: string, title = titleOfSlug(slug)): string {
  const parts = parseSlug(slug);
  if (parts === undefined) return slug;
  return `${title} · ${dayAndMonth(parts.date)}`;
}

/** Says when and on what: `Sat, May 23, 2026 · Afternoon, 2:30 PM · Windfall`. */
export function whenOf(
  event: Pick<EventSummary, "date" | "period" | "starts_at" | "vessel">,
  day: (date: string) => string = shortDate,
): string {
  const time = clockLabel(event.starts_at);
  const period = time === "" ? periodLabel(event.period) : `${periodLabel(event.period)}, ${time}`;
  return [day(event.date), period, event.vessel].filter((part) => part !== "").join(" · ");
}

/** `1 patron`, `2 patrons`. */
export function count(number: number, one: string, many = `${one}s`): string {
  return `${number} ${number === 1 ? one : many}`;
}
