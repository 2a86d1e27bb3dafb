import { createHash } from "node:crypto";

import type { DepartureEntry } from "../../rules/contract/api/departure.ts";
import type { Receipt, KnownEntry } from "../../rules/contract/api/payment.ts";
import type { CopyState } from "../../rules/contract/api/signing.ts";
import type { SignatureRecord } from "../../rules/contract/api/waiver.ts";
import type { RosterMessage } from "../../rules/crew/roster.ts";
import type { Reminder } from "../../rules/mail/reminders.ts";
import type { StoredEvent } from "./stored.ts";
import { gathered, untried, type Mails } from "./waitingMail.ts";

/** Makes the mail about a ledger entry. Its id is the entry's. */
export function newLedgerMail(entry: KnownEntry, origin: string, now: Date): Mails {
  return { [entry.id]: { kind: entry.kind, entry_id: entry.id, ...untried(origin, now) } };
}

/** Makes the mail that takes a receipt to whoever paid. */
export function newReceiptMail(receipt: Receipt, origin: string, now: Date): Mails {
  return {
    [receiptMailId(receipt)]: { kind: "receipt", entry_id: receipt.payment, to: receipt.to, ...untried(origin, now) },
  };
}

/** The id of a receipt's mail: never that of the payment's own mail, even where both have one id. */
function receiptMailId({ id }: Pick<Receipt, "id">): string {
  return `receipt-${id}`;
}

/** Makes the mails about a signature, as far as they may be sent: to the admin, and a copy to whoever signed. */
export function newSignatureMails(
  { id, signed_at }: Pick<SignatureRecord, "id" | "signed_at">,
  { witness, copy: copied }: { readonly witness: boolean; readonly copy: CopyState },
  origin: string,
  now: Date,
): Mails {
  const about = { signature_id: id, signed_at, ...untried(origin, now) };
  return {
    ...(witness ? { [`signature-${id}`]: { kind: "signature" as const, ...about } } : {}),
    ...(copied === "queued" ? { [`copy-${id}`]: { kind: "copy" as const, ...about } } : {}),
  };
}

/** Makes the mail that tells of a flood on one day. */
export function newFloodMail(slug: string, day: string, origin: string, now: Date): Mails {
  return { [floodMailId(slug, day)]: { kind: "flood", ...untried(origin, now) } };
}

/** The id of the mail that tells of a flood on one day. */
export function floodMailId(slug: string, day: string): string {
  return `flood-${digest(`${slug} ${day}`)}`;
}

/** Makes the mail about a departure at no go. */
export function newOverrideMail({ id }: Pick<DepartureEntry, "id">, origin: string, now: Date): Mails {
  return { [`override-${id}`]: { kind: "override", departure_id: id, ...untried(origin, now) } };
}

/** Makes the mails that tell patrons of a move. */
export function newMovedMails(move: string, patrons: readonly string[], origin: string, now: Date): Mails {
  return Object.fromEntries(
    patrons.map((patron_id) => [
      `moved-${digest(`${move} ${patron_id}`)}`,
      { kind: "moved" as const, patron_id, move_id: move, ...untried(origin, now) },
    ]),
  );
}

/** Makes the mails that tell patrons that their charter is off, or sails after all, by an entry of its log. */
export function newCallOffMails(
  { id, kind }: { readonly id: string; readonly kind: "called-off" | "reopened" },
  patrons: readonly string[],
  origin: string,
  now: Date,
): Mails {
  return Object.fromEntries(
    patrons.map((patron_id) => [
      `${kind}-${digest(`${id} ${patron_id}`)}`,
      { kind, patron_id, entry_id: id, ...untried(origin, now) },
    ]),
  );
}

/** Makes the mail that stands for those to all patrons after one. */
export function newRestMail(
  { of, cause, until, except }: Pick<Extract<Mails[string], { kind: "rest" }>, "of" | "cause" | "until" | "except">,
  after: string,
  origin: string,
  now: Date,
): Mails {
  const bounds = { ...(until === undefined ? {} : { until }), ...(except === undefined ? {} : { except }) };
  const mail = { kind: "rest" as const, of, cause, after, ...bounds, ...untried(origin, now) };
  return { [`rest-${digest(`${of} ${cause} ${after}`)}`]: mail };
}

/** Makes the mails that tell patrons of another hour or another boat. `cause`: which change it was. */
export function newChangedMails(
  patrons: readonly {
    readonly id: string;
    /** What they were told before. */
    readonly before: { readonly starts_at: string; readonly vessel: string };
  }[],
  { slug, cause, origin, now }: RosterCause,
): Mails {
  return Object.fromEntries(
    patrons.map(({ id, before }) => [
      `changed-${digest(`${slug} ${cause} ${id}`)}`,
      { kind: "changed" as const, patron_id: id, before, ...gathered(origin, now) },
    ]),
  );
}

/** Makes the reminder of one kind to one patron, for a site that links start with. One that is asked for is another each time. */
export function newReminderMail(
  charter: Reminded,
  { patron, kind }: { readonly patron: { readonly id: string }; readonly kind: Reminder },
  origin: string,
  now: Date,
): Mails {
  const mail = { kind: "reminder" as const, patron_id: patron.id, which: kind, ...untried(origin, now) };
  return { [reminderMailId(charter, patron.id, kind, now.toISOString())]: mail };
}

/** What patrons are reminded of: back on a day that it had before, it is another mail than the one of then. */
type Reminded = Pick<StoredEvent, "slug" | "moves">;

/** The id of the mail that reminds one patron, or that was asked for `at` an instant. */
export function reminderMailId({ slug, moves }: Reminded, patron: string, kind: Reminder, at: string): string {
  const which = [...(moves.length === 0 ? [] : [moves.length]), ...(kind === "asked" ? [at] : [])];
  return `reminder-${digest([slug, patron, kind, ...which].join(" "))}`;
}

export interface RosterCause {
  readonly slug: string;
  /** What in the charter's life the mails are about, such as its revision: the same cause makes the same mails. */
  readonly cause: string;
  /** What links in the mails start with. */
  readonly origin: string;
  readonly now: Date;
}

/** Makes roster mails. */
export function newRosterMails(messages: readonly RosterMessage[], { slug, cause, origin, now }: RosterCause): Mails {
  const mails = messages.map(({ to, news }) => {
    const id = `roster-${digest(`${slug} ${cause} ${to}`)}`;
    const waits = news === "changed" ? gathered(origin, now) : untried(origin, now);
    return [id, { kind: "roster" as const, to, news, ...waits }] as const;
  });
  return Object.fromEntries(mails);
}

function digest(about: string): string {
  return createHash("sha256").update(about).digest("hex").slice(0, 32);
}
