import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, afterEach, beforeAll, beforeEach } from "vitest";

import { startOurCloud, type Cloud, type OurOptions } from "../../local/ourCloud.ts";
import { layDemoDay } from "./demoDay.ts";
import { standIn } from "./standIn.ts";

export interface UseCloudOptions extends OurOptions {
  /** Begins with the demo's charter day. */
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
  let lent: string | undefined;
  const [before, after] = whom === "each" ? [beforeEach, afterEach] : [beforeAll, afterAll];
  before(async () => {
    const config = { ...(stamps ? {} : NO_STAMPS), ...options.config };
    if (!demo) {
      running = await startOurCloud({ ...options, config });
      return;
    }
    const dataDirectory = options.dataDirectory ?? (lent = await mkdtemp(join(tmpdir(), "scc-demo-")));
    await layDemoDay(dataDirectory, config);
    running = await startOurCloud({ ...options, config, dataDirectory });
  });
  after(async () => {
    await running?.close();
    running = undefined;
    if (lent !== undefined) await rm(lent, { recursive: true, force: true });
  });
  return standIn("cloud", () => running);
}
