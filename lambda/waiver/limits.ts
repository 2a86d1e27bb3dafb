import * as v from "valibot";

import { SIGNING_LIMITS } from "../../rules/contract/amounts.ts";
import type { CopyState } from "../../rules/contract/api/signing.ts";
import { parseItem } from "../dynamodb/items.ts";
import type { Table } from "../dynamodb/table.ts";
import { networkOf } from "../throttle/network.ts";
import { reserveEach, reserveTry, type Limit } from "../throttle/throttle.ts";

/** Whose limit a signature has reached. */
export type SigningLimit = "address" | "charter";

export type SignatureReserved =
  | { readonly ok: true }
  | {
      readonly ok: false;
      readonly reason: "throttled";
      readonly limit: SigningLimit;
      readonly retryAfterSeconds: number;
    };

interface Signing {
  readonly slug: string;
  /** The viewer's. */
  readonly address: string;
  /** Whether somebody of the crew is signed in on the device: whoever stands before them is no stranger, and no flood shuts them out. */
  readonly crew: boolean;
  readonly now: Date;
}

/**
 * Counts a signature before it is written, on a charter that exists and takes it, against the place that it comes from and
 * then against the charter: what one place sends past its own limit takes nothing of the charter's.
 */
export async function reserveSignature(
  table: Table,
  { slug, address, crew, now }: Signing,
): Promise<SignatureReserved> {
  if (crew) return { ok: true };
  const limits: readonly (Limit & { readonly limit: SigningLimit })[] = [
    { limit: "address", scope: "sign-address", subject: networkOf(address), ...SIGNING_LIMITS.address },
    { limit: "charter", scope: "sign-charter", subject: slug, ...SIGNING_LIMITS.charter },
    { limit: "charter", scope: "sign-charter-day", subject: slug, ...SIGNING_LIMITS.charterDay },
  ];
  const reserved = await reserveEach(table, limits, now);
  if (reserved.ok) return reserved;
  const { limit, retryAfterSeconds } = reserved;
  return { ok: false, reason: "throttled", limit: limit.limit, retryAfterSeconds };
}

/** What of a signature may be mailed. */
export interface MayBeMailed {
  /** The mail to the admin. */
  readonly witness: boolean;
  /** The copy to whoever signed. */
  readonly copy: CopyState;
}

/**
 * Decides what of a signature may be mailed, and counts it: by the mailbox that a copy goes to, by charter and by company.
 * On the crew's device nothing is counted. The admin's mail is a witness and goes before the copy. What may not be mailed is never sent, and told to whoever signed.
 */
export async function reserveMails(
  table: Table,
  { slug, email }: { readonly slug: string; readonly email: string | null },
  { crew, now }: Pick<Signing, "crew" | "now">,
): Promise<MayBeMailed> {
  if (crew) return { witness: true, copy: email === null ? "none" : "queued" };
  if (email === null) return { witness: await haveRoom(table, slug, 1, now), copy: "none" };
  const mailbox: Limit = { scope: "copy-to", subject: email, ...SIGNING_LIMITS.mailbox };
  const mayCopy = (await reserveTry(table, mailbox, now)).ok;
  if (mayCopy && (await haveRoom(table, slug, 2, now))) return { witness: true, copy: "queued" };
  return { witness: await haveRoom(table, slug, 1, now), copy: "withheld" };
}

/** Counts so many mails of a charter, if charter and company have room for all of them. */
async function haveRoom(table: Table, slug: string, mails: number, now: Date): Promise<boolean> {
  const reserved = await reserveEach(
    table,
    [
      { scope: "sign-charter-mails", subject: slug, ...SIGNING_LIMITS.charterMails },
      { scope: "sign-company-mails", subject: "company", ...SIGNING_LIMITS.companyMails },
    ],
    now,
    mails,
  );
  return reserved.ok;
}

/** Lies beside a record, outside of what is sealed: which of its mails are never sent. */
const Withheld = v.object({ mail_withheld: v.optional(v.array(v.string()), () => []) });

/** Writes what was decided of a signature's mails as it lies beside its record; nothing where all may go. */
export function noteWithheld({ witness, copy }: MayBeMailed): { readonly mail_withheld?: readonly string[] } {
  const withheld = [...(witness ? [] : ["witness"]), ...(copy === "withheld" ? ["copy"] : [])];
  return withheld.length === 0 ? {} : { mail_withheld: withheld };
}

/** Reads from a stored signature what was decided of its mails, so that a retry is answered as the first time. */
export function readMayBeMailed(item: unknown, { email }: { readonly email: string | null }): MayBeMailed {
  const { mail_withheld: withheld } = parseItem(Withheld, item, "signature record");
  const copy = email === null ? "none" : withheld.includes("copy") ? "withheld" : "queued";
  return { witness: !withheld.includes("witness"), copy };
}
