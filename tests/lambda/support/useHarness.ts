import { afterAll, afterEach, beforeAll, beforeEach } from "vitest";

import { standIn } from "../../support/standIn.ts";
import { Client, startHarness, type Harness, type HarnessOptions } from "./harness.ts";

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
    running = await startHarness(instant, options);
    await admin.signIn("ada@example.com");
    await crew.signIn("cody@example.com");
    nobody.cookie = "";
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
