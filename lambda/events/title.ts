import { parseSlug } from "../../rules/slug.ts";

/** What a charter is called: its title where it has one, else `Jane's afternoon charter`. */
export function charterTitle(event: { readonly event_id: string; readonly title: string; readonly first_name: string }): string {
  if (event.title !== "") return event.title;
  const parts = parseSlug(event.event_id);
  return `${event.first_name || (parts?.firstName ?? "")}'s ${parts?.period ?? ""} charter`;
}
