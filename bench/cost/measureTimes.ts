import { EventsResponse } from "../../rules/api/event.ts";
import type { CountedCloud } from "./countedCloud.ts";
import { playCharterDay, takeWorkPhones, type WorkPhones } from "./day/charterDay.ts";
import { takePhone, type Phone } from "./day/phone.ts";
import { noTraffic } from "./day/traffic.ts";
import { putItem, readPartition } from "./dynamodb/target.ts";
import { summarizeLogs } from "./logs.ts";
import type { Measured } from "./measured.ts";

/** Each day in a month of its own, so that no list has a second line. The first one only warms up. */
const CHARTER_DATES = ["2032-01-14", "2032-02-14", "2032-03-14", "2032-04-14", "2032-05-14", "2032-06-14"];
const FULL_MONTH = "2033-05";
const EMPTY_MONTH = "2033-06";
const LINES = 300;
const TURNS = 15;

/** What takes time, in milliseconds on this machine, and what a full month's answer weighs. */
export interface MeasuredTimes {
  readonly charterMilliseconds: number;
  readonly monthListLine: Omit<Measured["monthListLine"], "indexBytes">;
}

/** Times charter days and month lists on a cloud that nothing slows down; of each request the quickest of the days. */
export async function measureTimes(counted: CountedCloud): Promise<MeasuredTimes> {
  const phones = await takeWorkPhones(counted.cloud.url, noTraffic(), EMPTY_MONTH);
  const days: (readonly number[])[] = [];
  let slug = "";
  for (const date of CHARTER_DATES) {
    const start = counted.lines.length;
    slug = await playCharterDay(counted.cloud.url, noTraffic(), { ...phones, mate: takePhone(counted.cloud.url, noTraffic()) }, date);
    await settle();
    days.push(summarizeLogs(counted.lines.slice(start), counted.functionName).times);
  }
  await fillMonth(counted, slug);
  return { charterMilliseconds: sumOfQuickest(days.slice(1)), monthListLine: await measureLine(counted, phones) };
}

/** Every day makes the same requests in the same order, and other work on the machine only ever makes one slower. */
function sumOfQuickest(days: readonly (readonly number[])[]): number {
  const [first = []] = days;
  return first.reduce((sum, _, request) => sum + Math.min(...days.map((times) => times[request] ?? Infinity)), 0);
}

/** Copies a charter over a month: what a list reads of it is the index entry alone. */
async function fillMonth({ cloud }: CountedCloud, slug: string): Promise<void> {
  const { endpoint, name } = cloud.table;
  const event = (await readPartition(endpoint, name, slug)).find(({ month }) => month !== undefined);
  if (event === undefined) throw new Error(`The table has no charter ${slug}.`);
  for (let line = 0; line < LINES; line += 1) {
    const date = `${FULL_MONTH}-${String(1 + (line % 28)).padStart(2, "0")}`;
    await putItem(endpoint, name, {
      ...event, event_id: { S: `${date}-jane${line + 2}-afternoon` }, timestamp: { S: date }, month: { S: FULL_MONTH },
    });
  }
}

async function measureLine(counted: CountedCloud, { admin }: WorkPhones): Promise<Omit<Measured["monthListLine"], "indexBytes">> {
  const full = await timeList(counted, admin, FULL_MONTH);
  const empty = await timeList(counted, admin, EMPTY_MONTH);
  return {
    milliseconds: Math.max(0, full.milliseconds - empty.milliseconds) / LINES,
    answerBytes: (full.bytes - empty.bytes) / LINES,
    // Inside the function's result the answer is a JSON string of its own, with every quote escaped.
    payloadBytes: (full.payloadBytes - empty.payloadBytes) / LINES,
  };
}

async function timeList({ lines, functionName }: CountedCloud, phone: Phone, month: string) {
  const times: number[] = [];
  let text = "";
  for (let turn = 0; turn < TURNS; turn += 1) {
    const start = lines.length;
    text = JSON.stringify(await phone.call({ path: `/api/events?month=${month}`, answer: EventsResponse }));
    await settle();
    times.push(...summarizeLogs(lines.slice(start), functionName).times);
  }
  return { milliseconds: Math.min(...times), bytes: Buffer.byteLength(text), payloadBytes: Buffer.byteLength(JSON.stringify(text)) };
}

/** A line takes a moment from the function's thread. */
function settle(): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, 50));
}
