import { createHash } from "node:crypto";
import { setTimeout as pause } from "node:timers/promises";
import * as v from "valibot";

import { HEALTH_PATH } from "../../rules/contract/api/paths/session.ts";
import { SLOT_INDEX } from "../../rules/contract/slots.ts";
import type { Manifest } from "../uploads/manifest.ts";

const Health = v.pipe(v.string(), v.parseJson(), v.object({ slot: v.string() }));
const REQUEST_MILLISECONDS = 10_000;

export interface Patience {
  readonly seconds: number;
  readonly pauseMilliseconds: number;
}

// A KeyValueStore and a Lambda alias reach every place within seconds.
const PATIENCE: Patience = { seconds: 60, pauseMilliseconds: 500 };
/** One address is many machines, and not all hear of a change at once. */
const IN_A_ROW = 3;

/** Waits until something holds a few times in a row; answers whether it came to that in time. */
export async function waitUntil(
  holds: () => Promise<boolean>,
  { seconds, pauseMilliseconds }: Patience = PATIENCE,
): Promise<boolean> {
  const end = performance.now() + seconds * 1_000;
  for (let held = 0; held < IN_A_ROW; ) {
    if (await holds()) {
      held++;
      continue;
    }
    held = 0;
    if (performance.now() > end) return false;
    await pause(pauseMilliseconds);
  }
  return true;
}

/** Tells whether viewers get the page of a slot, byte by byte. */
export async function showsSlot(url: string, manifest: Manifest): Promise<boolean> {
  const answer = await get(`${url}/`);
  return (
    answer !== undefined && createHash("sha256").update(answer).digest("hex") === manifest.files[SLOT_INDEX]?.sha256
  );
}

/** Asks the API which slot its waiver pages load; undefined when it does not answer. */
export async function askApiSlot(url: string): Promise<string | undefined> {
  const health = v.safeParse(Health, (await get(url + HEALTH_PATH))?.toString() ?? "");
  return health.success ? health.output.slot : undefined;
}

async function get(url: string): Promise<Buffer | undefined> {
  try {
    const response = await fetch(url, { redirect: "manual", signal: AbortSignal.timeout(REQUEST_MILLISECONDS) });
    return Buffer.from(await response.arrayBuffer());
  } catch {
    // Not reached at all, or cut off: it is asked again.
    return undefined;
  }
}
