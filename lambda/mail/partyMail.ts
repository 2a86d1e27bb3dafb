import { waiverPath } from "../../rules/contract/slug.ts";
import { charterTitle } from "../../rules/charter/title.ts";
import { tellParty, type PartyNews } from "../../rules/mail/party.ts";
import type { Company } from "../company/inForce.ts";
import type { StoredEvent } from "../charter/stored.ts";
import { stopPath } from "../reminders/link.ts";
import { dockRows, renderMail, rowIfAny, type MailRow } from "./layout.ts";
import type { MailContent } from "./mime.ts";
import { formatStart } from "./when.ts";

export interface PartyMailFacts {
  readonly event: Pick<StoredEvent, "slug" | "title" | "first_name" | "starts_at" | "vessel">;
  readonly origin: string;
  readonly company: Pick<Company, "name" | "timeZone" | "dock">;
}

/** Writes the mail that tells a booker who has signed who of their party has not, with the link to hand on. */
export function partyMail(facts: PartyMailFacts, news: PartyNews): MailContent {
  const { event, origin, company } = facts;
  const { slug } = event;
  const waiver = `${origin}${waiverPath(slug)}`;
  const stop = `${origin}${stopPath(slug, news.booker.id)}`;
  const when = formatStart(slug, event.starts_at, company.timeZone);
  const content = renderMail({
    subject: `Not all of your party have signed: ${when}`,
    company: company.name,
    label: "Waiver",
    headline: tellParty(news),
    rows: [
      { name: "Charter", value: charterTitle(event) },
      { name: "When", value: when, strong: true },
      ...rowIfAny("Vessel", event.vessel),
      ...dockRows(company.dock),
      handOn(waiver),
    ],
    link: { text: "Open the waiver", url: waiver },
    footer: [{ text: "Stop these reminders", url: stop }],
  });
  return { ...content, stopUrl: stop };
}

/** Asks the booker to hand the link on. It stands there in full, to be copied. */
export function handOn(waiver: string): MailRow {
  return {
    name: "To hand on",
    value: `Send them this link: ${waiver}. Each signs on their own phone, in a minute, and is on the list then.`,
  };
}
