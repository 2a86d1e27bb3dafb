import { randomUUID } from "node:crypto";

import { closeDay } from "./closeout.ts";
import { castOff, checkAboard, countBack } from "./dock.ts";
import { addPatrons, assignCrew, createCharter, logPayment, openApp, seeCharter, seeMonth, signIn } from "./people.ts";
import { COPIES, PATRONS, patronSigns, RETURNING_PATRONS } from "./patrons.ts";
import { takePhone, type Phone } from "./phone.ts";
import type { Traffic } from "./traffic.ts";

/** The three who work the charter; each has a phone. */
export const ACCOUNTS = [
  { email: "captain@example.com", name: "Ada Captain", role: "admin", password: "a-password-for-the-bench" },
  {
    email: "skipper@example.com",
    name: "Grace Skipper",
    role: "crew",
    permissions: ["payments"],
    password: "a-password-for-the-bench",
  },
  {
    email: "mate@example.com",
    name: "Finn Mate",
    role: "crew",
    permissions: ["payments"],
    password: "a-password-for-the-bench",
  },
] as const;

const CREW_VISITS = 4;
const PAYMENTS = [
  { patron: "Jane Porter", amount_cents: 20_000, method: "card", note: "Deposit", receipt_to: "jane@example.com" },
  {
    patron: "Jane Porter",
    amount_cents: 30_000,
    method: "venmo",
    note: "Rest of the fare, paid at the dock",
    receipt_to: null,
  },
  { patron: "Sam Okafor", amount_cents: 10_000, method: "cash", note: "", receipt_to: null },
] as const;

/** What docs/cost.md says that a charter is; kept beside the script that plays it. */
export const CHARTER_DAY: readonly string[] = [
  `The admin opens the app, puts the charter on the calendar, lists ${PATRONS.length} patrons by name, says who of the crew sails, and goes back to the month. Each of the two who sail gets a mail.`,
  `Each of the ${PATRONS.length} patrons gets the waiver link; the messenger fetches the page once for its preview, the patron opens it on a phone that has never seen the site, and signs, every second one by drawing. ${RETURNING_PATRONS} look at it again later. Each signature is mailed to the admin with its PDF, and a copy to the ${COPIES} who gave an address.`,
  "The admin logs the deposit before the day, which mails its receipt, looks at the charter once after it, counts the day's cash and closes the day. That is once a day, not once a charter: with more charters on a day it is counted too often, but most of what it reads is those charters.",
  `Two crew members open the app ${CREW_VISITS} times each on the day: month, charter, back to the month. One of them has a new phone (or the first visit after a release) and signs in.`,
  `The mate checks ${PATRONS.length} patrons aboard one by one, logs ${PAYMENTS.length - 1} payments at the dock, records the safety briefing and the departure, opens the charter again when it is back, and counts everybody back. Each of the ${PAYMENTS.length} payments mails the admin.`,
  "Reminders are not in the count: who is listed by name alone gets none, and who is listed with an address gets at most two, each one more mail, until they have signed. Where nobody has to be reminded and the list begins with somebody who has an address, the charter is read once an hour in its last day, as they may have booked for others.",
];

/** The phones at work: the admin's and the skipper's have used the app before, the mate's is new. */
export interface WorkPhones {
  readonly admin: Phone;
  readonly skipper: Phone;
  readonly mate: Phone;
}

/** Takes the phones and does what two of them did in the weeks before; to be counted apart from the charter. */
export async function takeWorkPhones(url: string, traffic: Traffic, month: string): Promise<WorkPhones> {
  const [admin, skipper, mate] = [takePhone(url, traffic), takePhone(url, traffic), takePhone(url, traffic)];
  await signIn(admin, ACCOUNTS[0], month);
  await signIn(skipper, ACCOUNTS[1], month);
  return { admin, skipper, mate };
}

/** Plays the life of one charter and answers its slug. `passMinute` does what the schedule does between two people's taps. */
export async function playCharterDay(
  url: string,
  traffic: Traffic,
  { admin, skipper, mate }: WorkPhones,
  date: string,
  passMinute: () => Promise<void>,
): Promise<string> {
  const month = date.slice(0, "YYYY-MM".length);
  await openApp(admin, month);
  const slug = await plan(admin, date);
  await seeMonth(admin, month);
  await passMinute();
  for (const [turn, name] of PATRONS.entries()) {
    await patronSigns(takePhone(url, traffic), slug, name, turn);
    await passMinute();
  }
  await openApp(admin, month);
  await seeCharter(admin, slug);
  await pay(admin, slug, 0);
  await signIn(mate, ACCOUNTS[2], month);
  for (let visit = 0; visit < CREW_VISITS; visit += 1) {
    await visitOnTheDay(skipper, month, slug);
    // The mate's sign-in has opened the app already.
    if (visit > 0) await visitOnTheDay(mate, month, slug);
  }
  await workTheDock(mate, slug);
  const { company } = await openApp(admin, month);
  await seeCharter(admin, slug);
  await closeDay(admin, company.time_zone);
  return slug;
}

/** From the first patron on the gangway to the last one off it. */
async function workTheDock(mate: Phone, slug: string): Promise<void> {
  const aboard = await checkAboard(mate, slug);
  await pay(mate, slug, 1);
  await pay(mate, slug, 2);
  await castOff(mate, slug, aboard);
  await seeCharter(mate, slug);
  await countBack(mate, slug, aboard.length);
}

async function plan(admin: Phone, date: string): Promise<string> {
  const slug = await createCharter(admin, {
    id: randomUUID(),
    date,
    first_name: "Jane",
    period: "afternoon",
    title: "",
    starts_at: "14:00",
    vessel: "Windward",
    capacity: 6,
    price_cents: 60_000,
    note: "Two children; bring the small life vests.",
  });
  await addPatrons(admin, slug, PATRONS);
  await assignCrew(admin, slug, 1, [ACCOUNTS[1].email, ACCOUNTS[2].email]);
  return slug;
}

async function visitOnTheDay(phone: Phone, month: string, slug: string): Promise<void> {
  await openApp(phone, month);
  await seeCharter(phone, slug);
  await seeMonth(phone, month);
}

async function pay(phone: Phone, slug: string, turn: 0 | 1 | 2): Promise<void> {
  await logPayment(phone, { event: slug, purpose: "charter", ...PAYMENTS[turn] });
}
