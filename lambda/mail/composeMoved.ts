import { dateOf } from "../../rules/time/dates.ts";
import { dayOf } from "../../rules/time/dockTime.ts";
import { requireSound, soundly, type SeenEvent } from "../charter/partly.ts";
import { factsOf } from "../charter/reminderFacts.ts";
import type { OutboxMail } from "../charter/waitingMail.ts";
import { patronsToRemind } from "../../rules/mail/reminders.ts";
import type { Services } from "../services.ts";
import type { Composed } from "./composed.ts";
import { movedMail } from "./movedMail.ts";

/**
 * Writes the mail that tells a patron of a move, unless it came to nothing while it waited: they left the list, the charter
 * was canceled, is over, or was moved once more, of which another mail tells.
 */
export async function composeMoved(
  services: Services,
  charter: SeenEvent,
  mail: Extract<OutboxMail, { kind: "moved" }>,
): Promise<Composed> {
  const company = await services.company.read();
  requireSound(charter, "patrons", [mail.patron_id]);
  const event = { ...charter.seen, ...soundly(charter, "status", "moves", "signed", "starts_at", "vessel") };
  const move = event.moves.at(-1);
  const patron = event.patrons[mail.patron_id];
  const today = dayOf(services.clock().toISOString(), company.timeZone);
  if (move?.id !== mail.move_id || event.status !== "open" || dateOf(event.slug) < today) return { state: "needless" };
  if (patron === undefined || patron.email === null) return { state: "needless" };
  const unsigned = patronsToRemind(factsOf(event, new Set())).some(({ id }) => id === mail.patron_id);
  const facts = { event, move, patron: { id: mail.patron_id, name: patron.name, unsigned } };
  return { state: "ready", to: patron.email, content: await movedMail({ ...facts, origin: mail.origin, company }) };
}
