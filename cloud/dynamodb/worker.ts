// Runs dynalite in a thread of its own: it is the costliest part of a request, and the machine has a second core.
import { parentPort, workerData } from "node:worker_threads";
import * as v from "valibot";

import { followClock } from "../clock/followClock.ts";
import { closeServer, listen } from "../http/listen.ts";
import { openGuard } from "./guard.ts";
import type { EngineMessage, EngineOrder } from "./messages.ts";
import { createTableServer } from "./server.ts";
import { openTables } from "./tables.ts";

function tell(message: EngineMessage): void {
  parentPort?.postMessage(message);
}

function onFault(fault: unknown): void {
  tell({ kind: "fault", text: fault instanceof Error ? (fault.stack ?? fault.message) : String(fault) });
}

const { path, shared } = v.parse(
  v.object({ path: v.optional(v.string()), shared: v.optional(v.instance(SharedArrayBuffer)) }),
  workerData,
);
followClock(shared);
const tables = openTables(path);
const guard = openGuard((text) => {
  tell({ kind: "refusal", text });
});
const server = createTableServer(tables, guard, onFault);

async function obey(order: EngineOrder): Promise<void> {
  if (order.kind === "admit") {
    guard.admit(order.principals);
    tell({ kind: "done", id: order.id });
    return;
  }
  // Nothing that was acknowledged is lost.
  await closeServer(server);
  await tables.close();
  parentPort?.close();
}

parentPort?.on("message", (order: EngineOrder) => {
  void obey(order);
});

void listen(server, 0).then((port) => {
  // From now on a fault inside dynalite ends the calls under way, as on AWS, and not everybody's table.
  process.on("uncaughtException", (fault) => {
    if (!tables.fail(fault)) onFault(fault);
  });
  tell({ kind: "listening", port });
});
