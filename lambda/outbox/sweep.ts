import { FIRST_LEASE_MS } from "../../rules/mail/retries.ts";
import { BY_OUTBOX_INDEX } from "../../rules/contract/table.ts";
import { parseKey } from "../dynamodb/items.ts";
import type { Key } from "../dynamodb/table.ts";
import { parseEvent, type StoredEvent } from "../charter/stored.ts";
import type { Services } from "../services.ts";
import { deliver } from "./deliver.ts";
import type { OutboxMail } from "../charter/waitingMail.ts";
import { claim, refreshDue, removeSent, settleFailed } from "../charter/outbox.ts";

/** How long the sweep waits for Gmail for each mail, and how long it starts new ones, in ms, of the function's 15 s. */
const MAIL_DEADLINE_MS = 5_000;
const SWEEP_BUDGET_MS = 8_000;
const ITEMS_MAX = 50;

export interface SweepResult {
  readonly sent: number;
  readonly delayed: number;
  readonly failed: number;
}

interface Sweep {
  readonly services: Services;
  readonly startedAt: number;
  readonly counts: { sent: number; delayed: number; failed: number };
  /** Set when Gmail is away: trying all the others would only use up their tries. */
  stopped: boolean;
}

/** Sends what is due of all outboxes. Several sweeps at once share the work: each mail is claimed before it is tried. */
export async function sweepOutbox(services: Services): Promise<SweepResult> {
  const now = services.clock();
  const sweep: Sweep = {
    services,
    startedAt: now.getTime(),
    counts: { sent: 0, delayed: 0, failed: 0 },
    stopped: false,
  };
  const ages: number[] = [];
  let pending = 0;
  for (const key of await findDue(services, now)) {
    const event = await readEvent(services, key);
    if (event === undefined) continue;
    const mails = Object.values(event.outbox);
    pending += mails.length;
    ages.push(...mails.map(({ created_at }) => now.getTime() - Date.parse(created_at)));
    await sweepEvent(sweep, key, event);
  }
  services.log.metric("OutboxAgeSeconds", Math.round(Math.max(0, ...ages) / 1000));
  services.log.metric("OutboxPending", pending - sweep.counts.sent - sweep.counts.failed);
  services.log.info("outbox swept", sweep.counts);
  return sweep.counts;
}

/**
 * Looks one lease ahead: a payment logged a moment ago has moved its item there, over older mail that is due by now.
 */
async function findDue({ table }: Services, now: Date): Promise<readonly Key[]> {
  const items = await table.query({
    index: BY_OUTBOX_INDEX,
    where: "#outbox_state = :pending AND #outbox_due <= :horizon",
    values: { pending: "pending", horizon: new Date(now.getTime() + FIRST_LEASE_MS).toISOString() },
    limit: ITEMS_MAX,
  });
  return items.map(parseKey);
}

async function readEvent({ table }: Services, key: Key): Promise<StoredEvent | undefined> {
  const item = await table.get(key);
  return item === undefined ? undefined : parseEvent(item);
}

async function sweepEvent(sweep: Sweep, key: Key, event: StoredEvent): Promise<void> {
  for (const [mailId, mail] of Object.entries(event.outbox)) {
    const now = sweep.services.clock();
    if (sweep.stopped || now.getTime() - sweep.startedAt > SWEEP_BUDGET_MS) break;
    if (mail.due > now.toISOString()) continue;
    if (await claim(sweep.services.table, key, mailId, mail, now)) {
      await tryMail(sweep, key, event, mailId, { ...mail, tries: mail.tries + 1 });
    }
  }
  const after = await readEvent(sweep.services, key);
  if (after !== undefined) await refreshDue(sweep.services.table, key, after);
}

async function tryMail(sweep: Sweep, key: Key, event: StoredEvent, mailId: string, mail: OutboxMail): Promise<void> {
  const { services, counts } = sweep;
  const result = await deliver(services, event, mailId, mail, MAIL_DEADLINE_MS);
  if (result.state === "sent") {
    await removeSent(services.table, key, mailId);
    counts.sent += 1;
    return;
  }
  sweep.stopped = result.state === "unavailable";
  const final = result.state === "refused";
  const state = await settleFailed(services.table, key, mailId, mail, services.clock(), final);
  if (state === "failed") {
    counts.failed += 1;
    services.log.metric("MailFailed", 1);
    services.log.warn("mail given up", { mail: mailId, code: result.code, tries: mail.tries });
  } else {
    counts.delayed += 1;
    services.log.metric("MailDelayed", 1);
  }
}
