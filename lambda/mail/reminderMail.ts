import { charterTitle } from "../../rules/charter/title.ts";
import { tellParty, type PartyNews } from "../../rules/mail/party.ts";
import type { Reminder } from "../../rules/mail/reminders.ts";
import { waiverPath } from "../../rules/contract/slug.ts";
import { stopPath } from "../reminders/link.ts";
import { dockRows, renderMail, rowIfAny } from "./layout.ts";
import { handOn, type PartyMailFacts } from "./partyMail.ts";
import type { MailContent } from "./mime.ts";
import { formatStart } from "./when.ts";

export interface ReminderMailFacts extends PartyMailFacts {
  readonly patron: { readonly id: string; readonly name: string };
  readonly which: Reminder;
}

/**
 * Writes the mail that asks a patron to sign the waiver. It names nobody else of the charter but in its title, and to who booked
 * those of their party who have not signed either.
 */
export function reminderMail(facts: ReminderMailFacts, news?: PartyNews): MailContent {
  const { event, patron, which, origin, company } = facts;
  const { slug } = event;
  const waiver = `${origin}${waiverPath(slug)}`;
  const stop = `${origin}${stopPath(slug, patron.id)}`;
  const when = formatStart(slug, event.starts_at, company.timeZone);
  const content = renderMail({
    subject: which === "hours" ? `You sail soon, please sign: ${when}` : `Please sign before you sail: ${when}`,
    company: company.name,
    label: "Waiver",
    headline:
      which === "hours"
        ? `${patron.name}, you sail soon: please sign now`
        : `${patron.name}, please sign before you sail`,
    rows: [
      { name: "Charter", value: charterTitle(event) },
      { name: "When", value: when, strong: true },
      ...rowIfAny("Vessel", event.vessel),
      ...dockRows(company.dock),
      { name: "To do", value: "Sign the waiver on your phone. It takes a minute, and saves you the wait at the dock." },
      ...(news === undefined ? [] : [{ name: "Your party", value: `${tellParty(news)}.` }, handOn(waiver)]),
    ],
    link: { text: "Sign the waiver", url: waiver },
    footer: [
      // Nobody asked the patron which language they read.
      {
        text: "Antes de zarpar, firme la exención de responsabilidad. En español",
        url: `${waiver}?lang=es`,
        language: "es",
      },
      {
        text: `Signed already, under another name than ${patron.name}? Tell us at the dock; there is nothing more to do now.`,
      },
      { text: "Stop these reminders", url: stop },
    ],
  });
  return { ...content, stopUrl: stop };
}
