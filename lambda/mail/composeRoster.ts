import { presentCallOff } from "../../rules/charter/calledOff.ts";
import { dateOf } from "../../rules/time/dates.ts";
import { dayOf } from "../../rules/time/dockTime.ts";
import { isStillTrue, ROSTER_NEWS, type RosterNews } from "../../rules/crew/roster.ts";
import { getAccount, listAccounts } from "../accounts/store.ts";
import { soundly, type SeenEvent } from "../charter/partly.ts";
import { isOutdated, type OutboxMail } from "../charter/waitingMail.ts";
import type { Services } from "../services.ts";
import { NEWER_MAIL, type Composed } from "./composed.ts";
import { countBroken } from "../dynamodb/readEach.ts";
import { rosterMail } from "./rosterMail.ts";

/** Writes a roster mail to a crew member's account, unless it is no longer true, the day is over, or they have no account. */
export async function composeRoster(
  services: Services,
  charter: SeenEvent,
  mail: Extract<OutboxMail, { kind: "roster" }>,
): Promise<Composed> {
  const { table, clock } = services;
  const company = await services.company.read();
  const news = ROSTER_NEWS.find((known) => known === mail.news);
  if (news === undefined) return NEWER_MAIL;
  const event = { ...charter.seen, ...soundly(charter, "crew", "status") };
  const today = dayOf(clock().toISOString(), company.timeZone);
  if (!isStillTrue({ to: mail.to, news }, event) || dateOf(event.slug) < today) return { state: "needless" };
  const isSame = (other: OutboxMail): boolean =>
    other.kind === "roster" && other.to === mail.to && (other.news === "changed" || other.news === "moved");
  if ((news === "changed" || news === "moved") && isOutdated(mail, charter.seen.outbox, isSame))
    return { state: "needless" };
  const account = await getAccount(table, mail.to);
  if (account === undefined || account.disabled_at !== undefined) return { state: "needless" };
  const names = new Map(countBroken(services, await listAccounts(table)).map(({ email, name }) => [email, name]));
  const others = event.crew.filter((email) => email !== mail.to).map((email) => names.get(email) ?? email);
  const content = await rosterMail({
    event,
    news,
    why: whyOf(news, event),
    others,
    origin: mail.origin,
    company,
  });
  return { state: "ready", to: account.email, content };
}

/** In the admin's words, as far as somebody gave a reason that can be read. */
function whyOf(news: RosterNews, event: SeenEvent["seen"]): string | undefined {
  if (news === "canceled") return presentCallOff(event)?.reason;
  return news === "moved" ? event.moves.at(-1)?.reason : undefined;
}
