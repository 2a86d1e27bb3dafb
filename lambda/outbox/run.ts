import { claim, refreshDue, removeSent, settleFailed } from "../charter/outbox.ts";
import { readHolder, type Holder } from "../charter/holder.ts";
import { isSignatureKey } from "../charter/signatureRecord.ts";
import { retally } from "../charter/tally.ts";
import { OutboxMail } from "../charter/waitingMail.ts";
import { isKnownKind } from "../../rules/contract/newer.ts";
import { BrokenItem } from "../dynamodb/errors.ts";
import type { Key } from "../dynamodb/table.ts";
import type { Services } from "../services.ts";
import { deliver, type Delivery } from "./deliver.ts";
import { takeTurns } from "./takeTurns.ts";

/** What a run of the sender did. */
export interface RunCounts {
  readonly sent: number;
  readonly delayed: number;
  readonly failed: number;
}

interface Run {
  readonly services: Services;
  /** By `performance.now()`: what is left of the function's time is no matter of the wall clock. */
  readonly startedAt: number;
  readonly counts: { sent: number; delayed: number; failed: number };
  /** Set when Gmail is away: trying all the others would only use up their tries. */
  stopped: boolean;
  readonly first: First;
  /** Items that this run has sent the last mail of: it asks no more of them. */
  readonly emptied: Set<Key>;
}

/** Which of the mails on an item goes first. What a request asks for is the newest: runs at once thus seldom meet. */
type First = "oldest" | "newest";

interface DueMail {
  readonly holder: Holder;
  readonly mailId: string;
  readonly mail: OutboxMail;
}

/**
 * Sends what is due on these items: the one sender, whether a request asked for it or the sweep found it. Several runs at
 * once share the work, since each mail is claimed before it is tried. Charters take turns, mail by mail, so that none
 * waits behind another's flood; and what goes wrong with one item or one mail ends there.
 */
export async function sendDue(services: Services, keys: readonly Key[], first: First): Promise<RunCounts> {
  const counts = { sent: 0, delayed: 0, failed: 0 };
  const run: Run = { services, startedAt: performance.now(), counts, stopped: false, first, emptied: new Set() };
  for await (const due of takeTurns(byCharter(keys).map((line) => dueMails(run, line)))) {
    if (isOver(run)) break;
    await alone(run, due.holder.key, () => tryMail(run, due));
  }
  return counts;
}

/** Nothing new is begun after two thirds of the time that may be spent: the last one needs its share. */
function isOver({ services, startedAt, stopped }: Run): boolean {
  return stopped || performance.now() - startedAt > (services.sendingMs * 2) / 3;
}

function byCharter(keys: readonly Key[]): readonly (readonly Key[])[] {
  const slugs = [...new Set(keys.map(({ event_id }) => event_id))];
  return slugs.map((slug) => keys.filter(({ event_id }) => event_id === slug));
}

/** The due mails of a charter's items, one item after the other, each mail once and as it is when its turn comes. */
async function* dueMails(run: Run, keys: readonly Key[]): AsyncGenerator<DueMail, void> {
  const { table } = run.services;
  const [signed] = keys.filter(({ timestamp }) => isSignatureKey(timestamp));
  // Who has signed is counted before anything is sent: the dock looks at that first.
  if (signed !== undefined) await alone(run, signed, () => retally(run.services, signed.event_id));
  for (const key of keys) {
    const seen = new Set<string>();
    while (!run.emptied.has(key)) {
      const found = await alone(run, key, () => findDue(run, key, seen));
      // What cannot be read stays where it is found again.
      if (found === undefined) break;
      if (found.due === undefined) {
        await alone(run, key, () => refreshDue(table, key));
        break;
      }
      seen.add(found.due.mailId);
      yield found.due;
    }
  }
}

/** Reads an item anew, since other runs work on it as well, and picks the next of its mails. */
async function findDue(
  { services, first }: Run,
  key: Key,
  seen: ReadonlySet<string>,
): Promise<{ readonly due: DueMail | undefined }> {
  const holder = await readHolder(services.table, key);
  if (holder === undefined) return { due: undefined };
  const now = services.clock().toISOString();
  const due = Object.entries(holder.outbox)
    // One of a newer kind waits for its version.
    .filter(([mailId, mail]) => isKnownKind(OutboxMail, mail) && mail.due <= now && !seen.has(mailId))
    .sort(([, a], [, b]) => (a.created_at < b.created_at ? -1 : 1));
  const [mailId, mail] = due.at(first === "oldest" ? 0 : -1) ?? [];
  return { due: mailId === undefined || mail === undefined ? undefined : { holder, mailId, mail } };
}

async function tryMail(run: Run, { holder: { key, event }, mailId, mail }: DueMail): Promise<void> {
  const { services, counts } = run;
  if (!(await claim(services.table, key, mailId, mail, services.clock()))) return;
  const tried = { ...mail, tries: mail.tries + 1 };
  const result = await deliver(
    services,
    event,
    mailId,
    tried,
    services.sendingMs - (performance.now() - run.startedAt),
  );
  run.stopped = result.state === "unavailable";
  if (result.state === "sent") {
    if ((await removeSent(services.table, key, mailId)) === "emptied") run.emptied.add(key);
    counts.sent += 1;
    return;
  }
  await settle(run, key, mailId, tried, result);
}

async function settle(
  { services, counts }: Run,
  key: Key,
  mailId: string,
  mail: OutboxMail,
  { state, code }: Exclude<Delivery, { state: "sent" }>,
): Promise<void> {
  const settled = await settleFailed(services.table, key, mailId, mail, services.clock(), state === "refused");
  if (settled === "failed") {
    counts.failed += 1;
    services.log.metric("MailFailed", 1);
    services.log.warn("mail given up", { mail: mailId, code, tries: mail.tries });
    if (isSignatureKey(key.timestamp)) await retally(services, key.event_id);
  } else {
    counts.delayed += 1;
    services.log.metric("MailDelayed", 1);
  }
}

/** Does something with one item; what goes wrong is logged, and the others go on. */
async function alone<Answer>({ services: { log } }: Run, { timestamp }: Key, act: () => Promise<Answer>) {
  try {
    return await act();
  } catch (error) {
    log.fault("mails of an item left to the next sweep", error, { item: timestamp.slice(0, 10) });
    if (error instanceof BrokenItem) log.metric("BrokenItem", 1);
    return undefined;
  }
}
