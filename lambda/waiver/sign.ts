import * as v from "valibot";

import { SignRequest, type SignatureRecord } from "../../rules/contract/api/waiver.ts";
import { canonicalJson } from "../../rules/canonicalJson.ts";
import { latestDate } from "../../rules/time/dates.ts";
import { isTooLate } from "../../rules/waiver/closing.ts";
import { checkParticipants, type SigningProblem } from "../../rules/waiver/participants.ts";
import { parseKey } from "../dynamodb/items.ts";
import type { Table } from "../dynamodb/table.ts";
import { anyOf, contains, exists, hasSize, joinUpdates, missing, not } from "../dynamodb/update.ts";
import { newSignatureMails } from "../charter/newMails.ts";
import { queueMails } from "../charter/queueMails.ts";
import { hasRoomForMarks, marksOf, SIGNED_MARKS_MAX } from "../charter/signedMarks.ts";
import { eventKey, type StoredEvent } from "../charter/stored.ts";
import { updateEvent } from "../charter/update.ts";
import { keepShownText } from "../waiverTexts/shown.ts";
import { parseSignatureRecord, sealRecord, signatureKey } from "../charter/signatureRecord.ts";
import {
  noteWithheld,
  readMayBeMailed,
  reserveMails,
  reserveSignature,
  type MayBeMailed,
  type SignatureReserved,
} from "./limits.ts";

export interface SeenByServer {
  readonly address: string;
  readonly user_agent: string;
  /** Whether somebody of the crew is signed in on the device. */
  readonly crew: boolean;
  readonly now: Date;
  /** When signing the charter closes. */
  readonly closesAt: Date;
  /** What links in mails start with. */
  readonly origin: string;
}

export type SignResult =
  | {
      readonly ok: true;
      readonly record: SignatureRecord;
      readonly created: boolean;
      readonly mailed: MayBeMailed;
    }
  | Extract<SignatureReserved, { ok: false }>
  | { readonly ok: false; readonly reason: "id-taken" | "canceled" | "closed" | "outdated" }
  | { readonly ok: false; readonly reason: "signing"; readonly problems: readonly SigningProblem[] };

/**
 * Records a signature once, however often it is sent, and marks it on the event item.
 * A retry repairs the mark where the first request died between the two writes.
 */
export async function sign(
  table: Table,
  event: StoredEvent,
  request: SignRequest,
  seen: SeenByServer,
  company: string,
): Promise<SignResult> {
  const before = await findRecord(table, event, request);
  if (before !== undefined) return replay(table, event, request, before, seen);
  const refusal = await refuse(table, event, request, company, seen);
  if (refusal !== undefined) return refusal;
  const { address, user_agent, now } = seen;
  const reserved = await reserveSignature(table, { slug: event.event_id, ...seen });
  if (!reserved.ok) return reserved;
  const record = sealRecord({ ...request, slug: event.event_id, address, user_agent, received_at: now.toISOString() });
  const mailed = await reserveMails(table, record, now);
  const key = signatureKey(event.event_id, request);
  const written = await table.putNew({ ...key, ...record, ...noteWithheld(mailed) });
  if (!written.ok) return replay(table, event, request, await table.get(key), seen);
  await markSigned(table, event, record, mailed, seen);
  return { ok: true, record, created: true, mailed };
}

/** Only a request whose id the event item knows can have a record already: anything else is not looked for. */
async function findRecord(table: Table, event: StoredEvent, { id }: SignRequest): Promise<unknown> {
  if (![...event.signed].some((mark) => mark.startsWith(`${id}#`))) return undefined;
  const where = "#event_id = :slug";
  const keys = await table.query({ where, values: { slug: event.event_id }, attributes: ["event_id", "timestamp"] });
  const key = keys.map(parseKey).find(({ timestamp }) => timestamp.endsWith(`#${id}`));
  return key === undefined ? undefined : table.get(key);
}

async function replay(
  table: Table,
  event: StoredEvent,
  request: SignRequest,
  item: unknown,
  seen: SeenByServer,
): Promise<SignResult> {
  const record = parseSignatureRecord(item);
  const mailed = readMayBeMailed(item, record);
  const same = canonicalJson(pickRequest(record)) === canonicalJson(pickRequest(request));
  if (!same) return { ok: false, reason: "id-taken" };
  if (!marksOf(record).every((mark) => event.signed.has(mark))) await markSigned(table, event, record, mailed, seen);
  return { ok: true, record, created: false, mailed };
}

function pickRequest(from: SignRequest): SignRequest {
  return v.parse(v.object(SignRequest.entries), from);
}

async function refuse(
  table: Table,
  event: StoredEvent,
  request: SignRequest,
  company: string,
  { closesAt, crew, now }: SeenByServer,
): Promise<Extract<SignResult, { ok: false }> | undefined> {
  if (event.status === "canceled") return { ok: false, reason: "canceled" };
  if (isTooLate({ signed_at: request.signed_at, crew, now }, closesAt)) return { ok: false, reason: "closed" };
  const text = await keepShownText(table, request, company);
  if (text === undefined) return { ok: false, reason: "outdated" };
  const charterDate = eventKey(event.event_id).timestamp;
  const problems = checkParticipants(request.participants, request.signer, charterDate, latestDate(now));
  return problems.length === 0 ? undefined : { ok: false, reason: "signing", problems };
}

/**
 * Marks a record on its event item, once, with the mails about it in the same update. Past the limit the record alone
 * counts: a charter's page reads the records, only the month list reads the marks.
 */
async function markSigned(
  table: Table,
  { signed }: StoredEvent,
  record: SignatureRecord,
  mailed: MayBeMailed,
  { origin, now }: SeenByServer,
): Promise<void> {
  const marks = marksOf(record);
  const [mark = ""] = marks;
  if (!hasRoomForMarks(signed, marks)) return;
  const marking = { add: [["signed", new Set(marks)] as const] };
  const room = hasSize("signed", "<", SIGNED_MARKS_MAX);
  // Two requests of a double tap both come here; the mails are of the first. The second only completes the marks.
  const first = anyOf(missing("signed"), not(contains("signed", mark)));
  const written = await updateEvent(
    table,
    record.slug,
    joinUpdates(marking, queueMails(newSignatureMails(record, mailed, origin, now)), {
      conditions: [exists("event_id"), anyOf(missing("signed"), room), first],
    }),
  );
  if (written.ok) return;
  await updateEvent(table, record.slug, { ...marking, conditions: [contains("signed", mark), room] });
}
