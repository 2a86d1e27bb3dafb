import { Hono } from "hono/tiny";

import { enter } from "./session/access.ts";
import { guardStateChange } from "./http/guard.ts";
import { noSuchRoute } from "./http/missing.ts";
import type { AppTypes, Call } from "./http/route.ts";
import { noteOwed, type OwingTable } from "./outbox/owed.ts";
import { isBrokenItem, problemResponse, ProblemError, toProblem } from "./problem.ts";
import { routeTable } from "./routes.ts";
import type { Services } from "./services.ts";

/** Composes the app from the route table. Every answer is logged once, and nothing of it is ever cached unless its handler says so. */
export function createApp(services: Services): Hono<AppTypes> {
  const app = new Hono<AppTypes>();
  const table = noteOwed(services.table);
  const routes = routeTable({ ...services, table });
  app.use(async (call, next) => {
    const startedAt = performance.now();
    // Bindings are absent when the app is called without a host, as `app.request(url)` does.
    const bindings = call.env as Partial<typeof call.env> | undefined;
    call.set("requestId", bindings?.requestId ?? services.newId());
    call.set("route", "none");
    await next();
    await askForOwed(services, table, call);
    if (!call.res.headers.has("cache-control")) call.res.headers.set("cache-control", "no-store");
    logAnswer(services, call, performance.now() - startedAt);
  });
  for (const route of routes) {
    app.on(route.method, [route.path], (call) => {
      call.set("route", `${route.method} ${route.path}`);
      guardStateChange(call);
      return enter(services, route, call);
    });
  }
  app.notFound((call) => problemResponse(noSuchRoute(routes, call.req.method, call.req.path), call.get("requestId")));
  app.onError((error, call) => {
    const problem = toProblem(error);
    if (!(error instanceof ProblemError)) {
      services.log.fault("request failed", error, { request: call.get("requestId"), route: call.get("route") });
      if (isBrokenItem(error)) services.log.metric("BrokenItem", 1);
    }
    return problemResponse(problem, call.get("requestId"));
  });
  return app;
}

/** One question for all mails that the request has put to wait. Where it could not be asked, the sweep sends them. */
async function askForOwed({ log, askDelivery }: Services, table: OwingTable, call: Call): Promise<void> {
  const keys = table.takeOwed();
  if (keys.length === 0) return;
  try {
    await askDelivery(keys);
  } catch (error) {
    log.fault("mail left to the sweep", error, { request: call.get("requestId"), items: keys.length });
  }
}

function logAnswer({ log }: Services, call: Call, ms: number): void {
  const { status } = call.res;
  log.info("request", { request: call.get("requestId"), route: call.get("route"), status, ms: Math.round(ms) });
  if (status >= 500) log.metric("RequestFailed", 1);
}
