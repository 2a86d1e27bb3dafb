import { listResources } from "../../cloud/graph/graph.ts";
import type { CountedCloud } from "./countedCloud.ts";
import { platformBytes, summarizeLogs } from "./logs.ts";
import type { Measured } from "./measured.ts";

const SWEEPS = 21;

/** Runs the schedule some times with nothing to send; the quickest time, and the mean of all else. */
export async function measureSweep(counted: CountedCloud, memoryMegabytes: number): Promise<Measured["sweep"]> {
  const { lines, functionName, units } = counted;
  const [start, readsBefore, times] = [lines.length, units().reads, [] as number[]];
  for (let turn = 0; turn < SWEEPS; turn += 1) times.push(await runSweep(counted));
  await new Promise((resolve) => setTimeout(resolve, 100));
  const logged = summarizeLogs(lines.slice(start), functionName);
  if (logged.sweeps.some((sent) => sent > 0)) throw new Error("The outbox was not empty before the charter.");
  return {
    milliseconds: Math.min(...times),
    readUnits: (units().reads - readsBefore) / SWEEPS,
    logBytes: logged.bytes / SWEEPS + platformBytes(memoryMegabytes),
    metrics: Object.keys(logged.metrics).sort(),
  };
}

/** Runs the declared schedule once, as EventBridge does every minute, and answers how long that took, in ms. */
export async function runSweep({ cloud }: CountedCloud): Promise<number> {
  const [schedule] = listResources(cloud.graph, "aws:scheduler/schedule:Schedule");
  const firedAt = performance.now();
  await cloud.runSchedule(String(schedule?.outputs["name"]));
  return performance.now() - firedAt;
}
