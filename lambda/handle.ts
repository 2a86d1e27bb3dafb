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

/** What the EventBridge schedule sends. */
const ScheduleEvent = v.object({ source: v.literal(SWEEP_EVENT.source), task: v.literal(SWEEP_EVENT.task) });

/** What a request sends that has put mails to wait on items. */
const DeliverEvent = v.object({
  source: v.literal(DELIVER_EVENT.source),
  task: v.literal(DELIVER_EVENT.task),
  keys: v.array(v.object({ event_id: v.string(), timestamp: v.string() })),
});

/** What one instance of the function does with an event. */
export type Handle = (event: unknown) => Promise<FunctionUrlResult | RunCounts>;

/**
 * Makes what answers a Function URL request, sends the mails that one has asked for, or, when the schedule says so, queues
 * the reminders that are due and sweeps the outbox.
 */
export function createHandle(services: Services): Handle {
  const app = createApp(services);
  const deliverAsked = openDeliverAsked(services);
  return async (event) => {
    if (v.is(ScheduleEvent, event)) {
      await queueReminders(services);
      return sweepOutbox(services);
    }
    if (v.is(DeliverEvent, event)) return deliverAsked(event.keys);
    const parsed = v.parse(FunctionUrlEvent, event);
    const request = toRequest(parsed);
    const { requestId } = parsed.requestContext;
    const response = await app.fetch(request, requestId === undefined ? {} : { requestId });
    return toResult(await compress(request.headers.get("accept-encoding"), response));
  };
}
