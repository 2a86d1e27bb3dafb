import * as v from "valibot";

import { Instant } from "../../rules/contract/api/fields.ts";
import { LINK_PURPOSES } from "../../rules/contract/api/link.ts";
import { ACCOUNT_NEWS } from "../../rules/contract/security.ts";
import { orNewer, wordOrNewer } from "../../rules/contract/newer.ts";
import { ROSTER_NEWS } from "../../rules/crew/roster.ts";
import { GATHER_MS, LEASE_MS } from "../../rules/mail/retries.ts";
import { REMINDERS } from "../../rules/mail/reminders.ts";

/** What all patrons of a charter are told of, batch by batch. */
export const TELLINGS = ["moved", "called-off", "reopened"] as const;

/** What every waiting mail has, whatever it says. */
const waiting = {
  /** Tries begun. */
  tries: v.number(),
  /** Nobody tries before this instant. */
  due: Instant,
  created_at: Instant,
  /** What links in the mail start with. */
  origin: v.string(),
};

/**
 * A mail that must still go out, as it lies in the map `outbox` of its charter, or of an item of its own. It says what the mail is about, never
 * what it says: mail/compose.ts writes it from the charter when it is sent. One of a newer kind waits for its version.
 */
export const OutboxMail = orNewer(
  "kind",
  [
    v.object({ kind: v.picklist(["payment", "refund", "reversal"]), entry_id: v.string(), ...waiting }),
    /** To a crew member, about their place on the charter. */
    v.object({ kind: v.literal("roster"), to: v.string(), news: wordOrNewer(ROSTER_NEWS), ...waiting }),
    /** To a patron who has not signed; to whichever address they have when it is sent. */
    v.object({ kind: v.literal("reminder"), patron_id: v.string(), which: wordOrNewer(REMINDERS), ...waiting }),
    /** To the admin, about a departure at no go. */
    v.object({ kind: v.literal("override"), departure_id: v.string(), ...waiting }),
    /** To a patron, that the charter was moved; to whichever address they have when it is sent. */
    v.object({ kind: v.literal("moved"), patron_id: v.string(), move_id: v.string(), ...waiting }),
    /** To a patron, that the charter was called off, or sails after all, by that entry; to whichever address they have when it is sent. */
    v.object({ kind: v.picklist(["called-off", "reopened"]), patron_id: v.string(), entry_id: v.string(), ...waiting }),
    /** To a patron, that the charter sails at another hour or on another boat than before; to whichever address they have then. */
    v.object({
      kind: v.literal("changed"),
      patron_id: v.string(),
      before: v.object({ starts_at: v.string(), vessel: v.string() }),
      ...waiting,
    }),
    /**
     * To nobody itself: it stands for the mails about a move, a calling off or a reopening to all patrons whose ids come after one, and
     * gives way to them batch by batch. `until`: up to which id; `except`: to none of these.
     */
    v.object({
      kind: v.literal("rest"),
      of: wordOrNewer(TELLINGS),
      cause: v.string(),
      after: v.string(),
      until: v.optional(v.string()),
      except: v.optional(v.array(v.string())),
      ...waiting,
    }),
    /** To the admin, that strangers have passed a limit on the charter. */
    v.object({ kind: v.literal("flood"), ...waiting }),
    v.object({ kind: v.literal("receipt"), entry_id: v.string(), to: v.string(), ...waiting }),
    /** To whoever has an account, or asked for it in vain: a link, which is made when the mail is written. */
    v.object({
      kind: v.literal("account-link"),
      to: v.string(),
      purpose: wordOrNewer(LINK_PURPOSES),
      /** The admin who asked for it, by name; absent where whoever has the account did, or somebody who knows the address. */
      asked_by: v.optional(v.string()),
      ...waiting,
    }),
    /** To whoever has an account, that it is not what it was: by whom (a name), when, and what they may do now. */
    v.object({
      kind: v.literal("account-news"),
      to: v.string(),
      news: wordOrNewer(ACCOUNT_NEWS),
      by: v.string(),
      own: v.boolean(),
      detail: v.string(),
      done_at: Instant,
      ...waiting,
    }),
    /** About a signature, with its PDF: to the admin, and a copy to whoever signed. */
    v.object({ kind: v.picklist(["signature", "copy"]), signature_id: v.string(), signed_at: Instant, ...waiting }),
  ],
  waiting,
);
export type OutboxMail = v.InferOutput<typeof OutboxMail>;

/** What of a mail is the same whatever it says. */
export type Waiting = Pick<OutboxMail, keyof typeof waiting>;

/** Waiting mails by their ids. An id is logged, so it tells neither who gets the mail nor whose charter it is about. */
export type Mails = Readonly<Record<string, OutboxMail>>;

/** What every mail begins with: due at once, and tried by nobody yet. */
export function untried(origin: string, now: Date): Waiting {
  const at = now.toISOString();
  return { tries: 0, due: at, created_at: at, origin };
}

/** What a mail begins with that the next one of its kind takes the place of, if that comes soon. */
export function gathered(origin: string, now: Date): Waiting {
  return { ...untried(origin, now), due: new Date(now.getTime() + GATHER_MS).toISOString() };
}

/** Tells whether a later mail waits that says the same anew, to the same reader. */
export function isOutdated(mail: OutboxMail, outbox: Mails, isSame: (other: OutboxMail) => boolean): boolean {
  return Object.values(outbox).some((other) => other.created_at > mail.created_at && isSame(other));
}

/** Until when whoever tries now has the mail to itself. */
export function leaseFrom(now: Date): string {
  return new Date(now.getTime() + LEASE_MS).toISOString();
}
