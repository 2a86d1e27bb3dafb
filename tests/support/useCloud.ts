import { afterAll, afterEach, beforeAll, beforeEach } from "vitest";

import { startOurCloud, type Cloud, type OurOptions } from "../../local/ourCloud.ts";
import { seed } from "../../local/seed.ts";
import { standIn } from "./standIn.ts";

export interface UseCloudOptions extends OurOptions {
  /** Seeds the demo's charter day. */
  readonly demo?: boolean;
  /** Has signatures stamped by the local authority; without it none is named, and what is stored does not hang on its answers. */
  readonly stamps?: boolean;
  /** One cloud for all tests around the call, or a new one for each. */
  readonly for?: "all" | "each";
}

/** A configuration that names no authority: what is stored does not hang on its answers. */
export const NO_STAMPS = { "scc:timestampAuthority": undefined };

/** Starts a cloud with our program before the tests around the call, and closes it after them. */
export function useCloud({ demo = false, stamps = false, for: whom = "all", ...options }: UseCloudOptions = {}): Cloud {
  let running: Cloud | undefined;
  const [before, after] = whom === "each" ? [beforeEach, afterEach] : [beforeAll, afterAll];
  before(async () => {
    const config = { ...(stamps ? {} : NO_STAMPS), ...options.config };
    running = await startOurCloud({ ...options, config });
    if (!demo) return;
    await seed(running);
    // The demo's mails are out, so that what a test then looks at stands still.
    await running.settled();
  });
  after(async () => {
    await running?.close();
    running = undefined;
  });
  return standIn("cloud", () => running);
}
