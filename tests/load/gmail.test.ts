import { beforeEach, expect, test } from "vitest";
import type { LogPaymentRequest } from "../../rules/contract/api/payment.ts";
import type { ApiClient } from "../../local/client.ts";
import {
  createCharter,
  ledgerIds,
  logPayment,
  makePayments,
  openDesk,
  readCharter,
  sortedIds,
  type Acknowledgement,
} from "./support/client.ts";
import { mailedIds, makeMailsDue, sweep, sweepUntilEmpty } from "./support/outbox.ts";
import { useCloud } from "../support/useCloud.ts";
import { stopClock } from "../../testkit/stopClock.ts";

const PAYMENTS = 4;
// Nobody waits for Gmail; this is for a busy machine that starts environments meanwhile.
const ACKNOWLEDGED_MS_MAX = 15_000;
// Longer than the sender waits.
const SLOW_MS = 13_000;
const HEALTHY = { down: false, refused: false, slowMilliseconds: 0, revoked: false, quota: false };
const cloud = useCloud({ for: "each", editGraph: stopClock });
let client: ApiClient;
let slug: string;
let payments: LogPaymentRequest[];

beforeEach(async () => {
  client = await openDesk(cloud);
  slug = await createCharter(client, "Jane");
  payments = makePayments(slug, PAYMENTS);
});

function logAll(): Promise<Acknowledgement[]> {
  return Promise.all(payments.map((payment) => logPayment(client, payment)));
}

function expectQueuedInTime(answers: readonly Acknowledgement[]): void {
  expect(answers.map(({ status, notification }) => [status, notification])).toEqual(
    payments.map(() => [201, "queued"]),
  );
  expect(Math.max(...answers.map(({ milliseconds }) => milliseconds))).toBeLessThan(ACKNOWLEDGED_MS_MAX);
}

test.each([
  ["answers 503", { down: true }],
  ["cuts every connection", { refused: true }],
  ["knows the refresh token no more", { revoked: true }],
  ["is over its quota", { quota: true }],
])(
  "while Gmail %s payments are acknowledged and queued, and when it is back each mail comes once",
  async (_what, fault) => {
    Object.assign(cloud.gmail.faults, fault);
    const answers = await logAll();
    await makeMailsDue(cloud, slug);
    await sweep(cloud);
    const during = await readCharter(client, slug);
    const mailsDuring = cloud.gmail.mails().length;
    Object.assign(cloud.gmail.faults, HEALTHY);
    await sweepUntilEmpty(cloud, [slug]);
    const after = await readCharter(client, slug);
    expectQueuedInTime(answers);
    expect([during.mail, mailsDuring]).toEqual([{ queued: PAYMENTS, failed: 0 }, 0]);
    expect(ledgerIds(after)).toEqual(sortedIds(payments));
    expect(after.mail).toEqual({ queued: 0, failed: 0 });
    expect(mailedIds(cloud.gmail.mails())).toEqual(sortedIds(payments));
  },
);

test("while Gmail is slower than the deadline payments are acknowledged in time, and no mail is lost", async () => {
  // With an access token in hand, the send itself is what hangs: Gmail takes the mail after nobody waits any more.
  const other = await createCharter(client, "Omar");
  await Promise.all(makePayments(other, 1).map((payment) => logPayment(client, payment)));
  await cloud.settled();
  const before = cloud.gmail.mails().length;
  cloud.gmail.faults.slowMilliseconds = SLOW_MS;
  const answers = await logAll();
  await cloud.settled();
  cloud.gmail.faults.slowMilliseconds = 0;
  await sweepUntilEmpty(cloud, [slug]);
  const mailed = mailedIds(cloud.gmail.mails().slice(before));
  expectQueuedInTime(answers);
  // At least once: a mail that Gmail took late was sent again, under the same Message-ID.
  expect([...new Set(mailed)]).toEqual(sortedIds(payments));
  expect(mailed.length).toBeLessThanOrEqual(2 * PAYMENTS);
});
