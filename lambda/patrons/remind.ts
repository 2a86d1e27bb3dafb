import type { RemindRequest } from "../../rules/contract/api/event.ts";
import { awaitsSignatures, remindersAsked, type DueReminder } from "../../rules/mail/reminders.ts";
import { quoteNames } from "../../rules/people/names.ts";
import { dayOf } from "../../rules/time/dockTime.ts";
import { applyChange, type Change, type Changer } from "../charter/change.ts";
import { signLine } from "../charter/history.ts";
import { soundly } from "../charter/partly.ts";
import { charterOf, factsOf } from "../charter/reminderFacts.ts";
import { readStoredEvent } from "../charter/read.ts";
import { ProblemError } from "../problem.ts";
import { readOptOuts } from "../reminders/optOuts.ts";
import { firstThatFit, queueing } from "../reminders/queueing.ts";
import type { Services } from "../services.ts";

/** What of a charter decides whether anybody is mailed its link. */
const DECISIVE = ["event_id", "starts_at", "status", "dock", "signed"] as const;

/** Mails the waiver's link to patrons who have not signed; to whom it has just been mailed, the same request again mails nothing. */
export async function remindOnRequest(
  services: Services,
  slug: string,
  { patrons }: RemindRequest,
  by: Changer,
): Promise<void> {
  const { table, config, clock } = services;
  const now = clock();
  const today = dayOf(now.toISOString(), config.company.timeZone);
  const stored = await readStoredEvent(table, slug);
  const addresses = patrons.flatMap((id) => stored?.seen.patrons[id]?.email ?? []);
  const optedOut = await readOptOuts(table, addresses);
  await applyChange(services, slug, (charter) => {
    const event = { ...charter.seen, ...soundly(charter, ...DECISIVE), origin: by.origin };
    if (!awaitsSignatures(charterOf(event), today)) throw tooLate();
    const facts = factsOf(event, optedOut);
    const due = remindersAsked(facts, patrons, now);
    const written = firstThatFit(event, due, now);
    if (written.length === 0) {
      const begun = facts.manifest.some(({ reminded }) => reminded.asked === now.toISOString());
      if (due.length > 0 && !begun) throw noRoom();
      return undefined;
    }
    return { ...queueing(event, written, now), lines: [lineOf(written, by, now)], more: due.length > written.length };
  });
}

function lineOf(sent: readonly DueReminder[], by: Changer, now: Date): Change["lines"][number] {
  const names = quoteNames(sent.map(({ patron }) => patron.name));
  return { kind: "link-sent", ...names, ...signLine(by.account, now) };
}

function tooLate(): ProblemError {
  return new ProblemError(
    409,
    "conflict",
    "Nobody can sign this charter’s waiver now",
    "No mail was sent. It is over, has left, or is called off: reload the page to see which.",
  );
}

function noRoom(): ProblemError {
  return new ProblemError(
    409,
    "conflict",
    "Too many mails of this charter wait already",
    "No mail was sent. Wait until they have gone, or let failed mails be tried again, then press once more.",
  );
}
