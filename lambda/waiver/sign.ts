import type { SignRequest, SignatureRecord } from "../../rules/contract/api/waiver.ts";
import { holdsAll } from "../../rules/holdsAll.ts";
import { dateOf, latestDate } from "../../rules/time/dates.ts";
import { isTooLate } from "../../rules/waiver/closing.ts";
import { checkMark } from "../../rules/waiver/drawing.ts";
import { checkParticipants, type SigningProblem } from "../../rules/waiver/participants.ts";
import type { Table } from "../dynamodb/table.ts";
import { noticeFlood } from "../charter/floodNotice.ts";
import { newSignatureMails } from "../charter/newMails.ts";
import { outboxOf } from "../charter/queueMails.ts";
import type { StoredEvent } from "../charter/stored.ts";
import { noteUnstamped } from "../stamps/unstamped.ts";
import { keepShownText } from "../waiverTexts/shown.ts";
import { parseSignatureRecord, sealRecord, signatureKey } from "../charter/signatureRecord.ts";
import { reserveSignature, type SignatureReserved } from "./limits.ts";
import { isWithheld, noteWithheld, readMayBeMailed, reserveMails, type MayBeMailed } from "./mailLimits.ts";

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
  /** Whether an outside clock is to stamp it, later. */
  readonly stamps: boolean;
}

/** What of a charter decides whether it is signed. */
interface Signable extends Pick<StoredEvent, "event_id" | "status"> {
  /** The slug of the form: the signature is given for it, and lies under it. */
  readonly slug: string;
  /** The charter was moved since, and everybody is to sign again. */
  readonly lapsed?: boolean;
}

export type SignResult =
  | {
      readonly ok: true;
      readonly record: SignatureRecord;
      readonly created: boolean;
      readonly mailed: MayBeMailed;
    }
  | Extract<SignatureReserved, { ok: false }>
  | { readonly ok: false; readonly reason: "id-taken" | "canceled" | "moved" | "closed" | "outdated" }
  | { readonly ok: false; readonly reason: "signing"; readonly problems: readonly SigningProblem[] };

/**
 * Records a signature once, however often it is sent: one item, put whole, with the mails about it beside what is sealed.
 * A request that dies has left all of it or nothing. Nothing of it goes on the charter's item: who has signed is counted
 * from the records (charter/tally.ts) by the sender of the mails.
 */
export async function sign(
  table: Table,
  event: Signable,
  request: SignRequest,
  seen: SeenByServer,
  companies: readonly string[],
): Promise<SignResult> {
  const key = signatureKey(event.slug, request);
  const before = await table.get(key);
  if (before !== undefined) return replay(request, before);
  const refusal = await refuse(table, event, request, companies, seen);
  if (refusal !== undefined) return refusal;
  const reserved = await reserveSignature(table, {
    slug: event.event_id,
    people: request.participants.length,
    ...seen,
  });
  if (!reserved.ok) {
    await noticeFlood(table, event.event_id, seen.origin, seen.now);
    return reserved;
  }
  const { address, user_agent, now, origin } = seen;
  const record = sealRecord({
    ...request,
    slug: event.slug,
    address,
    user_agent,
    received_at: now.toISOString(),
    ...(request.place === "kiosk" ? { crew_signed_in: seen.crew } : {}),
  });
  const mailed = await reserveMails(table, record, seen);
  const mails = newSignatureMails(record, mailed, origin, now);
  // Before the record: where that is, the notice is.
  if (isWithheld(mailed)) await noticeFlood(table, event.event_id, origin, now);
  if (seen.stamps) await noteUnstamped(table, record);
  const written = await table.putNew({
    ...key,
    ...record,
    ...noteWithheld(mailed),
    ...outboxOf(mails, "signature"),
  });
  if (!written.ok) return replay(request, await table.get(key));
  return { ok: true, record, created: true, mailed };
}

function replay(request: SignRequest, item: unknown): SignResult {
  const record = parseSignatureRecord(item);
  if (!holdsAll(record, request)) return { ok: false, reason: "id-taken" };
  return { ok: true, record, created: false, mailed: readMayBeMailed(item, record) };
}

async function refuse(
  table: Table,
  event: Signable,
  request: SignRequest,
  companies: readonly string[],
  { closesAt, crew, now }: SeenByServer,
): Promise<Extract<SignResult, { ok: false }> | undefined> {
  if (event.status === "canceled") return { ok: false, reason: "canceled" };
  if (event.lapsed === true) return { ok: false, reason: "moved" };
  if (isTooLate({ signed_at: request.signed_at, crew, now }, closesAt)) return { ok: false, reason: "closed" };
  const text = await keepShownText(table, request, companies);
  if (text === undefined) return { ok: false, reason: "outdated" };
  const charterDate = dateOf(event.slug);
  const problems = [
    ...checkParticipants(request.participants, request.signer, charterDate, latestDate(now)),
    ...checkMark(request.signature),
  ];
  return problems.length === 0 ? undefined : { ok: false, reason: "signing", problems };
}
