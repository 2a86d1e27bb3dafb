import { cp, mkdtemp } from "node:fs/promises";
import { join } from "node:path";
import { inject } from "vitest";

import { dockDate } from "../../local/demo.ts";
import { startOurCloud, type OurOptions } from "../../local/ourCloud.ts";
import { seed } from "../../local/seed.ts";
import { onceInRun } from "./onceInRun.ts";

type Config = NonNullable<OurOptions["config"]>;

/**
 * Puts the demo's charter day into a data directory, for a cloud that is started on it then: with its mails out, so that what
 * a test looks at stands still. The day is seeded once in a run, under each configuration, and copied: to seed it takes six
 * times the CPU of a start.
 */
export async function layDemoDay(dataDirectory: string, config: Config = {}): Promise<void> {
  const day = dockDate(new Date());
  const seeded = await onceInRun(`demo day ${day} ${JSON.stringify(Object.entries(config))}`, () => seedDay(config));
  await cp(seeded, dataDirectory, { recursive: true });
}

async function seedDay(config: Config): Promise<string> {
  const dataDirectory = await mkdtemp(join(inject("runDirectory"), "demo-"));
  const cloud = await startOurCloud({ dataDirectory, config });
  try {
    await seed(cloud);
    await cloud.settled();
  } finally {
    await cloud.close();
  }
  return dataDirectory;
}
