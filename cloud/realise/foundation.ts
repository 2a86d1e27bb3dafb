import { join } from "node:path";
import { openAccess, type Access } from "../aws/access.ts";
import { REAL_CLOCK, withFaultsHeard, type Clock } from "../clock/clock.ts";
import { openMonitoring, type Monitoring } from "../cloudwatch/monitoring.ts";
import type { DataDirectory } from "../data/dataDirectory.ts";
import { startDynamoEngine, type DynamoEngine } from "../dynamodb/engine.ts";
import type { Faults } from "../dynamodb/faults.ts";
import type { GmailCredentials } from "../gmail/api.ts";
import { startGmail, type Gmail } from "../gmail/server.ts";
import { openTimestampAuthority, type TimestampAuthority } from "../timestamp/server.ts";
import { watchCalls } from "./watchCalls.ts";
import { openSessions, type Sessions } from "../lambda/sessions.ts";
import { openLogs, type LogLine, type Logs } from "../data/logs.ts";
import { openStorage, type Storage } from "./storage.ts";

/** What stays while graphs come and go: the engines, and what the parts hold. */
export interface Foundation {
  data: DataDirectory | undefined;
  dynamo: DynamoEngine;
  gmail: Gmail;
  /** The time-stamp authority, and where it takes queries. */
  timestamps: Pick<TimestampAuthority, "faults"> & { readonly url: string };
  /** The one clock of all that runs here. */
  clock: Clock;
  logs: Logs;
  /** Writes into the log why something failed that should not have. */
  onFault: (fault: unknown) => void;
  monitoring: Monitoring;
  storage: Storage;
  /** What functions may do at the control plane; the table has its own of the same. */
  access: Access;
  sessions: Sessions;
}

/** Where the time-stamp authority answers, beside Gmail. */
const TIMESTAMP_PATH = "/timestamp";

interface FoundationOptions {
  faults?: Faults;
  clock?: Clock;
  gmailCredentials?: GmailCredentials;
  gmailPort?: number;
  log?: (line: LogLine) => void;
}

/** Starts what every realisation stands on; if one part cannot start, none stays. */
export async function layFoundation(data: DataDirectory | undefined, options: FoundationOptions): Promise<Foundation> {
  const within = (name: string): string | undefined => (data === undefined ? undefined : join(data.path, name));
  const given = options.clock ?? REAL_CLOCK;
  const logs = openLogs(given, within("logs/cloud.log"));
  if (options.log !== undefined) logs.subscribe(options.log);
  const onFault = (fault: unknown): void => {
    logs.write({ source: "cloud", text: String(fault) });
  };
  const clock = withFaultsHeard(given, onFault);
  const onRefusal = (text: string): void => {
    logs.write({ source: "iam", text });
  };
  const sessions = openSessions();
  const watcher = options.faults === undefined ? undefined : watchCalls(options.faults, sessions);
  const timestamps = openTimestampAuthority(data?.path, clock);
  const gmailOptions = {
    port: options.gmailPort ?? 0,
    file: within("mail.jsonl"),
    credentials: options.gmailCredentials,
    onFault,
    clock,
    // One port for all that is not AWS: whoever fixes it has one address of each, which is in the function's environment.
    beside: { [TIMESTAMP_PATH]: timestamps.answer },
  };
  const parts = await Promise.allSettled([
    startDynamoEngine({ path: within("dynamodb"), onFault, onRefusal, clock, watcher }),
    startGmail(gmailOptions),
  ]);
  const [dynamo, gmail] = parts;
  if (dynamo.status === "fulfilled" && gmail.status === "fulfilled") {
    return {
      data,
      dynamo: dynamo.value,
      gmail: gmail.value,
      timestamps: { url: `${gmail.value.url}${TIMESTAMP_PATH}`, faults: timestamps.faults },
      storage: openStorage(data?.path, clock),
      monitoring: openMonitoring(logs, clock),
      access: openAccess(onRefusal),
      sessions,
      clock,
      logs,
      onFault,
    };
  }
  for (const part of parts) if (part.status === "fulfilled") await part.value.close();
  await logs.close();
  throw parts.find((part) => part.status === "rejected")?.reason;
}

/** Stops the foundation; what it holds on disk is kept. */
export async function clearFoundation({ dynamo, gmail, logs }: Foundation): Promise<void> {
  await Promise.all([dynamo.close(), gmail.close()]);
  await logs.close();
}
