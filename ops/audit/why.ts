import { isCalendarDate, isSlug, PERIODS } from "../../rules/contract/slug.ts";

/** Says in a few words what keeps an id from being a slug. */
export function explainId(id: string): string {
  const lower = id.toLowerCase();
  if (isCalendarDate(id)) return "a date alone";
  if (isSlug(lower)) return "upper-case letters";
  const [, date, middle, last] = /^(\d{4}-\d\d-\d\d)-(?:(.*)-)?([^-]*)$/.exec(lower) ?? [];
  if (date === undefined) return "does not begin with a date as YYYY-MM-DD";
  if (!isCalendarDate(date)) return `there is no ${date}`;
  if (middle === undefined) return "no first name or no period";
  if (!(PERIODS as readonly string[]).includes(last ?? "")) return `"${last ?? ""}" is no period`;
  return /^[a-z0-9-]*$/.test(middle)
    ? "the first name must be one word of letters"
    : "the first name has other characters than a to z";
}
