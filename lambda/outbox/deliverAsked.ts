import type { Key } from "../dynamodb/table.ts";
import type { Services } from "../services.ts";
import { sendDue, type RunCounts } from "./run.ts";
import { openTallying } from "./tallying.ts";

/** How long such a run may take, in ms: where Gmail is slow, a function that many requests ask has visitors to answer. */
const ASKED_MS = 5_000;
/** How long this instance leaves all mail to the sweep once Gmail kept it waiting, in ms: until the sweep comes, which always tries. */
const LEFT_MS = 60_000;

/** Sends the mails on the items that a request wrote, its own first; or leaves them to the sweep. */
export type DeliverAsked = (keys: readonly Key[]) => Promise<RunCounts>;

/** Opens what requests ask of the sender, for one instance of the function. */
export function openDeliverAsked(services: Services): DeliverAsked {
  const tally = openTallying(services);
  const hurried = { ...services, sendingMs: Math.min(services.sendingMs, ASKED_MS) };
  let leftUntil = 0;
  return async (keys) => {
    const startedAt = performance.now();
    const left = services.clock().getTime() < leftUntil;
    const counts = left ? { sent: 0, delayed: 0, failed: 0 } : await sendDue(hurried, keys, "newest", tally);
    const ms = performance.now() - startedAt;
    // A Gmail that says no at once holds nobody up: the next mail may try it.
    if (counts.delayed > 0 && ms > hurried.sendingMs / 2) leftUntil = services.clock().getTime() + LEFT_MS;
    services.log.info("outbox delivered", { ...counts, left, ms: Math.round(ms) });
    return counts;
  };
}
