import { claim, placeDue, putBack, refreshDue, removeSent, settleFailed } from "../charter/outbox.ts";
import { holderOf, readHolder, type Holder } from "../charter/holder.ts";
import { retally } from "../charter/tally.ts";
import { OutboxMail } from "../charter/waitingMail.ts";
import { isKnownKind } from "../../rules/contract/newer.ts";
import { BrokenItem } from "../dynamodb/errors.ts";
import { countUnread } from "../dynamodb/readPartly.ts";
import type { Key } from "../dynamodb/table.ts";
import type { Services } from "../services.ts";
import { deliver, type Delivery } from "./deliver.ts";
import { takeTurns } from "./takeTurns.ts";
import { tallyAlways, type Tally } from "./tallying.ts";
import { tellRest } from "./tellRest.ts";

/** What a run of the sender did. */
export interface RunCounts {
  readonly sent: number;
  readonly delayed: number;
  readonly failed: number;
}

/** How many mails are with Gmail at once: at its usual 300 ms some fourteen go out in a second. */
const LANES = 5;
/**
 * How many mails a run begins, and so a minute's sweep. A mail is 100 of the 15,000 quota units that Gmail takes in a minute
 * from one user (6,000 of a Google Cloud project made since May 2026): a third is left for what requests ask for. Source:
 * Gmail API, "Usage limits".
 */
export const RUN_MAILS_MAX = 100;

interface Run {
  readonly services: Services;
  readonly tally: Tally;
  /** By `performance.now()`: what is left of the function's time is no matter of the wall clock. */
  readonly startedAt: number;
  readonly counts: { sent: number; delayed: number; failed: number };
  /** Mails that were begun. */
  begun: number;
  /** What the company is called, read for this run and not long before: a mail cannot be called back. */
  renewed: Promise<void> | undefined;
  /** Set when Gmail is away or wants no more: trying all the others would only use up their tries. */
  stopped: boolean;
  readonly first: First;
  /** Items of which this run has tried a mail, or found none to try: their place in the index is put right in the end. */
  readonly touched: Set<Key>;
  /** Items that this run has sent the last mail of: it asks no more of them. */
  readonly emptied: Set<Key>;
  /** Signatures by which the sweep finds that who has signed is to be counted: they stay in the index until it is. */
  readonly uncounted: Set<Key>;
  /** Signatures about which a mail was given up: they stay there until that is counted. */
  readonly gaveUp: Set<Key>;
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
 * once share the work, and so do the lanes of one, since each mail is claimed before it is tried. Charters take turns, mail
 * by mail, so that none waits behind another's flood; and what goes wrong with one item or one mail ends there.
 */
export async function sendDue(
  services: Services,
  keys: readonly Key[],
  first: First,
  tally: Tally = tallyAlways(services),
): Promise<RunCounts> {
  const run = openRun(services, tally, first);
  const due = takeTurns(byCharter(keys).map((line) => dueMails(run, line)));
  // The first goes alone: where Gmail is away, one mail's try is used up and not that of each lane.
  await sendAlong(run, due, () => run.counts.sent === 0);
  await Promise.all(Array.from({ length: LANES }, () => sendAlong(run, due, () => true)));
  await tidyUp(run);
  return run.counts;
}

function openRun(services: Services, tally: Tally, first: First): Run {
  return {
    services,
    tally,
    first,
    startedAt: performance.now(),
    counts: { sent: 0, delayed: 0, failed: 0 },
    begun: 0,
    renewed: undefined,
    stopped: false,
    touched: new Set(),
    emptied: new Set(),
    uncounted: new Set(),
    gaveUp: new Set(),
  };
}

/** Sends one mail after the other, as long as there are any and it may. */
async function sendAlong(run: Run, due: AsyncIterator<DueMail, void>, goesOn: () => boolean): Promise<void> {
  while (goesOn() && !isOver(run)) {
    run.begun += 1;
    const next = await due.next();
    if (next.done === true) return;
    await alone(run, next.value.holder.key, () => tryMail(run, next.value));
  }
}

/** Nothing new is begun after two thirds of the time that may be spent: the last ones need their share. */
function isOver({ services, startedAt, stopped, begun }: Run): boolean {
  return stopped || begun >= RUN_MAILS_MAX || performance.now() - startedAt > (services.sendingMs * 2) / 3;
}

function byCharter(keys: readonly Key[]): readonly (readonly Key[])[] {
  const slugs = [...new Set(keys.map(({ event_id }) => event_id))];
  return slugs.map((slug) => keys.filter(({ event_id }) => event_id === slug));
}

/** The due mails of a charter's items, one item after the other. */
async function* dueMails(run: Run, keys: readonly Key[]): AsyncGenerator<DueMail, void> {
  const [signed] = keys.filter((key) => holderOf(key) === "signature");
  // Who has signed is counted before anything is sent: the dock looks at that first.
  if (signed !== undefined && (await alone(run, signed, () => run.tally(signed.event_id))) !== true)
    run.uncounted.add(signed);
  for (const key of keys) yield* holderOf(key) === "charter" ? ofCharter(run, key) : ofOther(run, key);
}

/** The due mails of a charter's own item, each once and as it is when its turn comes: what it says may have changed. */
async function* ofCharter(run: Run, key: Key): AsyncGenerator<DueMail, void> {
  const seen = new Set<string>();
  while (!run.emptied.has(key)) {
    const holder = await alone(run, key, () => readHolder(run.services.table, key));
    const next = holder && dueOf(run, holder).find(({ mailId }) => !seen.has(mailId));
    if (next === undefined) {
      if (holder !== undefined && (await alone(run, key, () => tellRest(run.services, holder))) === true) continue;
      finish(run, key, holder);
      return;
    }
    seen.add(next.mailId);
    yield next;
  }
}

/** The due mails of any other item, from one reading: what they say does not change. */
async function* ofOther(run: Run, key: Key): AsyncGenerator<DueMail, void> {
  const holder = await alone(run, key, () => readHolder(run.services.table, key));
  if (holder !== undefined) yield* dueOf(run, holder);
  finish(run, key, holder);
}

/** What cannot be read stays where it is found again, and is counted each time. */
function finish({ services, touched }: Run, key: Key, holder: Holder | undefined): void {
  if (holder === undefined) return;
  countUnread(services, holder, "outbox");
  touched.add(key);
}

function dueOf({ services, first }: Run, holder: Holder): readonly DueMail[] {
  const now = services.clock().toISOString();
  const due = Object.entries(holder.outbox)
    // One of a newer kind waits for its version, and one that stands for others for its turn after those.
    .filter(([, mail]) => isKnownKind(OutboxMail, mail) && mail.kind !== "rest" && mail.due <= now)
    .sort(([, a], [, b]) => (a.created_at < b.created_at ? -1 : 1))
    .map(([mailId, mail]) => ({ holder, mailId, mail }));
  return first === "oldest" ? due : due.reverse();
}

async function tryMail(run: Run, { holder, mailId, mail }: DueMail): Promise<void> {
  const { services, counts } = run;
  const { key } = holder;
  run.touched.add(key);
  if (!(await claim(services.table, key, mailId, mail, services.clock()))) return;
  await (run.renewed ??= renewCompany(services));
  const tried = { ...mail, tries: mail.tries + 1 };
  const left = services.sendingMs - (performance.now() - run.startedAt);
  const result = await deliver(services, holder, mailId, tried, left);
  run.stopped ||= result.state === "unavailable" || result.state === "busy";
  if (result.state === "sent") {
    const stays = run.uncounted.has(key) || run.gaveUp.has(key);
    if ((await removeSent(services.table, key, mailId, stays)) === "emptied") run.emptied.add(key);
    counts.sent += 1;
    return;
  }
  await settle(run, key, mailId, tried, result);
}

/** Where it cannot be read, the mail asks for it again, and is not written. */
async function renewCompany({ company }: Services): Promise<void> {
  await Promise.allSettled([company.readAnew()]);
}

async function settle(
  { services, counts, gaveUp }: Run,
  key: Key,
  mailId: string,
  mail: OutboxMail,
  { state, code }: Exclude<Delivery, { state: "sent" }>,
): Promise<void> {
  const settled =
    state === "busy"
      ? await putBack(services.table, key, mailId, mail, services.clock())
      : await settleFailed(services.table, key, mailId, mail, services.clock(), state === "refused");
  if (settled === "failed") {
    counts.failed += 1;
    services.log.metric("MailFailed", 1);
    services.log.warn("mail given up", { mail: mailId, code, tries: mail.tries });
    if (holderOf(key) === "signature") gaveUp.add(key);
  } else {
    counts.delayed += 1;
    services.log.metric("MailDelayed", 1);
  }
}

/** What has to wait until the lanes are through: no mail is on its way any more. */
async function tidyUp(run: Run): Promise<void> {
  const { services, touched, emptied, uncounted, gaveUp } = run;
  // First: what dies before it has counted leaves its items in the index, for the next sweep.
  for (const line of byCharter([...gaveUp])) {
    const [first] = line;
    const counted = first && (await alone(run, first, () => retally(services, first.event_id)));
    if (counted === undefined) for (const key of line) uncounted.add(key);
  }
  for (const key of touched)
    if (!emptied.has(key) && !uncounted.has(key)) await alone(run, key, () => refreshDue(services.table, key));
  for (const key of uncounted) await alone(run, key, () => placeDue(services.table, key, services.clock()));
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
