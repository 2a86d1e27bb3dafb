import { isDeepStrictEqual } from "node:util";

import { presentCallOff } from "../../rules/charter/calledOff.ts";
import type { CallOffEntry, CallOffRequest } from "../../rules/contract/api/callOff.ts";
import { rosterMessages } from "../../rules/crew/roster.ts";
import { appendSealed } from "../charter/appendSealed.ts";
import type { Changer } from "../charter/change.ts";
import { signLine, tellHistory } from "../charter/history.ts";
import { newRosterMails, type RosterCause } from "../charter/newMails.ts";
import type { SeenEvent } from "../charter/partly.ts";
import { queueMails } from "../charter/queueMails.ts";
import { callOffPlace, detailsPlace, revisedDetails } from "../charter/sealed.ts";
import { stillAtRevision, type StoredEvent } from "../charter/stored.ts";
import type { Mails } from "../charter/waitingMail.ts";
import { exists, joinUpdates, stillHas, type Update } from "../dynamodb/update.ts";
import { sealRevision } from "../seals/revisionSeal.ts";
import { seal } from "../seals/seal.ts";
import type { Services } from "../services.ts";
import { mailEverybody } from "./everybody.ts";
import { onceAtRevision } from "./onceAtRevision.ts";
import { callOffIdTaken } from "./problems.ts";
import { requireRoomToTell } from "./roomToTell.ts";

/** Calls a charter off by one update: why, what becomes of the money, and the mails to everybody who sails on it. */
export function callOffEvent(services: Services, slug: string, request: CallOffRequest, by: Changer): Promise<void> {
  const { money, reason } = request;
  return onceAtRevision(services.table, slug, request.revision, {
    isDone: (event) => isDone(event, request),
    decide: (event, charter) => {
      const now = services.clock();
      return joinUpdates(
        callingOff(event, request, by, now),
        tellHistory([{ kind: "called-off", money, reason, ...signLine(by.account, now) }], charter),
      );
    },
  });
}

/** The same request has called it off before. */
function isDone({ call_off_log }: Pick<StoredEvent, "call_off_log">, { id, money, reason }: CallOffRequest): boolean {
  const before = call_off_log.find((entry) => entry.id === id);
  if (before === undefined) return false;
  if (before.kind !== "called-off" || !isDeepStrictEqual([before.money, before.reason], [money, reason]))
    throw callOffIdTaken();
  return true;
}

function callingOff(event: StoredEvent, { id, money, reason }: CallOffRequest, by: Changer, now: Date): Update {
  const { event_id: home, call_off_log } = event;
  const revision = event.revision + 1;
  const changed = { status: "canceled" as const, revision, changed_at: now.toISOString() };
  const cause = { slug: home, cause: id, origin: by.origin, now };
  const crew = newRosterMails(rosterMessages(event, { ...event, ...changed }), cause);
  const { mails, reached } = mailEverybody(event, crew, { of: "called-off", cause: id }, cause);
  const entry = seal(callOffPlace(home), {
    kind: "called-off" as const,
    id,
    money,
    reason,
    ...reached,
    ...signLine(by.account, now),
  });
  requireRoomToTell(event, entry);
  return joinUpdates(
    {
      set: Object.entries({
        ...changed,
        details_seal: sealRevision(detailsPlace(home), revisedDetails({ ...event, ...changed })),
      }),
      conditions: [exists("event_id"), stillAtRevision(event.revision)],
    },
    appendSealed<CallOffEntry>("call_off_log", callOffPlace(home), call_off_log, entry),
    queueMails(mails),
  );
}

/** What belongs into the update that opens a charter again. */
export interface Reopening {
  readonly logged: Update;
  readonly mails: Mails;
}

/** Says of a charter that is called off that it sails after all: whoever was told that it is off hears of that, too. */
export function reopening(charter: SeenEvent, by: Changer, { slug: home, cause, origin, now }: RosterCause): Reopening {
  const event = charter.seen;
  const off = charter.unread.has("call_off_log") ? undefined : presentCallOff(event);
  if (off === undefined) return { logged: {}, mails: {} };
  const entry = seal(callOffPlace(home), { kind: "reopened" as const, id: cause, ...signLine(by.account, now) });
  const unsent = unsentOf(event, off.id);
  const except = unsent.flatMap(({ patron_id }) => patron_id ?? []);
  const [rest] = unsent.flatMap(({ after }) => after ?? []);
  const telling = { of: "reopened" as const, cause, except, ...(rest === undefined ? {} : { until: rest }) };
  const { mails } = mailEverybody(event, {}, telling, { origin, now });
  const logged = appendSealed<CallOffEntry>("call_off_log", callOffPlace(home), event.call_off_log, entry);
  return { logged: joinUpdates(logged, takingBack(unsent)), mails };
}

/** Mails that nobody has begun to send: who gets none of them has to hear of nothing. A sender that comes between is noticed. */
function takingBack(unsent: readonly Unsent[]): Update {
  return {
    remove: unsent.map(({ mail }) => ["outbox", mail]),
    conditions: unsent.map(({ mail, tries }) => stillHas(["outbox", mail, "tries"], tries)),
  };
}

interface Unsent {
  readonly mail: string;
  readonly tries: number;
  /** Whom it is to, */
  readonly patron_id?: string;
  /** or after whom it stands for all others. */
  readonly after?: string;
}

/** Who has not been told yet that it is off. What stands for others is sent to nobody, however often it was tried. */
function unsentOf({ outbox }: StoredEvent, callOff: string): readonly Unsent[] {
  return Object.entries(outbox).flatMap(([id, mail]): readonly Unsent[] => {
    const { tries } = mail;
    if (mail.kind === "called-off" && mail.entry_id === callOff && tries === 0)
      return [{ mail: id, tries, patron_id: mail.patron_id }];
    if (mail.kind === "rest" && mail.of === "called-off" && mail.cause === callOff)
      return [{ mail: id, tries, after: mail.after }];
    return [];
  });
}
