import { withCountedCloud } from "./countedCloud.ts";
import { readDeclared } from "./declared.ts";
import { measureCharter } from "./measureCharter.ts";
import { measureSweep } from "./measureSweep.ts";
import { measureTimes } from "./measureTimes.ts";
import type { Measured } from "./measured.ts";

/** Everything that is measured but time: the same on every machine. */
export function measureCounts() {
  return withCountedCloud(true, async (counted) => {
    const stack = readDeclared(counted.cloud.graph);
    const sweep = await measureSweep(counted, stack.memoryMegabytes);
    return { stack, sweep, ...(await measureCharter(counted, sweep, stack.memoryMegabytes)) };
  });
}

/** Measures all that the model needs: once with every call counted, and once undisturbed for the times. */
export async function measure(now: Date): Promise<Measured> {
  const { stack, charter, indexBytes, watchedMinute, sweep } = await measureCounts();
  const timed = await withCountedCloud(false, (counted) => measureTimes(counted, stack.memoryMegabytes));
  return {
    measuredOn: now.toISOString().slice(0, "YYYY-MM-DD".length),
    charter: { ...charter, milliseconds: Math.round(timed.charterMilliseconds) },
    watchedMinute: { ...watchedMinute, milliseconds: timed.watchedMilliseconds },
    monthListLine: { indexBytes, ...timed.monthListLine },
    sweep: { ...sweep, milliseconds: timed.sweepMilliseconds },
    stack,
  };
}
