/**
 * Structured logs, one JSON object a line, and metrics in CloudWatch's embedded metric format.
 * Fields are codes, counts, ids and route patterns: never a name, an address, a note or an amount.
 */

import type { SecurityEvent } from "../rules/contract/security.ts";
import { METRIC_DIMENSION, METRIC_NAMESPACE, METRICS, type MetricName } from "../rules/contract/metrics.ts";

type Fields = Readonly<Record<string, string | number | boolean | undefined>>;

export interface Log {
  info(message: string, fields?: Fields): void;
  warn(message: string, fields?: Fields): void;
  /** Logs a fault. Of errors that others made only the name and the stack frames are kept: messages may quote data. */
  fault(message: string, error: unknown, fields?: Fields): void;
  metric(name: MetricName, value: number): void;
  /** Logs who did what about accounts and sessions; people are named by the keys of their accounts. */
  security(event: SecurityEvent, fields?: SecurityFields): void;
}

/** By whom and about whom something was done, as keys of accounts, and from where: a network by its hash. */
export interface SecurityFields {
  readonly by?: string;
  readonly of?: string;
  readonly from?: string;
  readonly detail?: string;
  readonly request?: string;
}

/** An error of our own making: its message holds no personal data and may be logged. */
export class Fault extends Error {
  constructor(message: string, options?: ErrorOptions) {
    super(message, options);
    this.name = new.target.name;
  }
}

/** Makes a log that writes lines somewhere, each with the stack's name and the instant. */
export function createLog(stack: string, clock: () => Date, write: (line: string) => void): Log {
  const line = (level: string, message: string, fields: object = {}): void => {
    write(JSON.stringify({ level, message, time: clock().toISOString(), stack, ...fields }));
  };
  return {
    info: (message, fields) => {
      line("info", message, fields);
    },
    warn: (message, fields) => {
      line("warn", message, fields);
    },
    fault: (message, error, fields) => {
      line("error", message, { ...fields, ...describeError(error) });
    },
    security: (event, fields) => {
      line("info", "security", { security: event, ...fields });
    },
    metric: (name, value) => {
      write(JSON.stringify(embeddedMetric(stack, clock(), name, value)));
    },
  };
}

function describeError(error: unknown): object {
  if (!(error instanceof Error)) return { error: typeof error };
  const frames = (error.stack ?? "")
    .split("\n")
    .filter((frame) => frame.startsWith("    at "))
    .slice(0, 12);
  return {
    error: error.name,
    ...(error instanceof Fault ? { detail: error.message } : {}),
    ...(error.cause instanceof Error ? { cause: error.cause.name } : {}),
    frames,
  };
}

/** Source: CloudWatch user guide, "Specification: Embedded metric format". */
function embeddedMetric(stack: string, now: Date, name: MetricName, value: number): object {
  return {
    _aws: {
      Timestamp: now.getTime(),
      CloudWatchMetrics: [
        {
          Namespace: METRIC_NAMESPACE,
          Dimensions: [[METRIC_DIMENSION]],
          Metrics: [{ Name: name, Unit: METRICS[name] }],
        },
      ],
    },
    [METRIC_DIMENSION]: stack,
    [name]: value,
  };
}
