import { listResources } from "../../local/graph.ts";
import type { CountedCloud } from "./countedCloud.ts";
import { platformBytes, summarizeLogs } from "./logs.ts";
import type { Measured } from "./measured.ts";

const SWEEPS = 21;

/** Runs the schedule some times with nothing to send; the quickest time, and the mean of all else. */
export async function measureSweep(counted: CountedCloud, memoryMegabytes: number): Promise<Measured["sweep"]> {
  const { cloud, lines, functionName, units } = counted;
  const [schedule] = listResources(cloud.graph, "aws:scheduler/schedule:Schedule");
  const name = String(schedule?.outputs["name"]);
  const [start, readsBefore, times] = [lines.length, units().reads, [] as number[]];
  for (let turn = 0; turn < SWEEPS; turn += 1) {
    const firedAt = performance.now();
    await cloud.runSchedule(name);
    times.push(performance.now() - firedAt);
  }
  await new Promise((resolve) => setTimeout(resolve, 100));
  const logged = summarizeLogs(lines.slice(start), functionName);
  return {
    milliseconds: Math.min(...times),
    readUnits: (units().reads - readsBefore) / SWEEPS,
    logBytes: logged.bytes / SWEEPS + platformBytes(memoryMegabytes),
    metrics: Object.keys(logged.metrics).sort(),
  };
}
