import type { Timer } from "./clock.ts";

// The machine's time, for what takes it: how long work may last, and how often to look whether it has ended.

/** Does something when so many milliseconds of the machine's time are over, unless it is cancelled. */
export function whenOver(milliseconds: number, task: () => void): Timer {
  const timer = setTimeout(task, milliseconds);
  return {
    cancel: () => {
      clearTimeout(timer);
    },
  };
}

/** Looks again and again, each so many milliseconds of the machine's time. */
export function lookEvery(milliseconds: number, look: () => void): Timer {
  const timer = setInterval(look, milliseconds);
  return {
    cancel: () => {
      clearInterval(timer);
    },
  };
}

/** Waits so many milliseconds of the machine's time. */
export function wait(milliseconds: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, milliseconds));
}

/** Starts to measure the machine's time; the result says how many milliseconds have passed. */
export function startWatch(): () => number {
  const startedAt = performance.now();
  return () => performance.now() - startedAt;
}

/** Starts to measure this process with all its threads; the result says how many cores it has kept busy since, on average. */
export function startLoad(): () => number {
  const [from, watch] = [process.cpuUsage(), startWatch()];
  return () => {
    const { user, system } = process.cpuUsage(from);
    return (user + system) / 1_000 / Math.max(watch(), 1);
  };
}
