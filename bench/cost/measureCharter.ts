import type { CountedCloud } from "./countedCloud.ts";
import { playCharterDay, takeWorkPhones } from "./day/charterDay.ts";
import { watchCharter } from "./day/people.ts";
import { noTraffic, type Traffic } from "./day/traffic.ts";
import type { Item } from "./dynamodb/itemBytes.ts";
import { readPartition } from "./dynamodb/target.ts";
import { monthEntryBytes, storedBytes } from "./dynamodb/units.ts";
import { platformBytes, summarizeLogs, type Logged } from "./logs.ts";
import type { Measured } from "./measured.ts";
import { runSweep } from "./measureSweep.ts";

/** A day for a charter: far enough away to be in nobody's past. */
const CHARTER_DATE = "2031-07-14";

/** What one charter took, and how heavy its line in the month index is, in bytes. */
export interface MeasuredCharter {
  readonly charter: Omit<Measured["charter"], "milliseconds">;
  readonly indexBytes: number;
  readonly watchedMinute: Omit<Measured["watchedMinute"], "milliseconds">;
}

/** Plays one charter's life and counts all of it but time. Its sweeps are counted as far as they take more than `idle`, one with nothing to send. */
export async function measureCharter(
  counted: CountedCloud,
  idle: Measured["sweep"],
  memoryMegabytes: number,
): Promise<MeasuredCharter> {
  const { cloud } = counted;
  const traffic = noTraffic();
  const phones = await takeWorkPhones(cloud.url, traffic, CHARTER_DATE.slice(0, "YYYY-MM".length));
  const start = await snapshot(counted, traffic);
  let sweeps = 0;
  const slug = await playCharterDay(cloud.url, traffic, phones, CHARTER_DATE, async () => {
    await runSweep(counted);
    sweeps += 1;
  });
  const end = await snapshot(counted, traffic);
  const logged = summarizeLogs(counted.lines.slice(start.lines, end.lines), counted.functionName);
  await watchCharter(phones.admin, slug);
  const watched = await snapshot(counted, traffic);
  const items = await readPartition(cloud.table.endpoint, cloud.table.name, slug);
  const took = (of: keyof Traffic): number => end.traffic[of] - start.traffic[of];
  const platform = platformBytes(memoryMegabytes);
  const invocations = logged.times.length + logged.deliveries.length;
  expectWhole(logged, { requests: took("dynamic"), sweeps });
  expectNothingWaits(items);
  const requests = watched.traffic.dynamic - end.traffic.dynamic;
  return {
    watchedMinute: {
      requests,
      bytesToViewers: watched.traffic.bytesToViewers - end.traffic.bytesToViewers,
      readUnits: watched.units.reads - end.units.reads,
      logBytes: summarizeLogs(counted.lines.slice(end.lines), counted.functionName).bytes + requests * platform,
    },
    indexBytes: items.reduce((sum, item) => sum + monthEntryBytes(item), 0),
    charter: {
      requestsToLambda: took("dynamic"),
      monthLists: took("monthLists"),
      crewDays: took("crewDays"),
      requestsConfirmed: took("confirmed"),
      requestsCached: took("cached"),
      bytesToViewers: took("bytesToViewers"),
      bytesToOrigin: took("bytesToOrigin"),
      edgeStoreReads: end.edgeStoreReads - start.edgeStoreReads,
      invocations,
      readUnits: end.units.reads - start.units.reads - sweeps * idle.readUnits,
      writeUnits: end.units.writes - start.units.writes,
      logBytes: logged.bytes + invocations * platform - sweeps * (idle.logBytes - platform),
      mails: end.mails - start.mails,
      bytesToGmail: end.bytesToGmail - start.bytesToGmail,
      metrics: Object.fromEntries(Object.entries(logged.metrics).filter(([name]) => !idle.metrics.includes(name))),
      storedBytes: items.reduce((sum, item) => sum + storedBytes(item), 0),
    },
  };
}

async function snapshot({ cloud, lines, units, edgeStoreReads }: CountedCloud, traffic: Traffic) {
  await cloud.settled();
  // The last line of an answer may still be on its way from the function's thread.
  await new Promise((resolve) => setTimeout(resolve, 100));
  const { gmail } = cloud;
  return {
    traffic: { ...traffic },
    lines: lines.length,
    units: units(),
    edgeStoreReads: edgeStoreReads(),
    mails: gmail.mails().length,
    bytesToGmail: gmail.bytesReceived(),
  };
}

function expectWhole({ times, sweeps }: Logged, ran: { readonly requests: number; readonly sweeps: number }): void {
  if (times.length !== ran.requests)
    throw new Error(
      `${ran.requests} requests went to the function, and it logged ${times.length}: the logs are not whole.`,
    );
  if (sweeps.length !== ran.sweeps)
    throw new Error(`${ran.sweeps} sweeps ran, and the function logged ${sweeps.length}: the logs are not whole.`);
}

/** Nothing that the day mails is due later, so after its last sweep nothing waits, unless Gmail was late for a request. */
function expectNothingWaits(items: readonly Item[]): void {
  if (items.some(({ outbox_state }) => outbox_state !== undefined))
    throw new Error("A mail still waits after the day: Gmail was too slow. Measure again on a quieter machine.");
}
