import { isDeepStrictEqual } from "node:util";

import type { ChangeEventRequest } from "../../rules/contract/api/event.ts";
import type { HistoryLine } from "../../rules/contract/api/history.ts";
import type { Account } from "../../rules/contract/api/session.ts";
import { isOtherwise, rosterMessages } from "../../rules/crew/roster.ts";
import { describeDetails } from "../../rules/charter/history.ts";
import type { Changer } from "../charter/change.ts";
import { signLine, tellHistory } from "../charter/history.ts";
import { newChangedMails, newRosterMails, type RosterCause } from "../charter/newMails.ts";
import { hasRoomForMails, queueMails } from "../charter/queueMails.ts";
import { eventNotFound } from "../charter/problems.ts";
import { soundly } from "../charter/partly.ts";
import { readStoredEvent } from "../charter/read.ts";
import { detailsPlace, revisedDetails } from "../charter/sealed.ts";
import { stillAtRevision, type StoredEvent } from "../charter/stored.ts";
import { untilNotOvertaken, type Attempt } from "../charter/untilNotOvertaken.ts";
import { isOvertaken, updateEvent } from "../charter/update.ts";
import type { Mails } from "../charter/waitingMail.ts";
import { exists, given, joinUpdates } from "../dynamodb/update.ts";
import { sealRevision } from "../seals/revisionSeal.ts";
import type { Services } from "../services.ts";
import { reopening } from "./callOff.ts";
import { sailedAlready, staleRevision } from "./problems.ts";

/** How many patrons one update has mailed: an expression may have 4 KB. */
const PATRONS_TOLD_MAX = 30;

type Sails = Pick<StoredEvent, "status" | "starts_at" | "vessel">;

/** Changes the details that the request names, if nobody has since `request.revision`. */
export function changeEvent(services: Services, slug: string, request: ChangeEventRequest, by: Changer): Promise<void> {
  return untilNotOvertaken(() => attemptChange(services, slug, request, by));
}

/** Overtaken by a sender alone, it is decided again; by somebody else's change, it is refused. */
async function attemptChange(
  services: Services,
  slug: string,
  request: ChangeEventRequest,
  by: Changer,
): Promise<Attempt<undefined>> {
  const charter = await readStoredEvent(services.table, slug);
  if (charter === undefined) throw eventNotFound();
  const { revision, ...details } = request;
  if (soundly(charter, "revision").revision !== revision) throw staleRevision();
  // A detail that cannot be read is as good as none: what is entered in its place mends it.
  const event = charter.seen;
  if (details.status === "canceled" && event.status !== "canceled" && event.dock !== undefined) throw sailedAlready();
  const now = services.clock();
  const { crew = event.crew, status = event.status, starts_at = event.starts_at, vessel = event.vessel } = details;
  const after = { crew, status, starts_at, vessel };
  const changed = Object.fromEntries(given({ revision: revision + 1, ...details, changed_at: now.toISOString() }));
  const details_seal = sealRevision(detailsPlace(event.event_id), revisedDetails({ ...event, ...changed }));
  const cause = { slug: event.event_id, cause: `revision ${revision + 1}`, origin: by.origin, now };
  const { logged, mails } = status === "open" ? reopening(charter, by, cause) : { logged: {}, mails: {} };
  const written = await updateEvent(
    services.table,
    event.event_id,
    joinUpdates(
      {
        set: Object.entries({ ...changed, details_seal }),
        conditions: [exists("event_id"), stillAtRevision(revision)],
      },
      logged,
      queueMails({
        ...newRosterMails(rosterMessages(event, after), cause),
        ...mailsToPatrons(event, after, cause),
        ...mails,
      }),
      tellHistory(linesOf(event, details, services, by.account), charter),
    ),
  );
  if (!isOvertaken(written) || (await isWritten(services, slug, changed))) return { answer: undefined };
  return "overtaken";
}

/** Whoever comes along hears of another hour or another boat, as far as there is room for the mails; the page shows it in any case. */
function mailsToPatrons(event: StoredEvent, after: Sails, cause: RosterCause): Mails {
  if (after.status !== "open" || event.dock !== undefined || !isOtherwise(event, after)) return {};
  const reached = Object.entries(event.patrons).flatMap(([id, { email }]) => (email === null ? [] : [id]));
  const told = reached.slice(0, PATRONS_TOLD_MAX).map((id) => ({ id, before: knownTo(id, event) }));
  const mails = newChangedMails(told, cause);
  return hasRoomForMails(event, mails) ? mails : {};
}

/** What a patron was told last: where the mail about a change still waits, they know nothing of it. */
function knownTo(
  patron: string,
  { starts_at, vessel, outbox }: StoredEvent,
): Pick<StoredEvent, "starts_at" | "vessel"> {
  const [unsent] = Object.values(outbox)
    .flatMap((mail) => (mail.kind === "changed" && mail.patron_id === patron ? [mail] : []))
    .sort((a, b) => (a.created_at < b.created_at ? -1 : 1));
  return unsent?.before ?? { starts_at, vessel };
}

/** A try whose answer was lost may have written it: then all of it is there, from this very instant. */
async function isWritten({ table }: Services, slug: string, details: object): Promise<boolean> {
  const after = await readStoredEvent(table, slug);
  if (after === undefined) return false;
  const now = new Map<string, unknown>(Object.entries(after.seen));
  return given({ ...details }).every(([name, value]) => isDeepStrictEqual(now.get(name), value));
}

function linesOf(
  event: StoredEvent,
  details: object,
  { config, clock }: Services,
  account: Account,
): readonly HistoryLine[] {
  const named = Object.fromEntries(given({ ...details }));
  const changes = describeDetails({ ...event }, named, event.currency || config.company.currency);
  return changes.length === 0 ? [] : [{ kind: "details", changes, ...signLine(account, clock()) }];
}
