import type { CloudWatchLogsClient } from "@aws-sdk/client-cloudwatch-logs";

import type { LogEvent } from "./line.ts";

/** Which part of a log to read. */
export interface LogWindow {
  readonly logGroupName: string;
  /** Milliseconds since 1970. */
  readonly since: number;
  /** Only lines with this in them, as a request id; CloudWatch looks for it so that little is sent. */
  readonly term: string | undefined;
}

/** Reads the events of a window in the order of their time. */
export async function readEvents(
  client: CloudWatchLogsClient,
  { logGroupName, since, term }: LogWindow,
): Promise<readonly LogEvent[]> {
  const { paginateFilterLogEvents } = await import("@aws-sdk/client-cloudwatch-logs");
  const events: LogEvent[] = [];
  const order = { logGroupName, startTime: since, ...(term === undefined ? {} : { filterPattern: `"${term}"` }) };
  for await (const page of paginateFilterLogEvents({ client }, order)) {
    for (const { eventId = "", timestamp = 0, message = "" } of page.events ?? []) {
      events.push({ id: eventId, timestamp, message: message.trimEnd() });
    }
  }
  return events.sort((a, b) => a.timestamp - b.timestamp);
}
