import * as v from "valibot";
import { LIVE_KEY, PREVIOUS_KEY } from "../rules/contract/edgeStore.ts";
import { SLOT_PATTERN, STAGING_PREFIX } from "../rules/contract/slots.ts";
import type { Cloud } from "../cloud/cloud.ts";

const ProgramOutputs = v.object({ slot: v.pipe(v.string(), v.regex(SLOT_PATTERN)) });

/** The slot that the program built and the one that viewers get. */
export interface Release {
  built: string;
  live: string | undefined;
}

/** Says which slot is built and which one is live. */
export function readRelease({ graph, kvs }: Pick<Cloud, "graph" | "kvs">): Release {
  return { built: v.parse(ProgramOutputs, graph.outputs).slot, live: kvs.get(LIVE_KEY) };
}

/**
 * Makes the built slot the live one, as `ops promote` does and without its checks: who edits the site in watch mode
 * wants to see the edit. Returns the slot if it was not live already.
 */
export async function promoteBuilt(cloud: Pick<Cloud, "graph" | "kvs">): Promise<string | undefined> {
  const { built, live } = readRelease(cloud);
  if (built === live) return undefined;
  const previous = live === undefined ? [] : [[PREVIOUS_KEY, live] as const];
  const done = await cloud.kvs.update({ puts: [[LIVE_KEY, built], ...previous] });
  if (!done.ok) throw new Error(`The built slot could not be promoted: ${done.message}`);
  return built;
}

/** Tells who starts a cloud with a build that is not live what is live and how to change it; nothing if it is. */
export function describeRelease({ built, live }: Release, dataFlag: string): string | undefined {
  if (built === live) return undefined;
  return [
    `The site was built as slot ${built}; slot ${live ?? "(none)"} is live, as on AWS until somebody promotes.`,
    `Look at it under ${STAGING_PREFIX}${built}/, and make it live with`,
    `  npm run ops -- promote ${built} --stack local${dataFlag}`,
  ].join("\n");
}
