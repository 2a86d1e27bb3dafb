import { expect, test } from "vitest";
import type { Environment, Outcome } from "../../cloud/lambda/executionEnvironment.ts";
import { openPool, type Urgency } from "../../cloud/lambda/pool.ts";

/** An environment that handles what it is given when the test says so. */
function openEnvironments() {
  const begun: string[] = [];
  const ends: (() => void)[] = [];
  const start = (): Environment => ({
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
  return { start, begun, end };
}

test("what somebody waits for goes before the events that nobody does", async () => {
  const { start, begun, end } = openEnvironments();
  const pool = openPool({ start, limit: 1, patience: 60_000 });
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
