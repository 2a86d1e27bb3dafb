import { isOtherwise } from "../../rules/crew/roster.ts";
import { patronsToRemind } from "../../rules/mail/reminders.ts";
import { dateOf } from "../../rules/time/dates.ts";
import { dayOf } from "../../rules/time/dockTime.ts";
import { requireSound, soundly, type SeenEvent } from "../charter/partly.ts";
import { factsOf } from "../charter/reminderFacts.ts";
import { isOutdated, type OutboxMail } from "../charter/waitingMail.ts";
import type { Services } from "../services.ts";
import { changedMail } from "./changedMail.ts";
import type { Composed } from "./composed.ts";

/**
 * Writes the mail that tells a patron of another hour or another boat, unless it came to nothing while it waited: it was changed
 * back, they left the list, the charter was canceled, has left, is over, or a later mail tells of it.
 */
export async function composeChanged(
  services: Services,
  charter: SeenEvent,
  mail: Extract<OutboxMail, { kind: "changed" }>,
): Promise<Composed> {
  const company = await services.company.read();
  requireSound(charter, "patrons", [mail.patron_id]);
  const event = { ...charter.seen, ...soundly(charter, "status", "dock", "starts_at", "vessel", "signed") };
  const patron = event.patrons[mail.patron_id];
  const over = event.status !== "open" || event.dock !== undefined;
  const past = dateOf(event.slug) < dayOf(services.clock().toISOString(), company.timeZone);
  const isSame = (other: OutboxMail): boolean =>
    (other.kind === "rest" && other.of === "moved" && other.after < mail.patron_id) ||
    ((other.kind === "changed" || other.kind === "moved") && other.patron_id === mail.patron_id);
  const needless = over || past || !isOtherwise(mail.before, event) || isOutdated(mail, event.outbox, isSame);
  if (needless || patron === undefined || patron.email === null) return { state: "needless" };
  const unsigned = patronsToRemind(factsOf(event, new Set())).some(({ id }) => id === mail.patron_id);
  const facts = { event, before: mail.before, patron: { name: patron.name, unsigned } };
  const content = await changedMail({ ...facts, origin: mail.origin, company });
  return { state: "ready", to: patron.email, content };
}
