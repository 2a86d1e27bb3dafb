import { expect, test } from "vitest";
import type { Environment, Outcome } from "../../cloud/lambda/executionEnvironment.ts";
import { openPool, type Pool, type Urgency } from "../../cloud/lambda/pool.ts";

/** An environment that handles what it is given when the test says so. */
function openEnvironments() {
  const begun: string[] = [];
  const ends: (() => void)[] = [];
  let started = 0;
  const open = (): Environment => ({
    invoke: ({ event }) =>
      new Promise<Outcome>((resolve) => {
        begun.push(String(event));
        ends.push(() => {
          resolve({ kind: "result", json: "{}" });
        });
      }),
    usable: () => true,
    close: () => Promise.resolve(),
    kill: () => Promise.resolve(),
  });
  const end = async (): Promise<void> => {
    ends.shift()?.();
    await new Promise((resolve) => setImmediate(resolve));
  };
  const start = (): Environment => {
    started += 1;
    return open();
  };
  return { start, begun, end, started: () => started };
}

/** Gives a pool events at once, all of which somebody waits for. */
function invokeAll(pool: Pool, events: readonly string[]): Promise<Outcome>[] {
  return events.map((event) =>
    pool.invoke({ event, context: {} } as unknown as Parameters<typeof pool.invoke>[0], "waited-for"),
  );
}

test("what somebody waits for goes before the events that nobody does", async () => {
  const { start, begun, end } = openEnvironments();
  const pool = openPool({
    start,
    limit: 1,
    patience: 60_000,
    cores: 2,
    lastPatience: 60_000,
    startLoad: () => () => 0,
  });
  const invoke = (event: string, urgency: Urgency) =>
    pool.invoke({ event, context: {} } as unknown as Parameters<typeof pool.invoke>[0], urgency);
  const asked = [
    invoke("first", "waited-for"),
    invoke("mail", "some-time"),
    invoke("second", "waited-for"),
    invoke("third", "waited-for"),
  ];
  for (let turn = 0; turn < asked.length; turn += 1) await end();
  await Promise.all(asked);
  await pool.close();
  expect(begun).toEqual(["first", "second", "third", "mail"]);
});

test("where what runs waits for something itself, another one is started for who waits, up to the limit", async () => {
  const { start, end, started } = openEnvironments();
  const pool = openPool({ start, limit: 3, patience: 1, cores: 1, lastPatience: 60_000, startLoad: () => () => 0.1 });
  const asked = invokeAll(pool, ["a", "b", "c", "d"]);
  await expect.poll(started).toBe(3);
  for (let turn = 0; turn < asked.length; turn += 1) await end();
  await Promise.all(asked);
  await pool.close();
  expect(started()).toBe(3);
});

test("where the cores are busy, there is one for each of them and no more, until somebody has waited for long", async () => {
  const { start, begun, end, started } = openEnvironments();
  let looks = 0;
  const startLoad = () => () => {
    looks += 1;
    return 1.5;
  };
  const pool = openPool({ start, limit: 8, patience: 1, cores: 2, lastPatience: 1_000, startLoad });
  const asked = invokeAll(pool, ["endless", "endless", "next"]);
  await expect.poll(() => looks).toBeGreaterThan(1);
  expect([started(), begun]).toEqual([2, ["endless", "endless"]]);
  await expect.poll(started).toBe(3);
  expect(begun).toEqual(["endless", "endless", "next"]);
  for (let turn = 0; turn < asked.length; turn += 1) await end();
  await Promise.all(asked);
  await pool.close();
});
