import type { RemindRequest } from "../../rules/contract/api/event.ts";
import { awaitsSignatures, remindersAsked, type DueReminder } from "../../rules/mail/reminders.ts";
import { quoteNames } from "../../rules/people/names.ts";
import { dayOf } from "../../rules/time/dockTime.ts";
import { applyChange, type Change, type Changer } from "../charter/change.ts";
import { signLine } from "../charter/history.ts";
import { soundly } from "../charter/partly.ts";
import { charterOf, factsOf, partyOf } from "../charter/reminderFacts.ts";
import type { StoredEvent } from "../charter/stored.ts";
import { readStoredEvent } from "../charter/read.ts";
import { ProblemError } from "../problem.ts";
import { readOptOuts } from "../reminders/optOuts.ts";
import { firstThatFit, queueing } from "../reminders/queueing.ts";
import type { Services } from "../services.ts";

/** What of a charter decides whether anybody is mailed its link. */
const DECISIVE = ["event_id", "starts_at", "status", "dock", "signed"] as const;

/** Mails the waiver's link to patrons who have not signed, and to the booker who is to hand it on; to whom it has just been mailed, the same request again mails nothing. */
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
    const facts = { ...factsOf(event, optedOut, partyOf(charter)), lastAsked: lastAsked(event, now) };
    const due = remindersAsked(facts, patrons, now);
    const written = firstThatFit(event, due, now);
    if (due.length > 0 && written.length === 0)
      throw noRoom(facts.manifest.filter(({ reminded }) => reminded.asked === now.toISOString()).length, due.length);
    if (written.length === 0) return undefined;
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

function noRoom(sent: number, left: number): ProblemError {
  return new ProblemError(
    409,
    "conflict",
    "Too many mails of this charter wait already",
    `${sent === 0 ? "No mail was sent" : `${String(sent)} are on their way`}, and ${String(left)} wait for room. Press once more when those that wait have gone, in a minute or so; failed ones have to be tried again first.`,
  );
}

/** When each address was mailed the link on request last, but for this very request, which takes several turns. */
function lastAsked(
  { patrons, removed_patrons }: Pick<StoredEvent, "patrons" | "removed_patrons">,
  now: Date,
): ReadonlyMap<string, string> {
  const asked = Object.values({ ...patrons, ...removed_patrons }).flatMap(({ email, reminded_asked_at: at }) =>
    email === null || at === undefined || at === now.toISOString() ? [] : [[email, at] as const],
  );
  return new Map(asked.sort(([, a], [, b]) => (a < b ? -1 : 1)));
}
