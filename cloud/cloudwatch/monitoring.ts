import type { Clock } from "../clock/clock.ts";
import type { Logs } from "../data/logs.ts";
import { collectEmbeddedMetrics } from "./embeddedMetrics.ts";
import type { AlarmState } from "./evaluate.ts";
import { openMetrics, type Metrics } from "./metrics.ts";

/** What CloudWatch remembers while the cloud runs: a reload changes the alarms and not the past. */
export interface Monitoring {
  metrics: Metrics;
  /** By alarm name; an alarm that never had enough data is not in it. */
  states: Map<string, AlarmState>;
  /** Epoch milliseconds. */
  startedAt: number;
}

/** Opens an empty memory that takes in what functions log from now on. */
export function openMonitoring(logs: Logs, clock: Clock): Monitoring {
  const metrics = openMetrics();
  collectEmbeddedMetrics(logs, metrics);
  return { metrics, states: new Map(), startedAt: clock.now() };
}
