import { readFileSync } from "node:fs";
import { join } from "node:path";
import * as v from "valibot";

const Count = v.pipe(v.number(), v.minValue(0));

/** What was measured of one charter, and read from the resource graph. Bytes are bytes, times milliseconds. */
export const Measured = v.strictObject({
  measuredOn: v.string(),
  /** Of one charter, from its making to the day after; of its sweeps what they take more than one with nothing to send. */
  charter: v.strictObject({
    requestsToLambda: Count,
    monthLists: Count,
    /** Looks at who of the crew sails on the three days around a charter. */
    crewDays: Count,
    requestsConfirmed: Count,
    requestsCached: Count,
    bytesToViewers: Count,
    bytesToOrigin: Count,
    edgeStoreReads: Count,
    invocations: Count,
    milliseconds: Count,
    readUnits: Count,
    writeUnits: Count,
    logBytes: Count,
    mails: Count,
    bytesToGmail: Count,
    metrics: v.record(v.string(), Count),
    /** What stays in the table, indexes included. */
    storedBytes: Count,
  }),
  /** A charter's page that is open for a minute in which nothing happens: it looks for news. */
  watchedMinute: v.strictObject({
    requests: Count,
    bytesToViewers: Count,
    readUnits: Count,
    logBytes: Count,
    milliseconds: Count,
  }),
  /** What each further charter of the month adds to one month list. */
  monthListLine: v.strictObject({ indexBytes: Count, answerBytes: Count, milliseconds: Count }),
  /** One run of the schedule with nothing to send. */
  sweep: v.strictObject({ milliseconds: Count, readUnits: Count, logBytes: Count, metrics: v.array(v.string()) }),
  /** What the program declares. */
  stack: v.strictObject({
    memoryMegabytes: Count,
    timeoutSeconds: Count,
    sweepsPerHour: Count,
    alarmMetrics: Count,
    dashboards: Count,
    metricFilters: Count,
    tableUsesManagedKey: v.boolean(),
    budgetUsd: Count,
    customerKeys: Count,
    slotFiles: Count,
    slotBytes: Count,
    cachedFiles: Count,
    logRetentionDays: Count,
  }),
});
export type Measured = v.InferOutput<typeof Measured>;

/** Where the measured counts are kept between runs. */
export const MEASURED_FILE = join(import.meta.dirname, "measured.json");

/** Reads the measured counts. */
export function readMeasured(): Measured {
  return v.parse(v.pipe(v.string(), v.parseJson(), Measured), readFileSync(MEASURED_FILE, "utf8"));
}
