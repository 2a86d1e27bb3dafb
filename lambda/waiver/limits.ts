import * as v from "valibot";

import { SIGNING_LIMITS } from "../../rules/contract/amounts.ts";
import type { CopyState } from "../../rules/contract/api/signing.ts";
import { parseItem } from "../dynamodb/items.ts";
import type { Table } from "../dynamodb/table.ts";
import { mailboxOf } from "../throttle/mailbox.ts";
import { networkOf, siteOf } from "../throttle/network.ts";
import { secondsUntilTaken, takeRoom, type Room } from "../throttle/room.ts";
import { reserveTry, returnTry, secondsUntilRoom, type Limit } from "../throttle/throttle.ts";

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
  /** How many people are signed for. */
  readonly people: number;
  /** The viewer's. */
  readonly address: string;
  /** Whether somebody of the crew is signed in on the device: whoever stands before them is no stranger, and no flood shuts them out. */
  readonly crew: boolean;
  readonly now: Date;
}

/**
 * Counts a signature before it is written, on a charter that exists and takes it, against the place that it comes from and
 * then against the charter: what one place sends past its own limit takes nothing of the charter's, and what the charter
 * refuses nothing of the place's.
 */
export async function reserveSignature(
  table: Table,
  { slug, people, address, crew, now }: Signing,
): Promise<SignatureReserved> {
  if (crew) return { ok: true };
  const place: Limit = { scope: "sign-address", subject: networkOf(address), ...SIGNING_LIMITS.address };
  const room = roomOnCharter(slug, siteOf(address));
  const refusedBy = async (limit: SigningLimit): Promise<SignatureReserved> => {
    const waits = [secondsUntilRoom(table, [place], now, people), secondsUntilTaken(table, room, now, people)];
    const retryAfterSeconds = Math.max(1, ...(await Promise.all(waits)));
    return { ok: false, reason: "throttled", limit, retryAfterSeconds };
  };
  if (!(await reserveTry(table, place, now, people)).ok) return refusedBy("address");
  if (await takeRoom(table, room, now, people)) return { ok: true };
  await returnTry(table, place, now, people);
  return refusedBy("charter");
}

function roomOnCharter(slug: string, site: string): Room {
  const { little, kept, openHour, openDay, openMonth } = SIGNING_LIMITS.charter;
  return {
    little: { scope: "sign-charter-little", subject: `${slug} ${site}`, ...little },
    kept: [{ scope: "sign-charter-kept", subject: slug, ...kept }],
    open: [
      { scope: "sign-charter", subject: slug, ...openHour },
      { scope: "sign-charter-day", subject: slug, ...openDay },
      { scope: "sign-charter-month", subject: slug, ...openMonth },
    ],
  };
}

/** What of a signature may be mailed. */
export interface MayBeMailed {
  /** The mail to the admin. */
  readonly witness: boolean;
  /** The copy to whoever signed. */
  readonly copy: CopyState;
}

/**
 * Decides what of a signature may be mailed, and counts it: by the mailbox that a copy goes to, and by place, charter and company.
 * On the crew's device nothing is counted. The admin's mail is a witness and goes before the copy. What may not be mailed is
 * withheld until an admin says otherwise, and told to whoever signed.
 */
export async function reserveMails(
  table: Table,
  { slug, email }: { readonly slug: string; readonly email: string | null },
  { address, crew, now }: Pick<Signing, "address" | "crew" | "now">,
): Promise<MayBeMailed> {
  if (crew) return { witness: true, copy: email === null ? "none" : "queued" };
  const site = siteOf(address);
  const hasRoom = (mails: number): Promise<boolean> => takeRoom(table, roomForMails(slug, site), now, mails);
  if (email === null) return { witness: await hasRoom(1), copy: "none" };
  const mayCopy = await takeRoom(table, roomInMailbox(mailboxOf(email), site), now, 1);
  if (mayCopy && (await hasRoom(2))) return { witness: true, copy: "queued" };
  return { witness: await hasRoom(1), copy: "withheld" };
}

/** The first copy from a place finds what is kept: whoever asks for hers again and again from elsewhere does not silence it. */
function roomInMailbox(mailbox: string, site: string): Room {
  const { little, kept, openPlace, open } = SIGNING_LIMITS.mailbox;
  const fromSite = `${mailbox} ${site}`;
  return {
    little: { scope: "copy-little", subject: fromSite, ...little },
    kept: [{ scope: "copy-kept", subject: mailbox, ...kept }],
    open: [
      { scope: "copy-from", subject: fromSite, ...openPlace },
      { scope: "copy-to", subject: mailbox, ...open },
    ],
  };
}

function roomForMails(slug: string, site: string): Room {
  const { little, keptCharter, kept, openPlace, openCharter, open } = SIGNING_LIMITS.mails;
  return {
    little: { scope: "sign-mails-little", subject: site, ...little },
    kept: [
      { scope: "sign-charter-mails-kept", subject: slug, ...keptCharter },
      { scope: "sign-company-mails-kept", subject: "company", ...kept },
    ],
    open: [
      { scope: "sign-place-mails", subject: site, ...openPlace },
      { scope: "sign-charter-mails", subject: slug, ...openCharter },
      { scope: "sign-company-mails", subject: "company", ...open },
    ],
  };
}

/** Tells whether something of a signature may not be mailed. */
export function isWithheld({ witness, copy }: MayBeMailed): boolean {
  return !witness || copy === "withheld";
}

/** Lies beside a record, outside of what is sealed: which of its mails are held back. */
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
