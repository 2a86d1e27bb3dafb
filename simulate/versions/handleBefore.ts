import * as v from "valibot";

import { createApp } from "../../lambda/app.ts";
import { FunctionUrlEvent, toRequest, toResult } from "../../lambda/functionUrl.ts";
import type { Handle } from "../../lambda/handle.ts";
import { sweepOutbox } from "../../lambda/outbox/sweep.ts";
import { queueReminders } from "../../lambda/reminders/queue.ts";
import type { Services } from "../../lambda/services.ts";

const Task = v.object({ task: v.string() });

/** What lambda/handler.ts of commit eafb5cc did with an event: it knew requests and the schedule, and sent mail in both. */
export function createHandle(services: Services): Handle {
  const app = createApp(services);
  return async (event) => {
    if (v.is(Task, event)) {
      await queueReminders(services);
      return sweepOutbox(services);
    }
    const parsed = v.parse(FunctionUrlEvent, event);
    return toResult(await app.fetch(toRequest(parsed), { requestId: parsed.requestContext.requestId ?? "none" }));
  };
}
