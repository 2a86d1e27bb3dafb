import { LINK_PURPOSES, type LinkPurpose } from "../../rules/contract/api/link.ts";
import { linkTo } from "../../rules/contract/api/paths/links.ts";
import { makeLink } from "../accounts/links.ts";
import { getAccount, type StoredAccount } from "../accounts/store.ts";
import type { OutboxMail } from "../charter/waitingMail.ts";
import type { Services } from "../services.ts";
import { accountLinkMail } from "./accountLinkMail.ts";
import { NEWER_MAIL, type Composed } from "./composed.ts";

/**
 * Writes the mail with a link to somebody's account. The link is made now, so that its secret lies nowhere but in the mail;
 * another try makes another link. Where there is no such account, nobody is told, and whoever asked learns nothing.
 */
export async function composeAccountLink(
  { company, table, clock }: Services,
  mail: Extract<OutboxMail, { kind: "account-link" }>,
): Promise<Composed> {
  const purpose = LINK_PURPOSES.find((known) => known === mail.purpose);
  if (purpose === undefined) return NEWER_MAIL;
  const account = await getAccount(table, mail.to);
  if (account === undefined || !isWanted(account, purpose)) return { state: "needless" };
  const token = await makeLink(table, account, purpose, clock());
  const url = linkTo(mail.origin, token);
  return {
    state: "ready",
    to: account.email,
    content: accountLinkMail({
      name: account.name,
      purpose,
      url,
      company: (await company.read()).name,
      askedBy: mail.asked_by,
    }),
  };
}

/** Whoever has been here since is invited no more. */
function isWanted({ disabled_at, invited_at }: StoredAccount, purpose: LinkPurpose): boolean {
  return disabled_at === undefined && (purpose === "reset" || invited_at !== undefined);
}
