import { beforeEach, expect, test } from "vitest";
import type { ApiClient } from "../../local/client.ts";
import {
  createCharter,
  ledgerIds,
  logPayment,
  makePayments,
  openDesk,
  readCharter,
  sortedIds,
  sumCents,
} from "./support/client.ts";
import { mailedIds, sweepUntilEmpty } from "./support/outbox.ts";
import { useCloud } from "../support/useCloud.ts";
import { stopClock } from "../../testkit/stopClock.ts";

const PAYMENTS = 40;
const cloud = useCloud({ for: "each", editGraph: stopClock });
let client: ApiClient;

beforeEach(async () => {
  client = await openDesk(cloud);
});

/** No mail is lost and none is doubled, however many runs of the sender are at work at once. */
function expectOneMailEach(payments: readonly { id: string }[]): void {
  expect(mailedIds(cloud.gmail.mails())).toEqual(sortedIds(payments));
}

test("40 payments logged at once on one charter are 40 entries, the right balance and 40 mails", async () => {
  const slug = await createCharter(client, "Jane");
  const payments = makePayments(slug, PAYMENTS);
  const answers = await Promise.all(payments.map((payment) => logPayment(client, payment)));
  await sweepUntilEmpty(cloud, [slug]);
  const charter = await readCharter(client, slug);
  expect(answers.map(({ status }) => status)).toEqual(payments.map(() => 201));
  expect(ledgerIds(charter)).toEqual(sortedIds(payments));
  expect([charter.balance_cents, charter.paid_cents]).toEqual([sumCents(payments), sumCents(payments)]);
  expectOneMailEach(payments);
  expect(charter.mail).toEqual({ queued: 0, failed: 0 });
});

test("40 payments, each tapped twice at once, are still 40 entries and 40 mails", async () => {
  const slug = await createCharter(client, "Omar");
  const payments = makePayments(slug, PAYMENTS);
  const answers = await Promise.all(
    payments.map((payment) => Promise.all([logPayment(client, payment), logPayment(client, payment)])),
  );
  await sweepUntilEmpty(cloud, [slug]);
  const charter = await readCharter(client, slug);
  expect(answers.map((pair) => pair.map(({ status }) => status).sort())).toEqual(payments.map(() => [200, 201]));
  expect(ledgerIds(charter)).toEqual(sortedIds(payments));
  expect([charter.balance_cents, charter.paid_cents]).toEqual([sumCents(payments), sumCents(payments)]);
  expectOneMailEach(payments);
});
