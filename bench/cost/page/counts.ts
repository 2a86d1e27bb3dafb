import { LOOK_MINUTES } from "../../../lambda/reminders/queue.ts";
import { CHARTER_DAY } from "../day/charterDay.ts";
import type { Measured } from "../measured.ts";
import type { Model } from "../scenarios.ts";
import { list, quantity, table } from "./words.ts";

/** Writes what a charter is here, what was counted of it and how. */
export function writeCounts({ measured }: Model): string {
  return [
    "## What was counted",
    `\`npm run cost -- --measure\` starts the embedded cloud with prod's settings, plays one charter's life through the distribution and counts. Last measured ${measured.measuredOn}. The charter:`,
    list(CHARTER_DAY),
    "Requests are those the site makes: which screen asks for what was read from the screens in site/, the requests go through the site's own apiFetch, and pages, scripts and style sheets are kept and confirmed as a browser does. (Compared screen by screen with a real Chromium: the same requests, the service worker's among them, but for the web manifest and the home screen's icon, which a desktop browser leaves alone; the manifest is counted here at each opening of the app, on the high side.) Of one charter:",
    table(["", "counted"], charterRows(measured)),
    `Each further charter of the month adds ${quantity(measured.monthListLine.indexBytes)} bytes to read and ${quantity(measured.monthListLine.answerBytes)} bytes to send to each of the ${quantity(measured.charter.monthLists)} month lists; each one within a day of the charter, as much to each of the ${quantity(measured.charter.crewDays)} looks at who of the crew sails; and each of today and tomorrow, as much to read to the look for reminders each ${LOOK_MINUTES} minutes. A sweep with nothing to send takes ${quantity(measured.sweep.readUnits)} read units, ${quantity(measured.sweep.milliseconds)} ms and ${quantity(measured.sweep.logBytes)} bytes of log, and sends ${measured.sweep.metrics.length} metrics.`,
    "Of the stack:",
    table(["", "declared"], stackRows(measured)),
    "How:",
    list([
      "*DynamoDB*: a recorder between the function and dynalite weighs each item before and after each call and counts by AWS's rules: a write unit for each KB of the larger of both items, and again for each index whose entry changes (two when its key moves); a read unit for 4 KB, half of one through an index, projected or not. dynalite's own ConsumedCapacity is not used: it leaves the indexes out and counts characters instead of bytes.",
      "*Bytes*: whole HTTP/1.1 messages as they went over the socket, headers too, compressed as they are sent, the site's files by CloudFront and the function's answers by the function (decision 21); HTTP/2 takes somewhat less. The list's charters are of thirty names and of different hours, prices and sums: copies of one would compress far better.",
      "*Times*: what the function logs for each request, before it compresses the answer (under 1 ms), of each request the quickest of five days, on the machine that measured; and of each sweep that mails, how much longer it took than one with nothing to send, its PDF included. Gmail's own time is assumed below. Times are the softest numbers here, and the bill hardly depends on them.",
      "*Mails*: after the admin has planned and after each signature the schedule sweeps the outbox, as it would within a minute, and at the end nothing may wait. What such a sweep takes more than one with nothing to send is the charter's: units, log, time; the call itself is paid with the sweeps. Gmail's bytes are what the local Gmail was sent, whole HTTP requests, with their PDFs in Base64 twice.",
      "*Logs*: the function's own lines, and the START, END and REPORT lines that Lambda adds, each with the 26 bytes that CloudWatch bills for an event.",
      "*Alarms, dashboards, keys, schedule, memory, retention, slot*: read from the resource graph. A resource type without a price stops the measuring with its name.",
    ]),
  ].join("\n\n");
}

function stackRows({ stack }: Measured): string[][] {
  return [
    ["alarm metrics", quantity(stack.alarmMetrics)],
    ["dashboards", quantity(stack.dashboards)],
    ["KMS keys", quantity(stack.customerKeys)],
    ["sweeps an hour", quantity(stack.sweepsPerHour)],
    ["function memory, MB", quantity(stack.memoryMegabytes)],
    ["seconds that the function may run", quantity(stack.timeoutSeconds)],
    ["days that logs are kept", quantity(stack.logRetentionDays)],
    ["one slot of the site, files and bytes", `${quantity(stack.slotFiles)}, ${quantity(stack.slotBytes)}`],
  ];
}

function charterRows({ charter, stack }: Measured): string[][] {
  const requests = charter.requestsToLambda + charter.requestsConfirmed + charter.requestsCached;
  const metrics = Object.values(charter.metrics).reduce((sum, times) => sum + times, 0);
  return [
    ["viewer requests, each with an edge function call", quantity(requests)],
    ["… to the function", quantity(charter.requestsToLambda)],
    ["… for a page or web manifest, confirmed at the bucket", quantity(charter.requestsConfirmed)],
    ["… for a script, style sheet or icon, from the cache", quantity(charter.requestsCached)],
    ["KeyValueStore reads", quantity(charter.edgeStoreReads)],
    ["bytes to viewers", quantity(charter.bytesToViewers)],
    ["bytes to the function", quantity(charter.bytesToOrigin)],
    [`function time at ${stack.memoryMegabytes} MB, ms on the machine that measured`, quantity(charter.milliseconds)],
    ["DynamoDB read units, lists of charters left out", quantity(charter.readUnits)],
    ["DynamoDB write units", quantity(charter.writeUnits)],
    ["bytes that stay in the table, indexes included", quantity(charter.storedBytes)],
    ["log bytes", quantity(charter.logBytes)],
    ["metric values sent", quantity(metrics)],
    ["mails", quantity(charter.mails)],
    ["bytes to Gmail", quantity(charter.bytesToGmail)],
  ];
}
