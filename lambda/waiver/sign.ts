import type { SignRequest, SignatureRecord } from "../../rules/contract/api/waiver.ts";
import { holdsAll } from "../../rules/holdsAll.ts";
import { checkParticipants, type SigningProblem } from "../../rules/waiver/participants.ts";
import { parseKey } from "../dynamodb/items.ts";
import type { Table } from "../dynamodb/table.ts";
import { anyOf, contains, exists, hasSize, joinUpdates, missing, not } from "../dynamodb/update.ts";
import { newSignatureMails } from "../charter/newMails.ts";
import { queueMails } from "../charter/queueMails.ts";
import { hasRoomForMarks, marksOf, SIGNED_MARKS_MAX } from "../charter/signedMarks.ts";
import { eventKey, type StoredEvent } from "../charter/stored.ts";
import { updateEvent } from "../charter/update.ts";
import { reserveTry } from "../throttle/throttle.ts";
import { keepShownText } from "../waiverTexts/shown.ts";
import { parseSignatureRecord, sealRecord, signatureKey } from "../charter/signatureRecord.ts";

/** Copies that one address gets in a quarter of an hour. */
const COPIES_TO_ADDRESS_MAX = 12;

export interface SeenByServer {
  readonly address: string;
  readonly user_agent: string;
  readonly now: Date;
  /** What links in mails start with. */
  readonly origin: string;
}

export type SignResult =
  | { readonly ok: true; readonly record: SignatureRecord; readonly created: boolean }
  | { readonly ok: false; readonly reason: "id-taken" | "canceled" | "outdated" }
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
  const refusal = await refuse(table, event, request, company);
  if (refusal !== undefined) return refusal;
  const { address, user_agent, now } = seen;
  const record = sealRecord({ ...request, slug: event.event_id, address, user_agent, received_at: now.toISOString() });
  const written = await table.putNew({ ...signatureKey(event.event_id, request), ...record });
  if (!written.ok) {
    return replay(
      table,
      event,
      request,
      parseSignatureRecord(await table.get(signatureKey(event.event_id, request))),
      seen,
    );
  }
  await markSigned(table, event, record, seen);
  return { ok: true, record, created: true };
}

/** Only a request whose id the event item knows can have a record already: anything else is not looked for. */
async function findRecord(table: Table, event: StoredEvent, { id }: SignRequest): Promise<SignatureRecord | undefined> {
  if (![...event.signed].some((mark) => mark.startsWith(`${id}#`))) return undefined;
  const where = "#event_id = :slug";
  const keys = await table.query({ where, values: { slug: event.event_id }, attributes: ["event_id", "timestamp"] });
  const key = keys.map(parseKey).find(({ timestamp }) => timestamp.endsWith(`#${id}`));
  return key === undefined ? undefined : parseSignatureRecord(await table.get(key));
}

async function replay(
  table: Table,
  event: StoredEvent,
  request: SignRequest,
  record: SignatureRecord,
  seen: SeenByServer,
): Promise<SignResult> {
  if (!holdsAll(record, request)) return { ok: false, reason: "id-taken" };
  if (!marksOf(record).every((mark) => event.signed.has(mark))) await markSigned(table, event, record, seen);
  return { ok: true, record, created: false };
}

async function refuse(
  table: Table,
  event: StoredEvent,
  request: SignRequest,
  company: string,
): Promise<Extract<SignResult, { ok: false }> | undefined> {
  if (event.status === "canceled") return { ok: false, reason: "canceled" };
  const text = await keepShownText(table, request, company);
  if (text === undefined) return { ok: false, reason: "outdated" };
  const problems = checkParticipants(request.participants, request.signer, eventKey(event.event_id).timestamp);
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
  { origin, now }: SeenByServer,
): Promise<void> {
  const copied = await mayCopy(table, record, now);
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
    joinUpdates(marking, queueMails(newSignatureMails(record, copied, origin, now)), {
      conditions: [exists("event_id"), anyOf(missing("signed"), room), first],
    }),
  );
  if (written.ok) return;
  await updateEvent(table, record.slug, { ...marking, conditions: [contains("signed", mark), room] });
}

/** Anybody may sign with anybody's address: so that nobody floods a mailbox, it gets so many copies and no more. */
async function mayCopy(table: Table, { email }: SignatureRecord, now: Date): Promise<boolean> {
  if (email === null) return false;
  return (await reserveTry(table, { scope: "copy-to", subject: email, max: COPIES_TO_ADDRESS_MAX }, now)).ok;
}
