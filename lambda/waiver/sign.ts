import * as v from "valibot";

import { SignRequest, type SignatureRecord } from "../../rules/contract/api/waiver.ts";
import { canonicalJson } from "../../rules/canonicalJson.ts";
import { checkParticipants, type SigningProblem } from "../../rules/waiver/participants.ts";
import type { Table } from "../dynamodb/table.ts";
import { newSignatureMails } from "../charter/newMails.ts";
import { outboxOf } from "../charter/queueMails.ts";
import { eventKey, type StoredEvent } from "../charter/stored.ts";
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
 * Records a signature once, however often it is sent: one item, put whole, with the mails about it beside what is sealed.
 * A request that dies has left all of it or nothing. Nothing of it goes on the charter's item: who has signed is counted
 * from the records (charter/tally.ts) by the sender of the mails.
 */
export async function sign(
  table: Table,
  event: StoredEvent,
  request: SignRequest,
  seen: SeenByServer,
  company: string,
): Promise<SignResult> {
  const key = signatureKey(event.event_id, request);
  const before = await table.get(key);
  if (before !== undefined) return replay(request, before);
  const refusal = await refuse(table, event, request, company);
  if (refusal !== undefined) return refusal;
  const { address, user_agent, now, origin } = seen;
  const record = sealRecord({ ...request, slug: event.event_id, address, user_agent, received_at: now.toISOString() });
  const mails = newSignatureMails(record, await mayCopy(table, record, now), origin, now);
  const written = await table.putNew({ ...key, ...record, ...outboxOf(mails, "signature") });
  return written.ok ? { ok: true, record, created: true } : replay(request, await table.get(key));
}

function replay(request: SignRequest, item: unknown): SignResult {
  const record = parseSignatureRecord(item);
  const same = canonicalJson(pickRequest(record)) === canonicalJson(pickRequest(request));
  return same ? { ok: true, record, created: false } : { ok: false, reason: "id-taken" };
}

function pickRequest(from: SignRequest): SignRequest {
  return v.parse(v.object(SignRequest.entries), from);
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

/** Anybody may sign with anybody's address: so that nobody floods a mailbox, it gets so many copies and no more. */
async function mayCopy(table: Table, { email }: SignatureRecord, now: Date): Promise<boolean> {
  if (email === null) return false;
  return (await reserveTry(table, { scope: "copy-to", subject: email, max: COPIES_TO_ADDRESS_MAX }, now)).ok;
}
