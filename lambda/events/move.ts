import { isDeepStrictEqual } from "node:util";

import { describeDetails } from "../../rules/charter/history.ts";
import { foldFirstName } from "../../rules/charter/firstName.ts";
import type { HistoryLine } from "../../rules/contract/api/history.ts";
import type { Move, MoveRequest } from "../../rules/contract/api/move.ts";
import { parseSlug } from "../../rules/contract/slug.ts";
import { monthOf } from "../../rules/time/dates.ts";
import { appendSealed } from "../charter/appendSealed.ts";
import type { Changer } from "../charter/change.ts";
import { signLine, tellHistory } from "../charter/history.ts";
import { newRosterMails } from "../charter/newMails.ts";
import { queueMails } from "../charter/queueMails.ts";
import { detailsPlace, movePlace, revisedDetails } from "../charter/sealed.ts";
import { leadsTo, newSignpost } from "../charter/signpost.ts";
import { eventKey, stillAtRevision, type Home, type StoredEvent } from "../charter/stored.ts";
import type { Table } from "../dynamodb/table.ts";
import { exists, given, joinUpdates, type Update } from "../dynamodb/update.ts";
import { sealRevision } from "../seals/revisionSeal.ts";
import { seal } from "../seals/seal.ts";
import type { Services } from "../services.ts";
import { mailEverybody } from "./everybody.ts";
import { firstNamesake } from "./namesakes.ts";
import { onceAtRevision } from "./onceAtRevision.ts";
import { creationRefused, moveIdTaken, nothingMoves } from "./problems.ts";
import { requireRoomToTell } from "./roomToTell.ts";

/**
 * Moves a charter to another slug. Its record stays where it lies; first a signpost is put up under the new slug, then one
 * update of the record says that it goes by it, with all that follows from that. Whatever dies in between has moved nothing,
 * and the same request again goes on from there.
 */
export function moveEvent(services: Services, slug: string, request: MoveRequest, by: Changer): Promise<void> {
  const { table, clock } = services;
  return onceAtRevision(table, slug, request.revision, {
    isDone: (event) => isDone(event, request),
    decide: async (event, charter) => {
      const now = clock();
      const to = await claimSlug(table, event, request);
      return joinUpdates(
        moving(event, to, request, by, now),
        tellHistory(linesOf(event, to, request, by, now), charter),
      );
    },
  });
}

/** The same request has moved it before. */
function isDone({ moves }: Pick<StoredEvent, "moves">, request: MoveRequest): boolean {
  const before = moves.find(({ id }) => id === request.id);
  if (before === undefined) return false;
  const parts = parseSlug(before.to);
  if (!isDeepStrictEqual([parts?.date, parts?.period], [request.date, request.period])) throw moveIdTaken();
  return true;
}

/** Takes the first free slug for a charter, or one that it has gone by. */
async function claimSlug(table: Table, event: StoredEvent, request: MoveRequest): Promise<string> {
  const present = parseSlug(event.slug);
  const known = foldFirstName(event.first_name) ?? present?.firstName;
  const firstName = request.first_name === undefined ? known : foldFirstName(request.first_name);
  if (firstName === undefined) throw creationRefused("no-first-name");
  const { date, period } = request;
  if (date === present?.date && period === present.period && firstName === known) throw nothingMoves();
  const taken = await firstNamesake({ date, firstName, period }, async (slug) =>
    slug === event.event_id || (await putUp(table, slug, event.event_id)) ? slug : undefined,
  );
  if (taken === undefined) throw creationRefused("too-many-namesakes");
  return taken;
}

async function putUp(table: Table, slug: string, home: Home): Promise<boolean> {
  const written = await table.putNew(newSignpost(slug, home));
  return written.ok || leadsTo(await table.get(eventKey(slug))) === home;
}

function moving(event: StoredEvent, to: string, request: MoveRequest, by: Changer, now: Date): Update {
  const { event_id: home, moves } = event;
  const { first_name = event.first_name, starts_at = event.starts_at, vessel = event.vessel } = request;
  const changed = {
    period: request.period,
    first_name,
    starts_at,
    vessel,
    status: "open",
    revision: event.revision + 1,
    changed_at: now.toISOString(),
  };
  const news = [...new Set(event.crew)].map((email) => ({ to: email, news: "moved" as const }));
  const crew = newRosterMails(news, { slug: home, cause: request.id, origin: by.origin, now });
  const telling = { of: "moved" as const, cause: request.id };
  const { mails, reached } = mailEverybody(event, crew, telling, { origin: by.origin, now });
  const move = seal(movePlace(home), {
    id: request.id,
    from: event.slug,
    to,
    starts_before: event.starts_at,
    starts_after: starts_at,
    vessel_before: event.vessel,
    vessel_after: vessel,
    signatures: request.signatures,
    reason: request.reason,
    ...reached,
    ...signLine(by.account, now),
  } satisfies Move);
  requireRoomToTell(event, move);
  const details_seal = sealRevision(detailsPlace(home), revisedDetails({ ...event, ...changed }));
  return joinUpdates(
    {
      set: Object.entries({
        ...changed,
        slug: to,
        details_seal,
      }),
      conditions: [exists("event_id"), stillAtRevision(event.revision)],
    },
    appendSealed<Move>("moves", movePlace(home), moves, move),
    // Who has signed is counted anew, from what still counts.
    request.signatures === "again" ? { remove: ["signed"], add: [["tallied", 1]] } : {},
    // The list of a month finds it by its own item where it is at home, else by the signpost.
    to === home ? { set: [["month", monthOf(home)]] } : { remove: ["month"] },
    queueMails(mails),
  );
}

function linesOf(
  event: StoredEvent,
  to: string,
  { reason, first_name, starts_at, vessel }: MoveRequest,
  { account }: Changer,
  now: Date,
): readonly HistoryLine[] {
  const by = signLine(account, now);
  const after = Object.fromEntries(given({ first_name, starts_at, vessel, status: "open" }));
  const changes = describeDetails({ ...event }, after, event.currency);
  return [
    { kind: "moved", from: event.slug, to, reason, ...by },
    ...(changes.length === 0 ? [] : [{ kind: "details" as const, changes, ...by }]),
  ];
}
