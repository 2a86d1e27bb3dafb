import { charterTitle } from "../../rules/charter/title.ts";
import type { RosterNews } from "../../rules/crew/roster.ts";
import { dockInstant } from "../../rules/time/dockInstant.ts";
import { isClockTime } from "../../rules/time/dockTime.ts";
import { parseSlug } from "../../rules/contract/slug.ts";
import type { Company } from "../company/inForce.ts";
import { calendarFile, type CalendarFacts } from "./calendarFile.ts";
import { dockRows, renderMail, rowIfAny } from "./layout.ts";
import type { MailContent } from "./mime.ts";
import { formatDate, formatInstant } from "./when.ts";

export interface RosterMailFacts {
  readonly event: CalendarFacts;
  readonly news: RosterNews;
  /** Why it moved or is off, in the admin's words. */
  readonly why?: string | undefined;
  /** Names of the others on the charter. */
  readonly others: readonly string[];
  readonly origin: string;
  readonly company: Pick<Company, "name" | "timeZone" | "dock">;
}

/** Writes the mail that tells a crew member where they sail, or no longer sail, with the charter for their calendar. */
export async function rosterMail(facts: RosterMailFacts): Promise<MailContent> {
  const { event, news, why = "", others, origin, company } = facts;
  const { slug } = event;
  const charter = charterTitle(event);
  const content = renderMail({
    subject: `${SUBJECTS[news]}: ${charter}, ${parseSlug(slug)?.date ?? ""}`,
    company: company.name,
    label: "Roster",
    headline: headlineOf(facts, charter),
    rows: [
      { name: "Charter", value: charter },
      { name: "When", value: whenOf(facts), strong: true },
      ...rowIfAny("Vessel", event.vessel),
      ...dockRows(company.dock),
      ...rowIfAny("Why", why),
      ...(news === "unassigned" ? [] : rowIfAny("With", others.join(", "))),
    ],
    link: { text: "Open the charter", url: `${origin}/charters/${slug}` },
  });
  // Off the crew it is none of their days, whatever becomes of it.
  return news === "unassigned"
    ? content
    : { ...content, attachments: [await calendarFile(event, { origin, company })] };
}

const SUBJECTS: Readonly<Record<RosterNews, string>> = {
  assigned: "You sail",
  unassigned: "You no longer sail",
  canceled: "Called off",
  reopened: "It sails after all",
  moved: "Moved",
  changed: "Changed",
  roster: "Your roster",
};

function headlineOf({ event, news, others }: RosterMailFacts, charter: string): string {
  if (news === "unassigned") return `You are no longer on ${charter}`;
  if (event.status === "canceled") return `${charter} is called off`;
  if (news === "changed") return `${charter} sails at another time, or on another boat`;
  if (news === "moved") return `${charter} has moved, with you on it`;
  if (news === "reopened") return `${charter} sails after all, with you`;
  return others.length === 0
    ? `You sail on ${charter}`
    : `You sail on ${charter} with ${others.length === 1 ? (others[0] ?? "") : `${others.length} others`}`;
}

/** `Sat, May 23, 2026, 2:00 PM EDT`, or the day and its part while no start is known. */
function whenOf({ event, company }: RosterMailFacts): string {
  const parts = parseSlug(event.slug);
  if (parts === undefined) return "";
  if (!isClockTime(event.starts_at)) return `${formatDate(parts.date)}, ${parts.period}; the start is not set yet`;
  return formatInstant(dockInstant(parts.date, event.starts_at, company.timeZone).toISOString(), company.timeZone);
}
