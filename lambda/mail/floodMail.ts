import { charterTitle } from "../../rules/charter/title.ts";
import { dateOf } from "../../rules/time/dates.ts";
import type { StoredEvent } from "../charter/stored.ts";
import type { Waiting } from "../charter/waitingMail.ts";
import { renderMail } from "./layout.ts";
import type { MailContent } from "./mime.ts";
import { formatInstant } from "./when.ts";

export interface FloodMailFacts {
  readonly event: Pick<StoredEvent, "slug" | "title" | "first_name">;
  /** It was written when the limit was passed. */
  readonly mail: Pick<Waiting, "created_at" | "origin">;
  readonly company: { readonly name: string; readonly timeZone: string };
}

/** Writes the mail that tells the admin that more came to a charter's waiver than strangers may cause. It has no word of theirs. */
export function floodMail({ event, mail, company }: FloodMailFacts): MailContent {
  const charter = charterTitle(event);
  return renderMail({
    subject: `More signatures than usual: ${charter}, ${dateOf(event.slug)}`,
    company: company.name,
    label: "Signatures held up",
    headline: `More came to the waiver of ${charter} than strangers may cause`,
    rows: [
      { name: "Charter", value: charter },
      { name: "Since", value: formatInstant(mail.created_at, company.timeZone) },
      {
        name: "What is",
        value:
          "Some signatures were refused, and whoever sent them was told when to sign again. Or they are on record, and mails about them are held back: yours, or the copy to whoever signed.",
      },
      { name: "What counts", value: "Every signature on record, with its mails or without.", strong: true },
      {
        name: "What to do",
        value:
          "Open the charter and look who has signed. If these are your patrons, send them the mails that are held back: the charter says how many there are. On a device of the crew everybody can sign at once. If they are strangers, leave them: they are on nobody's list, unless they have taken places of a party. Then take out how many come under Edit, and take their names off the list.",
      },
      { name: "More of it", value: "At most one mail a day tells of it." },
    ],
    link: { text: "Open the charter", url: `${mail.origin}/charters/${event.slug}` },
  });
}
