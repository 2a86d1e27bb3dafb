import { ACCOUNT_NEWS, type AccountNews } from "../../rules/contract/security.ts";
import { getAccount } from "../accounts/store.ts";
import type { OutboxMail } from "../charter/waitingMail.ts";
import type { Services } from "../services.ts";
import { NEWER_MAIL, type Composed } from "./composed.ts";
import { renderMail, rowIfAny } from "./layout.ts";
import { formatInstant } from "./when.ts";

/** Writes the mail that tells whoever has an account what of it was changed, by whom and when. Nobody is told of an account that is gone. */
export async function composeAccountNews(
  services: Services,
  mail: Extract<OutboxMail, { kind: "account-news" }>,
): Promise<Composed> {
  const news = ACCOUNT_NEWS.find((known) => known === mail.news);
  if (news === undefined) return NEWER_MAIL;
  const account = await getAccount(services.table, mail.to);
  if (account === undefined || account.disabled_at !== undefined) return { state: "needless" };
  const { name: company, timeZone } = await services.company.read();
  const { subject, what } = WORDS[news];
  return {
    state: "ready",
    to: account.email,
    content: renderMail({
      subject: `${subject} at ${company}`,
      company,
      label: "Your account",
      headline: `${account.name}, ${what}`,
      rows: [
        ...rowIfAny("Now", mail.detail),
        { name: "By", value: mail.own ? "You" : mail.by, strong: true },
        { name: "When", value: formatInstant(mail.done_at, timeZone) },
      ],
      footer: [...(news === "role-changed" ? [{ text: ANEW }] : []), { text: mail.own ? OWN : OTHERS }],
    }),
  };
}

const WORDS: Readonly<Record<AccountNews, { readonly subject: string; readonly what: string }>> = {
  "second-factor-on": { subject: "Second factor turned on", what: "your second factor is on" },
  "second-factor-off": { subject: "Second factor turned off", what: "your second factor is off" },
  "role-changed": { subject: "Your role has changed", what: "you have another role" },
  "permissions-changed": { subject: "What you may do has changed", what: "you may do other things than before" },
};
/** A session is of whoever might do what they might when it began. */
const ANEW = "You were signed out on each of your devices: sign in there again. What waits on them to be sent stays.";
const OWN =
  "It was not you? Then choose a new password at once, end all other sessions on your account’s page, and tell an admin.";
const OTHERS = "You did not expect that? Then ask them, or another admin.";
