import * as v from "valibot";

import { floodMailId } from "../../lambda/charter/newMails.ts";
import type { StoredEvent } from "../../lambda/charter/stored.ts";
import type { Book } from "../book/book.ts";
import type { Accepted } from "../system/gmail.ts";
import type { Item } from "../table/values.ts";
import { Violation } from "../world/violation.ts";
import type { World } from "../world/world.ts";
import type { Stored } from "./stored.ts";

const Mails = v.optional(v.record(v.string(), v.object({ kind: v.string() })), () => ({}));

/** The mails of an item that wait, or were given up, and those about a signature that are held back. */
const Holding = v.object({
  outbox: Mails,
  failed_mails: Mails,
  mail_withheld: v.optional(v.array(v.string()), () => []),
});

/**
 * Holds what Gmail has taken against what is owed. `settled`: Gmail has been well for long, and nothing may wait any more.
 * Of the roster and the reminders only that none goes out twice is checked: what they say may be needless by then.
 */
export function checkMail({ book, system }: World, stored: Stored, settled: boolean): void {
  const accepted = system.accepted();
  checkTwice(book, accepted);
  const sent = new Set(accepted.map(({ id }) => id));
  for (const [slug, event] of stored.charters) {
    const records = stored.signatures.get(slug) ?? [];
    const notices = stored.notices.get(slug) ?? [];
    const holding = [event, ...records, ...notices].map((item) => v.parse(Holding, item));
    const kept = new Set(holding.flatMap(({ outbox, failed_mails }) => [...idsOf(outbox), ...idsOf(failed_mails)]));
    if (notices.length === 0 && records.some((item) => isWithheldByNow(book, item)))
      throw new Violation("mail", `${slug} holds mails back, and no mail has said so`);
    for (const id of [
      ...owedBy(event),
      ...records.flatMap(owedBySignature),
      ...notices.map((notice) => owedByNotice(slug, notice)),
    ])
      if (!sent.has(id) && !kept.has(id)) throw new Violation("mail", `${slug} has forgotten the mail ${id}`);
    if (settled && kept.size > 0)
      throw new Violation("mail", `${slug} still owes, though Gmail has long been well: ${[...kept].join(", ")}`);
  }
}

/** One of a newer version's waits for it. */
function idsOf(mails: v.InferOutput<typeof Mails>): readonly string[] {
  return Object.entries(mails).flatMap(([id, mail]) => (mail.kind === "postcard" ? [] : [id]));
}

/**
 * Sent again is only what its sender may not know to be sent: Gmail's answer was lost, or its own next step. And a signature
 * that is sent again while the version before answers: it does not find whom this one has marked, and queues its mails anew.
 */
function checkTwice({ signatures }: Book, accepted: readonly Accepted[]): void {
  const last = new Map<string, Accepted>();
  for (const mail of accepted) {
    const before = last.get(mail.id);
    const byNow = [before, mail].every((one) => one?.by.version !== "before");
    const signed = signatures.get(mail.id.replace(/^(?:signature|copy)-/, ""));
    if (before?.heard === true && !before.by.hurt && byNow && signed?.takenBy !== "before")
      throw new Violation(
        "mail",
        `The mail ${mail.id} to ${mail.to} went out again, and Gmail had said that it has it`,
      );
    last.set(mail.id, mail);
  }
}

const OURS: ReadonlySet<string> = new Set(["payment", "refund", "reversal"]);

function owedBy({ payment_log, receipt_log, departures }: StoredEvent): readonly string[] {
  const reversed = new Set(payment_log.flatMap((entry) => (entry.kind === "reversal" ? [entry.entry] : [])));
  return [
    ...payment_log.flatMap(({ id, kind }) => (OURS.has(kind) ? [id] : [])),
    // A payment that was reversed before its receipt went out was never made.
    ...receipt_log.filter(({ payment }) => !reversed.has(payment)).map(({ id }) => `receipt-${id}`),
    ...departures.flatMap((entry) =>
      entry.kind === "departed" && entry.verdict === "no-go" ? [`override-${entry.id}`] : [],
    ),
  ];
}

/** What the version before held back, it told nobody. */
function isWithheldByNow({ signatures }: Book, item: Item): boolean {
  const { mail_withheld: withheld } = v.parse(Holding, item);
  return withheld.length > 0 && signatures.get(String(item["id"]))?.takenBy === "now";
}

function owedByNotice(slug: string, { timestamp }: Item): string {
  return floodMailId(slug, String(timestamp));
}

/** The version before put what a signature owes on its charter's item, as far as its own limits let it. */
function owedBySignature(item: Item): readonly string[] {
  if (item["outbox"] === undefined) return [];
  const { mail_withheld: withheld } = v.parse(Holding, item);
  const id = String(item["id"]);
  return [
    ...(withheld.includes("witness") ? [] : [`signature-${id}`]),
    ...(item["email"] === null || withheld.includes("copy") ? [] : [`copy-${id}`]),
  ];
}
