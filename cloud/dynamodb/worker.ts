// Runs dynalite in a thread of its own: it is the costliest part of a request, and the machine has a second core.
import { parentPort, workerData } from "node:worker_threads";
import * as v from "valibot";

import { followClock } from "../clock/followClock.ts";
import { closeServer, listen } from "../http/listen.ts";
import { openGuard } from "./guard.ts";
import type { EngineMessage, EngineOrder, NumberedOrder } from "./messages.ts";
import { createTableServer } from "./server.ts";
import { settleTables } from "./settings.ts";
import { openTables } from "./tables.ts";
import { openWatch } from "./watch.ts";

function tell(message: EngineMessage): void {
  parentPort?.postMessage(message);
}

function onFault(fault: unknown): void {
  tell({ kind: "fault", text: fault instanceof Error ? (fault.stack ?? fault.message) : String(fault) });
}

const { path, shared, watched } = v.parse(
  v.object({
    path: v.optional(v.string()),
    shared: v.optional(v.instance(SharedArrayBuffer)),
    watched: v.boolean(),
  }),
  workerData,
);
followClock(shared);
const tables = openTables(path);
const guard = openGuard((text) => {
  tell({ kind: "refusal", text });
});
const settled = settleTables(tables);
const watch = watched ? openWatch(tell) : undefined;
const server = createTableServer({ tables: settled, guard, watch, onFault });

async function obey(order: EngineOrder): Promise<void> {
  switch (order.kind) {
    case "admit":
      guard.admit(order.principals);
      return;
    case "declare":
      settled.declare(order.tables);
      return;
    case "decide":
      watch?.decide(order.question, order.fate);
      return;
    case "close":
      // Nothing that was acknowledged is lost.
      await closeServer(server);
      await tables.close();
      parentPort?.close();
  }
}

parentPort?.on("message", ({ id, order }: NumberedOrder) => {
  void obey(order).then(() => {
    tell({ kind: "done", id });
  });
});

void listen(server, 0).then((port) => {
  // From now on a fault inside dynalite ends the calls under way, as on AWS, and not everybody's table.
  process.on("uncaughtException", (fault) => {
    if (!tables.fail(fault)) onFault(fault);
  });
  tell({ kind: "listening", port });
});
