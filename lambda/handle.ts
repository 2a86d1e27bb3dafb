import * as v from "valibot";

import { DELIVER_EVENT, SWEEP_EVENT } from "../rules/contract/tasks.ts";
import { createApp } from "./app.ts";
import { FunctionUrlEvent, toRequest, toResult, type FunctionUrlResult } from "./functionUrl.ts";
import { compress } from "./http/compress.ts";
import { openDeliverAsked } from "./outbox/deliverAsked.ts";
import type { RunCounts } from "./outbox/run.ts";
import { sweepOutbox } from "./outbox/sweep.ts";
import { queueReminders } from "./reminders/queue.ts";
import type { Services } from "./services.ts";
import { sweepStamps } from "./stamps/sweepStamps.ts";

/** What the EventBridge schedule sends. */
const ScheduleEvent = v.object({ source: v.literal(SWEEP_EVENT.source), task: v.literal(SWEEP_EVENT.task) });

/** What a request sends that has put mails to wait on items. */
const DeliverEvent = v.object({
  source: v.literal(DELIVER_EVENT.source),
  task: v.literal(DELIVER_EVENT.task),
  keys: v.array(v.object({ event_id: v.string(), timestamp: v.string() })),
});

/** What having one signature stamped may take, in ms: none is begun with less. */
const STAMP_MS = 2_500;

/** What one instance of the function does with an event. */
export type Handle = (event: unknown) => Promise<FunctionUrlResult | RunCounts>;

/**
 * Makes what answers a Function URL request, sends the mails that one has asked for, or, when the schedule says so, queues
 * the reminders that are due, sweeps the outbox and has signatures stamped that wait for it.
 */
export function createHandle(services: Services): Handle {
  const app = createApp(services);
  const deliverAsked = openDeliverAsked(services);
  return async (event) => {
    if (v.is(ScheduleEvent, event)) {
      const startedAt = performance.now();
      await queueReminders(services);
      const counts = await sweepOutbox(services);
      // Mails come first: what is left of the function's time is for stamps.
      await sweepStamps(services, () => services.sendingMs - STAMP_MS - (performance.now() - startedAt)).catch(
        (error: unknown) => {
          services.log.fault("timestamps left to the next sweep", error);
        },
      );
      return counts;
    }
    if (v.is(DeliverEvent, event)) return deliverAsked(event.keys);
    const parsed = v.parse(FunctionUrlEvent, event);
    const request = toRequest(parsed);
    const { requestId } = parsed.requestContext;
    const response = await app.fetch(request, requestId === undefined ? {} : { requestId });
    return toResult(await compress(request.headers.get("accept-encoding"), response));
  };
}
