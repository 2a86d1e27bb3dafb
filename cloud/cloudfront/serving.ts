import type { Clock } from "../clock/clock.ts";
import type { Logs } from "../data/logs.ts";
import type { Behavior, Target } from "./behavior.ts";
import type { EdgeCache } from "./cache.ts";
import type { DistributionConfig } from "./config.ts";
import type { Identity } from "./originRequest.ts";

/** Everything that serving one request reads. */
export interface Serving {
  config: DistributionConfig;
  identity: Identity & { id: string };
  behaviors: readonly Behavior[];
  targets: ReadonlyMap<string, Target>;
  cache: EdgeCache;
  logs: Logs;
  clock: Clock;
}
