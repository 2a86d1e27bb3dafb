import { afterAll, afterEach, beforeAll, beforeEach } from "vitest";

import type { Key } from "../../../lambda/dynamodb/table.ts";
import type { Item } from "../../../simulate/table/values.ts";
import { standIn } from "../../support/standIn.ts";
import { Client, startHarness, type Harness, type HarnessOptions } from "./harness.ts";
import { startMemoryHarness, type MemoryHarness } from "./memoryHarness.ts";

const signedIn = new Map<string, Promise<MemoryHarness>>();

/**
 * What is in the table and in the log once the admin and the crew member have signed in at an instant: on a table in memory, once for each
 * instant, as on dynalite that takes three times as long as all else of a start.
 */
function signedInAt(instant: string | undefined): Promise<MemoryHarness> {
  const key = instant ?? "";
  const held = signedIn.get(key) ?? startMemoryHarness(instant === undefined ? undefined : new Date(instant));
  signedIn.set(key, held);
  return held;
}

/** What tests work with: a harness, its admin and its crew member signed in, and somebody who is not. */
export interface Used {
  readonly harness: Harness;
  readonly admin: Client;
  readonly crew: Client;
  readonly nobody: Client;
  /** Begins again with an empty table, at another instant if one is given. */
  readonly restart: (now?: string) => Promise<void>;
}

export interface UseOptions extends HarnessOptions {
  /** The instant at which its clock stands still. */
  readonly now?: string;
  /** One harness for all tests around the call, or a new one for each. */
  readonly for?: "all" | "each";
}

/**
 * Starts a harness before the tests around the call and closes it after them. What it answers can be taken apart at
 * once: its parts stay the same objects, and lead to the harness that runs.
 */
export function useHarness(options: UseOptions = {}): Used {
  let running: Harness | undefined;
  const harness = standIn("harness", () => running);
  const [admin, crew, nobody] = [new Client(harness), new Client(harness), new Client(harness)];
  const [before, after] = options.for === "each" ? [beforeEach, afterEach] : [beforeAll, afterAll];
  const start = async (instant = options.now): Promise<void> => {
    const seen = await signedInAt(instant);
    running = await startHarness(instant, { ...options, items: seen.table.items() as (Item & Key)[] });
    running.logs.push(...seen.logs);
    for (const [client, { cookie, device }] of [
      [admin, seen.admin],
      [crew, seen.crew],
      [nobody, { cookie: "", device: "" }],
    ] as const)
      Object.assign(client, { cookie, device });
  };
  const stop = async (): Promise<void> => {
    await running?.close();
    running = undefined;
  };
  before(() => start());
  after(stop);
  return {
    harness,
    admin,
    crew,
    nobody,
    restart: async (instant) => {
      await stop();
      await start(instant);
    },
  };
}
