import { charterTitle } from "../../rules/charter/title.ts";
import type { Move } from "../../rules/contract/api/move.ts";
import { waiverPath } from "../../rules/contract/slug.ts";
import type { Company } from "../company/inForce.ts";
import { calendarFile, type CalendarFacts } from "./calendarFile.ts";
import { dockRows, renderMail, rowIfAny } from "./layout.ts";
import type { MailContent } from "./mime.ts";
import { formatStart } from "./when.ts";

export interface MovedMailFacts {
  readonly event: CalendarFacts;
  /** The last one. */
  readonly move: Move;
  /** `unsigned`: has to sign, for the first time or again. */
  readonly patron: { readonly name: string; readonly unsigned: boolean };
  readonly origin: string;
  readonly company: Pick<Company, "name" | "timeZone" | "dock">;
}

/** Writes the mail that tells a patron when they sail now, in the admin's words why, with the charter for their calendar. */
export async function movedMail(facts: MovedMailFacts): Promise<MailContent> {
  const { event, move, patron, origin, company } = facts;
  const waiver = `${origin}${waiverPath(event.slug)}`;
  const when = formatStart(event.slug, event.starts_at, company.timeZone);
  const content = renderMail({
    subject: `New date for your charter: ${when}`,
    company: company.name,
    label: "Moved",
    headline: `${patron.name}, your charter has a new date`,
    rows: [
      { name: "Charter", value: charterTitle(event) },
      { name: "When", value: when, strong: true },
      { name: "It was", value: formatStart(move.from, move.starts_before, company.timeZone) },
      ...rowIfAny("Vessel", event.vessel),
      ...dockRows(company.dock),
      { name: "Why", value: move.reason },
      { name: "To do", value: todo(facts) },
    ],
    ...(patron.unsigned ? { link: { text: "Sign the waiver", url: waiver } } : {}),
  });
  return { ...content, attachments: [await calendarFile(event, { origin, company, page: waiver })] };
}

function todo({ move, patron }: MovedMailFacts): string {
  if (!patron.unsigned)
    return "Nothing: you have signed the waiver, and it still counts. The attached file puts the new date into your calendar.";
  return move.signatures === "again"
    ? "Please sign the waiver for the new day, also if you have signed it before. It takes a minute."
    : "Please sign the waiver on your phone. It takes a minute, and saves you the wait at the dock.";
}
