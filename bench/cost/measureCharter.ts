import type { CountedCloud } from "./countedCloud.ts";
import { playCharterDay, takeWorkPhones } from "./day/charterDay.ts";
import { noTraffic, type Traffic } from "./day/traffic.ts";
import { readPartition } from "./dynamodb/target.ts";
import { monthEntryBytes, storedBytes } from "./dynamodb/units.ts";
import { platformBytes, summarizeLogs, type Logged } from "./logs.ts";
import type { Measured } from "./measured.ts";

/** A day for a charter: far enough away to be in nobody's past. */
const CHARTER_DATE = "2031-07-14";

/** What one charter took, and how heavy its line in the month index is, in bytes. */
export interface MeasuredCharter {
  readonly charter: Omit<Measured["charter"], "milliseconds">;
  readonly indexBytes: number;
}

/** Plays one charter's life and counts all of it but time. */
export async function measureCharter(counted: CountedCloud, memoryMegabytes: number): Promise<MeasuredCharter> {
  const { cloud } = counted;
  const traffic = noTraffic();
  const phones = await takeWorkPhones(cloud.url, traffic, CHARTER_DATE.slice(0, "YYYY-MM".length));
  const start = await snapshot(counted, traffic);
  const slug = await playCharterDay(cloud.url, traffic, phones, CHARTER_DATE);
  const end = await snapshot(counted, traffic);
  const logged = summarizeLogs(counted.lines.slice(start.lines), counted.functionName);
  const items = await readPartition(cloud.table.endpoint, cloud.table.name, slug);
  const took = (of: keyof Traffic): number => end.traffic[of] - start.traffic[of];
  expectWhole(logged, took("dynamic"));
  return {
    indexBytes: items.reduce((sum, item) => sum + monthEntryBytes(item), 0),
    charter: {
      requestsToLambda: took("dynamic"),
      monthLists: took("monthLists"),
      requestsConfirmed: took("confirmed"),
      requestsCached: took("cached"),
      bytesToViewers: took("bytesToViewers"),
      bytesToOrigin: took("bytesToOrigin"),
      edgeStoreReads: end.edgeStoreReads - start.edgeStoreReads,
      invocations: logged.times.length,
      readUnits: end.units.reads - start.units.reads,
      writeUnits: end.units.writes - start.units.writes,
      logBytes: logged.bytes + logged.times.length * platformBytes(memoryMegabytes),
      mails: end.mails - start.mails,
      metrics: logged.metrics,
      storedBytes: items.reduce((sum, item) => sum + storedBytes(item), 0),
    },
  };
}

async function snapshot({ cloud, lines, units, edgeStoreReads }: CountedCloud, traffic: Traffic) {
  // The last line of an answer may still be on its way from the function's thread.
  await new Promise((resolve) => setTimeout(resolve, 100));
  return { traffic: { ...traffic }, lines: lines.length, units: units(), edgeStoreReads: edgeStoreReads(), mails: cloud.gmail.mails().length };
}

function expectWhole({ times }: Logged, sent: number): void {
  if (times.length !== sent) throw new Error(`${sent} requests went to the function, and it logged ${times.length}: the logs are not whole.`);
}
