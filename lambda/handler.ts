import * as v from "valibot";

import { SWEEP_EVENT } from "../rules/contract/schedule.ts";
import { createApp } from "./app.ts";
import { readConfig } from "./env.ts";
import { FunctionUrlEvent, toRequest, toResult, type FunctionUrlResult } from "./functionUrl.ts";
import { compress } from "./http/compress.ts";
import { sweepOutbox, type SweepResult } from "./outbox/sweep.ts";
import { queueReminders } from "./reminders/queue.ts";
import { createServices } from "./services.ts";

/** What the EventBridge schedule sends. */
const ScheduleEvent = v.object({ source: v.literal(SWEEP_EVENT.source), task: v.literal(SWEEP_EVENT.task) });

// Once per function instance: connections, access tokens and the parsed environment serve all its invocations.
const services = createServices(readConfig(process.env));
const app = createApp(services);

/** Answers a Function URL request, or, when the schedule says so, queues the reminders that are due and sweeps the outbox. */
export async function handler(event: unknown): Promise<FunctionUrlResult | SweepResult> {
  if (v.is(ScheduleEvent, event)) {
    await queueReminders(services);
    return sweepOutbox(services);
  }
  const parsed = v.parse(FunctionUrlEvent, event);
  const request = toRequest(parsed);
  const { requestId } = parsed.requestContext;
  const response = await app.fetch(request, requestId === undefined ? {} : { requestId });
  return toResult(await compress(request.headers.get("accept-encoding"), response));
}
