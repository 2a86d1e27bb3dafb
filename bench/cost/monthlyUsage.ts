import { LOOK_MINUTES } from "../../lambda/reminders/queue.ts";
import { LIST_COPY_MS } from "../../lambda/events/handlers.ts";
import { LIST_LOOK_MS, LOOK_MS } from "../../site/device/deadlines.ts";
import type { Assumptions } from "./assumptions.ts";
import type { Measured } from "./measured.ts";
import type { PriceName } from "./prices.ts";

/** What one month takes of everything that has a price, in that price's unit. */
export type Usage = Readonly<Record<PriceName, number>>;

/** What a month of one stack is like. */
export interface Month {
  readonly charters: number;
  /** Lines that a month list shows at most; all of the month's charters when left out, as the site does it. */
  readonly linesShown?: number;
}

/** As AWS bills it. */
const GB = 2 ** 30;
/** DynamoDB's read unit, and the half of it that an index read costs. */
const READ_UNIT_BYTES = 4_096;
const INDEX_READ = 0.5;
/** How many days' charters a look at a charter's crew reads (lambda/crew/day.ts), and a look for reminders (lambda/reminders/queue.ts). */
const CREW_DAYS = 3;
const REMINDER_DAYS = 2;
/** How many days' charters a look at a month reads (lambda/events/handlers.ts). */
const LOOKED_AT_DAYS = 3;
const MINUTE_MS = 60_000;

/** Computes what a month takes, from what was measured of one charter. Nothing here is rounded. */
export function monthlyUsage(measured: Measured, values: Assumptions, month: Month): Usage {
  const { charter, stack } = measured;
  const { charters } = month;
  const lists = listUsage(measured, values, month);
  const sweeps = stack.sweepsPerHour * values.hoursPerMonth;
  const watching = watchingUsage(measured, values, month);
  const requests =
    charters * (charter.requestsToLambda + charter.requestsConfirmed + charter.requestsCached) + watching.requests;
  const logs = (charters * charter.logBytes + watching.logBytes + sweeps * measured.sweep.logBytes) / GB;
  const stored = (charters * values.monthsKept * charter.storedBytes) / GB;
  return {
    cloudfrontTransfer: (charters * charter.bytesToViewers + watching.bytes + lists.bytes) / GB,
    cloudfrontRequests: requests,
    cloudfrontToOrigin: (charters * charter.bytesToOrigin) / GB,
    edgeCalls: requests,
    edgeStoreReads: charters * charter.edgeStoreReads,
    lambdaCalls: charters * charter.invocations + watching.requests + sweeps,
    lambdaTime:
      ((milliseconds(measured, values, { charters, sweeps, listMilliseconds: lists.milliseconds }) +
        watching.milliseconds) /
        1_000) *
      (stack.memoryMegabytes / 1_024),
    readUnits: charters * charter.readUnits + sweeps * measured.sweep.readUnits + watching.readUnits + lists.readUnits,
    writeUnits: charters * charter.writeUnits,
    tableStorage: stored,
    tableBackup: stored,
    metrics: metricMonths(measured, values, charters),
    alarms: stack.alarmMetrics,
    dashboards: stack.dashboards,
    logIngestion: logs,
    logStorage: (logs * values.logCompression * stack.logRetentionDays * 24) / values.hoursPerMonth,
    objectReads:
      charters * charter.requestsConfirmed +
      Math.min(charters * charter.requestsCached, dailyFetches(measured, values)),
    objectWrites: values.releasesPerMonth * stack.slotFiles,
    objectStorage: (values.slotsKept * stack.slotBytes) / GB,
    scheduleCalls: sweeps,
    keys: stack.customerKeys,
    keyRequests: stack.tableUsesManagedKey ? values.keyRequestsPerHour * values.hoursPerMonth : 0,
    alarmMails: values.alarmMailsPerMonth,
    internetTransfer: (charters * charter.bytesToGmail) / GB,
  };
}

/**
 * What screens that are open take. One look at the month takes as long as one at a charter, and sends and logs as much; what
 * it reads is counted with the lists.
 */
function watchingUsage({ watchedMinute }: Measured, values: Assumptions, { charters }: Month) {
  const month = (charters * values.minutesOnMonth * MINUTE_MS) / LIST_LOOK_MS;
  const looks = (charters * values.minutesOnCharter * MINUTE_MS) / LOOK_MS + month;
  const each = (count: number): number => (looks * count) / watchedMinute.requests;
  return {
    requests: looks,
    bytes: each(watchedMinute.bytesToViewers),
    logBytes: each(watchedMinute.logBytes),
    readUnits: each(watchedMinute.readUnits),
    milliseconds: each(watchedMinute.milliseconds) * values.slowness + looks * values.overheadMilliseconds,
  };
}

/** What lists of charters take because there are more charters than the measured one: the part that grows by itself. */
function listUsage(
  { charter, monthListLine, stack }: Measured,
  values: Assumptions,
  { charters, linesShown = charters }: Month,
) {
  const inDays = (days: number): number => (days * charters * 24) / values.hoursPerMonth;
  const looks = values.hoursPerMonth * Math.min(stack.sweepsPerHour, 60 / LOOK_MINUTES);
  const minutes = charters * values.minutesOnMonth;
  const shown = [
    {
      times: charters * charter.monthLists + (minutes * MINUTE_MS) / LIST_COPY_MS,
      lines: Math.min(charters, linesShown),
    },
    { times: charters * charter.crewDays, lines: Math.min(inDays(CREW_DAYS), linesShown) },
  ];
  const read = [
    ...shown,
    { times: looks, lines: inDays(REMINDER_DAYS) },
    {
      times: charters * charter.monthLists + (minutes * MINUTE_MS) / LIST_LOOK_MS,
      lines: Math.min(inDays(LOOKED_AT_DAYS), linesShown),
    },
  ];
  const units = (lines: number): number =>
    INDEX_READ * Math.max(1, Math.ceil((lines * monthListLine.indexBytes) / READ_UNIT_BYTES));
  // One line was in the answers that were measured.
  const further = (lines: number): number => Math.max(0, lines - 1);
  return {
    readUnits: sum(read, ({ times, lines }) => times * units(lines)),
    bytes: sum(shown, ({ times, lines }) => times * further(lines) * monthListLine.answerBytes),
    milliseconds: sum(read, ({ times, lines }) => times * further(lines) * monthListLine.milliseconds),
  };
}

function sum<T>(parts: readonly T[], of: (part: T) => number): number {
  return parts.reduce((total, part) => total + of(part), 0);
}

function milliseconds(
  { charter, sweep }: Measured,
  values: Assumptions,
  { charters, sweeps, listMilliseconds }: { charters: number; sweeps: number; listMilliseconds: number },
): number {
  const perCharter =
    charter.milliseconds * values.slowness +
    charter.invocations * (values.overheadMilliseconds + values.coldShare * values.coldMilliseconds) +
    charter.mails * values.gmailMilliseconds;
  const perSweep = sweep.milliseconds * values.slowness + values.overheadMilliseconds;
  return charters * perCharter + sweeps * perSweep + listMilliseconds * values.slowness;
}

/** A metric is billed for the hours in which it was sent. What the sweep sends is sent in all of them. */
function metricMonths({ charter, sweep, stack }: Measured, { hoursPerMonth }: Assumptions, charters: number): number {
  const others = Object.entries(charter.metrics).filter(([name]) => !sweep.metrics.includes(name));
  const shares = others.map(([, times]) => Math.min(1, (charters * times) / hoursPerMonth));
  return sweep.metrics.length + stack.metricFilters + shares.reduce((sum, share) => sum + share, 0);
}

function dailyFetches({ stack }: Measured, { edgeLocations, hoursPerMonth }: Assumptions): number {
  return edgeLocations * stack.cachedFiles * (hoursPerMonth / 24);
}
