import { EventsResponse } from "../../rules/contract/api/month.ts";
import { PERIODS } from "../../rules/contract/slug.ts";
import type { CountedCloud } from "./countedCloud.ts";
import { playCharterDay, takeWorkPhones } from "./day/charterDay.ts";
import { takePhone, type Phone } from "./day/phone.ts";
import { watchCharter } from "./day/people.ts";
import { noTraffic, type Traffic } from "./day/traffic.ts";
import { putItem, readPartition } from "./dynamodb/target.ts";
import { summarizeLogs } from "./logs.ts";
import type { Measured } from "./measured.ts";
import { measureSweep, runSweep } from "./measureSweep.ts";

/** Each day in a month of its own, so that no list has a second line. The first one only warms up. */
const CHARTER_DATES = ["2032-01-14", "2032-02-14", "2032-03-14", "2032-04-14", "2032-05-14", "2032-06-14"];
const FULL_MONTH = "2033-05";
const EMPTY_MONTH = "2033-06";
const LINES = 300;
const FIRST_NAMES = [
  "Ana",
  "Ben",
  "Carla",
  "David",
  "Elena",
  "Frank",
  "Grace",
  "Hugo",
  "Irene",
  "Jane",
  "Kofi",
  "Laura",
  "Mateo",
  "Nora",
  "Omar",
  "Paula",
  "Quinn",
  "Rosa",
  "Samuel",
  "Teresa",
  "Uma",
  "Victor",
  "Wendy",
  "Xavier",
  "Yara",
  "Zoe",
  "Linda",
  "Miguel",
  "Sofia",
  "Thomas",
];
const TURNS = 15;

/** What takes time, in milliseconds on this machine, and what a full month's answer weighs. */
export interface MeasuredTimes {
  readonly charterMilliseconds: number;
  readonly sweepMilliseconds: number;
  /** Of a charter's page that is open for a minute. */
  readonly watchedMilliseconds: number;
  readonly monthListLine: Omit<Measured["monthListLine"], "indexBytes">;
}

/**
 * Times charter days and month lists on a cloud that nothing slows down; of each request and each sweep the quickest of
 * the days, and of a sweep what it took longer than one with nothing to send.
 */
export async function measureTimes(counted: CountedCloud, memoryMegabytes: number): Promise<MeasuredTimes> {
  const traffic = noTraffic();
  const phones = await takeWorkPhones(counted.cloud.url, traffic, EMPTY_MONTH);
  const days: (readonly number[])[] = [];
  const deliveries: number[] = [];
  const sweeps: number[][] = [];
  let slug = "";
  for (const date of CHARTER_DATES) {
    const start = counted.lines.length;
    const own: number[] = [];
    const mate = takePhone(counted.cloud.url, noTraffic());
    slug = await playCharterDay(counted.cloud.url, noTraffic(), { ...phones, mate }, date, async () => {
      own.push(await runSweep(counted));
    });
    sweeps.push(own);
    await counted.cloud.settled();
    await settle();
    const logged = summarizeLogs(counted.lines.slice(start), counted.functionName);
    days.push(logged.times);
    deliveries.push(logged.deliveries.reduce((sum, ms) => sum + ms, 0));
  }
  await fillMonth(counted, slug);
  const idle = await measureSweep(counted, memoryMegabytes);
  const mailing = sweeps.map((day) => day.map((time) => Math.max(0, time - idle.milliseconds)));
  // In which order requests are delivered for is nobody's promise: of them it is the quickest day as a whole.
  const delivering = Math.min(...deliveries.slice(1));
  const charterMilliseconds = sumOfQuickest(days.slice(1)) + sumOfQuickest(mailing.slice(1)) + delivering;
  return {
    charterMilliseconds,
    sweepMilliseconds: idle.milliseconds,
    watchedMilliseconds: await timeWatching(counted, phones.admin, slug),
    monthListLine: await measureLine(counted, { phone: phones.admin, traffic }),
  };
}

/** Every day makes the same requests and sweeps in the same order, and other work on the machine only ever makes one slower. */
function sumOfQuickest(days: readonly (readonly number[])[]): number {
  const [first = []] = days;
  return first.reduce((sum, _, request) => sum + Math.min(...days.map((times) => times[request] ?? Infinity)), 0);
}

/** The quickest of some minutes in which a charter's page is open. */
async function timeWatching({ lines, functionName }: CountedCloud, phone: Phone, slug: string): Promise<number> {
  const minutes: number[] = [];
  for (let turn = 0; turn < TURNS; turn += 1) {
    const start = lines.length;
    await watchCharter(phone, slug);
    await settle();
    minutes.push(summarizeLogs(lines.slice(start), functionName).times.reduce((sum, ms) => sum + ms, 0));
  }
  return Math.min(...minutes);
}

/** Copies a charter over a month, each with what is its own: what a list reads of it is the index entry alone. */
async function fillMonth({ cloud }: CountedCloud, slug: string): Promise<void> {
  const { endpoint, name } = cloud.table;
  const event = (await readPartition(endpoint, name, slug)).find(({ month }) => month !== undefined);
  if (event === undefined) throw new Error(`The table has no charter ${slug}.`);
  for (let line = 0; line < LINES; line += 1) {
    const date = `${FULL_MONTH}-${String(1 + (line % 28)).padStart(2, "0")}`;
    await putItem(endpoint, name, { ...event, ...ownOf(date, line), timestamp: { S: date }, month: { S: FULL_MONTH } });
  }
}

/** What tells a charter from the next one, so that a list compresses as well as a real one and no better. */
function ownOf(date: string, line: number): Record<string, { S: string } | { N: string }> {
  const firstName = FIRST_NAMES[line % FIRST_NAMES.length] ?? "";
  const price = 30_000 + ((line * 7_919) % 900) * 100;
  return {
    event_id: { S: `${date}-${firstName.toLowerCase()}${line + 2}-${PERIODS[(line * 5) % PERIODS.length] ?? ""}` },
    first_name: { S: firstName },
    starts_at: { S: `${String(8 + ((line * 3) % 12)).padStart(2, "0")}:${line % 2 === 0 ? "00" : "30"}` },
    price_cents: { N: String(price) },
    paid_cents: { N: String((price * ((line * 13) % 5)) / 4) },
  };
}

async function measureLine(
  counted: CountedCloud,
  lister: Lister,
): Promise<Omit<Measured["monthListLine"], "indexBytes">> {
  const full = await timeList(counted, lister, FULL_MONTH);
  const empty = await timeList(counted, lister, EMPTY_MONTH);
  return {
    milliseconds: Math.max(0, full.milliseconds - empty.milliseconds) / LINES,
    answerBytes: (full.bytes - empty.bytes) / LINES,
  };
}

/** Who looks at lists, and what has come over their network so far. */
interface Lister {
  readonly phone: Phone;
  readonly traffic: Traffic;
}

/** Times a list, and weighs one as it comes over the wire. */
async function timeList({ lines, functionName }: CountedCloud, { phone, traffic }: Lister, month: string) {
  const times: number[] = [];
  const before = traffic.bytesToViewers;
  for (let turn = 0; turn < TURNS; turn += 1) {
    const start = lines.length;
    await phone.call({ path: `/api/events?month=${month}`, answer: EventsResponse });
    await settle();
    times.push(...summarizeLogs(lines.slice(start), functionName).times);
  }
  return { milliseconds: Math.min(...times), bytes: (traffic.bytesToViewers - before) / TURNS };
}

/** A line takes a moment from the function's thread. */
function settle(): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, 50));
}
