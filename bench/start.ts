import { join } from "node:path";

import { startCommand, startFloor, withDirectory, type Server } from "./support/servers.ts";
import { median } from "./support/statistics.ts";
import type { Report } from "./table.ts";

const STARTS = 3;
const WANTED_MS = 2_000;

/** Measures the time from the command to the first 200 through the edge, on no data and on data of a run before. */
export async function measureStart(): Promise<Report> {
  const first: number[] = [];
  const second: number[] = [];
  const floor: number[] = [];
  for (let turn = 0; turn < STARTS; turn += 1) {
    await withDirectory(async (directory) => {
      first.push(await timeOf(startCommand(join(directory, "cloud"), true)));
      second.push(await timeOf(startCommand(join(directory, "cloud"), false)));
      floor.push(await timeOf(startFloor(join(directory, "floor"), "update")));
    });
  }
  const row = (measure: string, times: readonly number[]) => ({
    measure,
    value: seconds(median(times)),
    comparedWith: `floor ${seconds(median(floor))}`,
    ratio: median(times) / median(floor),
    wanted: `<= ${seconds(WANTED_MS)}`,
    met: median(times) <= WANTED_MS,
  });
  return {
    rows: [row("command to first 200, no data", first), row("command to first 200, data there", second)],
    notes: [
      `Starts: median of ${STARTS}, from spawning node to GET / answering 200; the floor has no build, edge, Lambda or mail to start.`,
    ],
  };
}

async function timeOf(starting: Promise<Server>): Promise<number> {
  const server = await starting;
  await server.stop();
  return server.readyMs;
}

function seconds(milliseconds: number): string {
  return `${(milliseconds / 1_000).toFixed(2)} s`;
}
