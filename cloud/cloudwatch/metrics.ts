/** A metric by all that makes it this one; the order of its dimensions does not matter. */
export interface MetricId {
  namespace: string;
  name: string;
  dimensions: Readonly<Record<string, string>>;
}

/** What CloudWatch keeps of the values of one period. */
export interface Statistics {
  Sum: number;
  SampleCount: number;
  Minimum: number;
  Maximum: number;
}

/** Metric data in memory; instants are epoch milliseconds. */
export interface Metrics {
  record(metric: MetricId, value: number, at: number): void;
  /** Sums up so many minutes, of which the last one is the minute of the given instant. */
  read(metric: MetricId, lastInstant: number, minutes: number): Statistics | undefined;
}

export const MINUTE_MS = 60_000;
/** The longest time that an alarm may look back on AWS, for periods under an hour. */
export const KEPT_MINUTES = 24 * 60;

/** Opens an empty store of metric data at CloudWatch's standard resolution of one minute. */
export function openMetrics(): Metrics {
  const series = new Map<string, Map<number, Statistics>>();
  return {
    record: (metric, value, at) => {
      const key = keyOf(metric);
      const minutes = series.get(key) ?? new Map<number, Statistics>();
      const minute = Math.floor(at / MINUTE_MS);
      const one = { Sum: value, SampleCount: 1, Minimum: value, Maximum: value };
      if (!minutes.has(minute)) forget(minutes, minute - KEPT_MINUTES);
      minutes.set(minute, combine(minutes.get(minute), one));
      series.set(key, minutes);
    },
    read: (metric, lastInstant, count) => {
      const minutes = series.get(keyOf(metric));
      const last = Math.floor(lastInstant / MINUTE_MS);
      let total: Statistics | undefined;
      for (let minute = last - count + 1; minute <= last; minute += 1) {
        const found = minutes?.get(minute);
        if (found !== undefined) total = combine(total, found);
      }
      return total;
    },
  };
}

function forget(minutes: Map<number, Statistics>, until: number): void {
  for (const minute of minutes.keys()) if (minute <= until) minutes.delete(minute);
}

function keyOf({ namespace, name, dimensions }: MetricId): string {
  return JSON.stringify([namespace, name, Object.entries(dimensions).sort(([a], [b]) => (a < b ? -1 : 1))]);
}

function combine(before: Statistics | undefined, more: Statistics): Statistics {
  if (before === undefined) return more;
  return {
    Sum: before.Sum + more.Sum,
    SampleCount: before.SampleCount + more.SampleCount,
    Minimum: Math.min(before.Minimum, more.Minimum),
    Maximum: Math.max(before.Maximum, more.Maximum),
  };
}
