import { randomUUID } from "node:crypto";

import type { SignRequest } from "../../../rules/api/waiver.ts";
import { waiverPath } from "../../../rules/slug.ts";
import { toPath } from "../../../site/waiver/strokes.ts";
import {
  addPatrons, assignCrew, checkAboard, createCharter, logPayment, openApp, seeCharter, seeMonth, signIn, signWaiver,
} from "./people.ts";
import { takePhone, type Phone } from "./phone.ts";
import type { Traffic } from "./traffic.ts";

/** The three who work the charter; each has a phone. */
export const ACCOUNTS = [
  { email: "captain@example.com", name: "Ada Captain", role: "admin", password: "a-password-for-the-bench" },
  { email: "skipper@example.com", name: "Grace Skipper", role: "crew", password: "a-password-for-the-bench" },
  { email: "mate@example.com", name: "Finn Mate", role: "crew", password: "a-password-for-the-bench" },
] as const;

const PATRONS = ["Jane Porter", "Sam Okafor", "Mia Chen", "Leo Alvarez", "José Rivera", "Ruth Lindqvist"];
/** Who looks at the waiver once more after signing. */
const RETURNING_PATRONS = 2;
const CREW_VISITS = 4;
const PAYMENTS = [
  { patron: "Jane Porter", amount_cents: 20_000, method: "card", note: "Deposit" },
  { patron: "Jane Porter", amount_cents: 30_000, method: "venmo", note: "Rest of the fare, paid at the dock" },
  { patron: "Sam Okafor", amount_cents: 10_000, method: "cash", note: "" },
] as const;

/** What docs/cost.md says that a charter is; kept beside the script that plays it. */
export const CHARTER_DAY: readonly string[] = [
  `The admin opens the app, puts the charter on the calendar, lists ${PATRONS.length} patrons by name, says who of the crew sails, and goes back to the month.`,
  `Each of the ${PATRONS.length} patrons gets the waiver link; the messenger fetches the page once for its preview, the patron opens it on a phone that has never seen the site, and signs, every second one by drawing. ${RETURNING_PATRONS} look at it again later.`,
  "The admin logs the deposit before the day, and looks at the charter once after it.",
  `Two crew members open the app ${CREW_VISITS} times each on the day: month, charter, back to the month. One of them has a new phone (or the first visit after a release) and signs in.`,
  `The mate checks ${PATRONS.length} patrons aboard one by one and logs ${PAYMENTS.length - 1} payments at the dock. Each of the ${PAYMENTS.length} payments mails the admin.`,
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

/** Plays the life of one charter and answers its slug. */
export async function playCharterDay(url: string, traffic: Traffic, { admin, skipper, mate }: WorkPhones, date: string): Promise<string> {
  const month = date.slice(0, "YYYY-MM".length);
  await openApp(admin, month);
  const slug = await plan(admin, date);
  await seeMonth(admin, month);
  for (const [turn, name] of PATRONS.entries()) await patronSigns(takePhone(url, traffic), slug, name, turn);
  await openApp(admin, month);
  await seeCharter(admin, slug);
  await pay(admin, slug, 0);
  await signIn(mate, ACCOUNTS[2], month);
  for (let visit = 0; visit < CREW_VISITS; visit += 1) {
    await visitOnTheDay(skipper, month, slug);
    // The mate's sign-in has opened the app already.
    if (visit > 0) await visitOnTheDay(mate, month, slug);
  }
  await checkAboard(mate, slug);
  await pay(mate, slug, 1);
  await pay(mate, slug, 2);
  await openApp(admin, month);
  await seeCharter(admin, slug);
  return slug;
}

async function plan(admin: Phone, date: string): Promise<string> {
  const slug = await createCharter(admin, {
    date, first_name: "Jane", period: "afternoon", title: "", starts_at: "14:00", vessel: "Windward", capacity: 6,
    price_cents: 60_000, note: "Two children; bring the small life vests.",
  });
  await addPatrons(admin, slug, PATRONS);
  await assignCrew(admin, slug, 1, [ACCOUNTS[1].email, ACCOUNTS[2].email]);
  return slug;
}

async function patronSigns(phone: Phone, slug: string, name: string, turn: number): Promise<void> {
  await phone.preview(waiverPath(slug));
  const page = await phone.open(waiverPath(slug));
  await signWaiver(phone, slug, fillIn(page, name, turn));
  if (turn < RETURNING_PATRONS) await phone.open(waiverPath(slug));
}

function fillIn(page: string, participant: string, turn: number): SignRequest {
  const fact = (name: string): string => new RegExp(`data-${name}="([^"]*)"`).exec(page)?.[1] ?? "";
  return {
    id: randomUUID(), waiver_version: fact("version"), text_sha256: fact("text-sha256"), language: "en",
    participants: [{ name: participant, birth_date: "1988-04-12" }], signer: { name: participant, relationship: null },
    email: null, emergency_contact: { name: "Ana Ashore", phone: "(305) 555-0142" }, place: "own-device",
    consent: true, signed_at: new Date().toISOString(),
    signature: turn % 2 === 0 ? { method: "typed", text: participant } : { method: "drawn", path: drawnName() },
  };
}

/** Three strokes of fifty points: what a finger leaves in two or three seconds. */
function drawnName(): string {
  return toPath([0, 1, 2].map((stroke) => Array.from({ length: 50 }, (_, at) => ({
    x: 60 + stroke * 160 + at * 3, y: 100 + Math.round(60 * Math.sin(at / 4 + stroke)),
  }))));
}

async function visitOnTheDay(phone: Phone, month: string, slug: string): Promise<void> {
  await openApp(phone, month);
  await seeCharter(phone, slug);
  await seeMonth(phone, month);
}

async function pay(phone: Phone, slug: string, turn: 0 | 1 | 2): Promise<void> {
  await logPayment(phone, { event: slug, purpose: "charter", ...PAYMENTS[turn] }, new Date());
}
