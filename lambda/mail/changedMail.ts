import { charterTitle } from "../../rules/charter/title.ts";
import { waiverPath } from "../../rules/contract/slug.ts";
import type { Company } from "../company/inForce.ts";
import { calendarFile, type CalendarFacts } from "./calendarFile.ts";
import { dockRows, renderMail, rowIfAny } from "./layout.ts";
import type { MailContent } from "./mime.ts";
import { formatStart } from "./when.ts";

export interface ChangedMailFacts {
  readonly event: CalendarFacts;
  readonly before: { readonly starts_at: string; readonly vessel: string };
  /** `unsigned`: has to sign yet. */
  readonly patron: { readonly name: string; readonly unsigned: boolean };
  readonly origin: string;
  readonly company: Pick<Company, "name" | "timeZone" | "dock">;
}

/** Writes the mail that tells a patron of another hour or another boat, with the charter for their calendar. */
export async function changedMail({ event, before, patron, origin, company }: ChangedMailFacts): Promise<MailContent> {
  const when = formatStart(event.slug, event.starts_at, company.timeZone);
  const page = `${origin}${waiverPath(event.slug)}`;
  const was = formatStart(event.slug, before.starts_at, company.timeZone);
  const content = renderMail({
    subject: `A change to your charter: ${when}`,
    company: company.name,
    label: "Changed",
    headline: `${patron.name}, something about your charter has changed`,
    rows: [
      { name: "Charter", value: charterTitle(event) },
      { name: "When", value: when, strong: true },
      ...rowIfAny("It was", was === when ? "" : was),
      ...rowIfAny("Vessel", event.vessel),
      ...dockRows(company.dock),
      ...rowIfAny("Before", before.vessel === event.vessel ? "" : before.vessel),
      {
        name: "To do",
        value: `${patron.unsigned ? "Please sign the waiver; it takes a minute." : "Nothing: what you have signed still counts."} The attached file puts it into your calendar.`,
      },
    ],
    ...(patron.unsigned ? { link: { text: "Sign the waiver", url: page } } : {}),
  });
  return { ...content, attachments: [await calendarFile(event, { origin, company, page })] };
}
