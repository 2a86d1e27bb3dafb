import * as v from "valibot";

import { createApp } from "./app.ts";
import { readConfig } from "./env.ts";
import { FunctionUrlEvent, toRequest, toResult, type FunctionUrlResult } from "./functionUrl.ts";
import { sweepOutbox, type SweepResult } from "./outbox/sweep.ts";
import { queueReminders } from "./reminders/queue.ts";
import { createServices } from "./services.ts";

/** What the EventBridge schedule sends; infra/ declares the same. */
const ScheduleEvent = v.object({ source: v.literal("scc.schedule"), task: v.literal("outbox-sweep") });

// Once per function instance: connections, access tokens and the parsed environment serve all its invocations.
const services = createServices(readConfig(process.env));
const app = createApp(services);

/** Answers a Function URL request, or, when the schedule says so, queues the reminders that are due and sweeps the outbox. */
export async function handler(event: unknown): Promise<FunctionUrlResult | SweepResult> {
  if (v.is(ScheduleEvent, event)) {
    await queueReminders(services);
    return sweepOutbox(services);
  }
  const request = v.parse(FunctionUrlEvent, event);
  const { requestId } = request.requestContext;
  return toResult(await app.fetch(toRequest(request), requestId === undefined ? {} : { requestId }));
}
