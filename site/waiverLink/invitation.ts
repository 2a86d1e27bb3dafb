import type { EventSummary } from "../../rules/contract/api/month.ts";
import { charterTitle } from "../../rules/charter/title.ts";
import { clockLabel, shortDate } from "../labels.ts";

/** What a message to patrons says beside the link, in the words of whoever sends it: which charter, when, and what to do. */
export function invitationText(
  event: Pick<EventSummary, "slug" | "title" | "first_name" | "date" | "starts_at">,
): string {
  const start = clockLabel(event.starts_at);
  const when = start === "" ? shortDate(event.date) : `${shortDate(event.date)}, ${start}`;
  return `Please sign the waiver for ${charterTitle(event)}, ${when}. It takes a minute:`;
}
