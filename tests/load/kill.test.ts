import { existsSync, mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, expect, test } from "vitest";
import { balanceOf } from "../../rules/money/ledger.ts";
import type { EventDetail } from "../../rules/contract/api/event.ts";
import type { LogPaymentRequest } from "../../rules/contract/api/payment.ts";
import type { ApiClient } from "../../local/client.ts";
import { startOurCloud } from "../../local/ourCloud.ts";
import {
  createCharter,
  ledgerIds,
  logPayment,
  makePayments,
  readCharter,
  signIn,
  sortedIds,
  sumCents,
} from "./support/client.ts";
import { startCommand, type Command } from "../../testkit/command.ts";
import { stopClock } from "../../testkit/stopClock.ts";
import { mailedIds, sweepUntilEmpty } from "./support/outbox.ts";
import { inParallel } from "./support/parallel.ts";

// One ledger takes about 400 payments; ten charters are also what a busy week looks like.
const CHARTERS = ["Ann", "Ben", "Cleo", "Dan", "Eve", "Finn", "Gil", "Hana", "Ida", "Jon"];
const PAYMENTS = 500;
const AT_ONCE = 8;
const KILLED_AFTER = 150;
let data: string;
let running: Command | undefined;

beforeEach(() => {
  data = mkdtempSync(join(tmpdir(), "scc-kill-"));
});

afterEach(async () => {
  await running?.kill();
  rmSync(data, { recursive: true, force: true });
});

/** Deals payments to the charters in turn, so that each charter has some under way whenever the process dies. */
function dealPayments(slugs: readonly string[]): LogPaymentRequest[] {
  const piles = slugs.map((slug) => makePayments(slug, PAYMENTS / slugs.length));
  return Array.from({ length: PAYMENTS / slugs.length }, (_round, index) =>
    piles.flatMap((pile) => pile.slice(index, index + 1)),
  ).flat();
}

/** Logs payments and kills the command in the middle; answers the ids of those that were acknowledged. */
async function logUntilKilled(
  command: Command,
  client: ApiClient,
  payments: readonly LogPaymentRequest[],
): Promise<string[]> {
  const acknowledged: string[] = [];
  let killing: Promise<void> | undefined;
  await inParallel(payments, AT_ONCE, async (payment) => {
    try {
      const { id } = await logPayment(client, payment);
      acknowledged.push(id);
      if (acknowledged.length >= KILLED_AFTER) killing ??= command.kill();
    } catch (fault) {
      // From the kill on, nobody is there to answer; before it, every payment must be acknowledged.
      if (killing === undefined) throw fault;
    }
  });
  await killing;
  return acknowledged;
}

function readAll(client: ApiClient, slugs: readonly string[]): Promise<EventDetail[]> {
  return Promise.all(slugs.map((slug) => readCharter(client, slug)));
}

function expectBalances(charters: readonly EventDetail[]): void {
  for (const { ledger, balance_cents, paid_cents } of charters) {
    expect([balance_cents, paid_cents]).toEqual([balanceOf(ledger), balanceOf(ledger)]);
  }
}

test("killed in the middle of 500 payments, the command has every acknowledged one once, and a replay adds only what is missing", async () => {
  const first = (running = await startCommand(data));
  const before = await signIn(first.url);
  const slugs = await inParallel(CHARTERS, AT_ONCE, (name) => createCharter(before, name));
  const payments = dealPayments(slugs);
  const acknowledged = await logUntilKilled(first, before, payments);
  const staleLock = readFileSync(join(data, "lock"), "utf8");

  const second = (running = await startCommand(data));
  const client = await signIn(second.url);
  const survivors = await readAll(client, slugs);
  const replies = await inParallel(payments, AT_ONCE, (payment) => logPayment(client, payment));
  const charters = await readAll(client, slugs);
  const exitCode = await second.interrupt();
  running = undefined;

  const kept = survivors.flatMap(ledgerIds);
  expect(staleLock).toMatch(/^\d+$/);
  expect(acknowledged.length).toBeGreaterThanOrEqual(KILLED_AFTER);
  expect(acknowledged.length).toBeLessThan(PAYMENTS);
  expect(new Set(kept).size).toBe(kept.length);
  expect(acknowledged.filter((id) => !kept.includes(id))).toEqual([]);
  // Beyond those, only what was under way may be there: written, but killed before the answer.
  expect(kept.length - acknowledged.length).toBeLessThanOrEqual(AT_ONCE);
  expectBalances(survivors);
  expect(replies.filter(({ status }) => status === 200)).toHaveLength(kept.length);
  expect(charters.flatMap(ledgerIds).sort()).toEqual(sortedIds(payments));
  expect(charters.reduce((sum, { balance_cents }) => sum + balance_cents, 0)).toBe(sumCents(payments));
  expectBalances(charters);
  expect([exitCode, existsSync(join(data, "lock"))]).toEqual([0, false]);
  await expectMailForEach(payments);
});

/**
 * Mail is sent at least once: one that Gmail took just before the kill is still in the outbox, and goes out again under
 * the same Message-ID. The outbox is swept by a cloud in this process, where leases need not be waited for.
 */
async function expectMailForEach(payments: readonly LogPaymentRequest[]): Promise<void> {
  const cloud = await startOurCloud({ dataDirectory: data, editGraph: stopClock });
  try {
    await sweepUntilEmpty(cloud, [...new Set(payments.map(({ event }) => event))]);
    const mailed = mailedIds(cloud.gmail.mails());
    expect(sortedIds(payments).filter((id) => !mailed.includes(id))).toEqual([]);
  } finally {
    await cloud.close();
  }
}
