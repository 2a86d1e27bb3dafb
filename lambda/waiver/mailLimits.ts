import * as v from "valibot";

import { SIGNING_LIMITS } from "../../rules/contract/amounts.ts";
import type { CopyState } from "../../rules/contract/api/signing.ts";
import { foldName } from "../../rules/people/foldName.ts";
import { readParts } from "../charter/read.ts";
import { splitPatrons, StoredEvent } from "../charter/stored.ts";
import { parseItem } from "../dynamodb/items.ts";
import type { Table } from "../dynamodb/table.ts";
import { fairShare } from "../throttle/fairShare.ts";
import { mailboxOf } from "../throttle/mailbox.ts";
import { siteOf } from "../throttle/network.ts";
import { takeRoom, type Room } from "../throttle/room.ts";
import { reserveEach, type Limit } from "../throttle/throttle.ts";

/** What of a signature may be mailed. */
export interface MayBeMailed {
  /** The mail to the admin. */
  readonly witness: boolean;
  /** The copy to whoever signed. */
  readonly copy: CopyState;
}

interface Mailing {
  readonly slug: string;
  readonly email: string | null;
  readonly participants: readonly { readonly name: string }[];
}

interface Sender {
  /** The viewer's. */
  readonly address: string;
  /** Whether somebody of the crew is signed in on the device. */
  readonly crew: boolean;
  readonly now: Date;
}

/**
 * Decides what of a signature may be mailed, and counts it: by the mailbox that a copy goes to, and by place, charter and company.
 * Where strangers have used all of that up, who is on the charter's list still finds a part of their own. On the crew's device
 * nothing is counted. The admin's mail is a witness and goes before the copy. What may not be mailed is withheld until an admin
 * says otherwise, and told to whoever signed.
 */
export async function reserveMails(
  table: Table,
  { slug, email, participants }: Mailing,
  { address, crew, now }: Sender,
): Promise<MayBeMailed> {
  if (crew) return { witness: true, copy: email === null ? "none" : "queued" };
  const site = siteOf(address);
  const hasRoom = async (mails: number): Promise<boolean> =>
    (await takeRoom(table, await roomForMails(table, slug, site, now, mails), now, mails)) ||
    (await takeListed(table, { slug, site, participants }, now, mails));
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

async function roomForMails(table: Table, slug: string, site: string, now: Date, mails: number): Promise<Room> {
  const { little, keptCharter, kept, openPlace, openCharter, open } = SIGNING_LIMITS.mails;
  const company: Limit = { scope: "sign-company-mails-kept", subject: "company", ...kept };
  const charter: Limit = { scope: "sign-charter-mails-kept", subject: slug, ...keptCharter };
  const share = { each: charter, all: company, times: keptCharter.times };
  return {
    little: { scope: "sign-mails-little", subject: site, ...little },
    kept: [await fairShare(table, share, now, mails), company],
    open: [
      { scope: "sign-place-mails", subject: site, ...openPlace },
      { scope: "sign-charter-mails", subject: slug, ...openCharter },
      { scope: "sign-company-mails", subject: "company", ...open },
    ],
  };
}

interface MaybeListed extends Pick<Mailing, "slug" | "participants"> {
  readonly site: string;
}

/** Takes mails of the part that is only for who is on the charter's list: of the first of the participants who is. */
async function takeListed(table: Table, signed: MaybeListed, now: Date, mails: number): Promise<boolean> {
  const name = await listedName(table, signed);
  if (name === undefined) return false;
  const { listedPlace, listedName: ofName, listedCharter, listed } = SIGNING_LIMITS.mails;
  const person = `${signed.slug} ${name}`;
  const company: Limit = { scope: "sign-company-mails-listed", subject: "company", ...listed };
  const charter: Limit = { scope: "sign-charter-mails-listed", subject: signed.slug, ...listedCharter };
  const share = { each: charter, all: company, times: listedCharter.times };
  const limits = [
    { scope: "sign-listed-place-mails", subject: `${person} ${signed.site}`, ...listedPlace },
    { scope: "sign-listed-mails", subject: person, ...ofName },
    await fairShare(table, share, now, mails),
    company,
  ];
  return (await reserveEach(table, limits, now, mails)).ok;
}

const StoredList = v.pick(StoredEvent, ["patrons"]);

/** Finds the first participant who is on the charter's list, by the name that is compared; undefined where none is. Read only past the other limits. */
async function listedName(table: Table, { slug, participants }: MaybeListed): Promise<string | undefined> {
  const { patrons } = (await readParts(table, slug, StoredList))?.seen ?? { patrons: {} };
  const list = splitPatrons(patrons).patrons;
  const names = new Set(Object.values(list).map(({ name }) => foldName(name)));
  return participants.map(({ name }) => foldName(name)).find((name) => names.has(name));
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
