// Runs dynalite in a thread of its own: it is the costliest part of a request, and the machine has a second core.
import { parentPort, workerData } from "node:worker_threads";
import dynalite from "dynalite";
import * as v from "valibot";

import { answerRequests } from "../http/answering.ts";
import { closeServer } from "../http/listen.ts";
import { answerFault, openGuard } from "./guard.ts";
import type { EngineMessage, EngineOrder } from "./messages.ts";
import { takeRequests } from "./takeRequests.ts";

const { path } = v.parse(v.object({ path: v.optional(v.string()) }), workerData);
const server = dynalite({
  createTableMs: 0,
  deleteTableMs: 0,
  updateTableMs: 0,
  ...(path === undefined ? {} : { path }),
});
const tables = takeRequests(server);
const guard = openGuard((text) => {
  tell({ kind: "refusal", text });
});

function tell(message: EngineMessage): void {
  parentPort?.postMessage(message);
}

function onFault(fault: unknown): void {
  tell({ kind: "fault", text: fault instanceof Error ? (fault.stack ?? fault.message) : String(fault) });
}

answerRequests(server, {
  answer: (request) => Promise.resolve(guard.refusal(request) ?? tables.ask(request)),
  tooLarge: answerFault(413, "RequestEntityTooLargeException"),
  failed: answerFault(500, "InternalServerError"),
  onFault,
});

server.keepAliveTimeout = 60_000;
server.listen(0, "127.0.0.1", () => {
  // From now on a fault inside dynalite ends the requests under way, as on AWS, and not everybody's table.
  process.on("uncaughtException", (fault) => {
    if (!tables.fail(fault)) onFault(fault);
  });
  const address = server.address();
  if (typeof address === "object" && address !== null) tell({ kind: "listening", port: address.port });
});

parentPort?.on("message", (order: EngineOrder) => {
  if (order.kind === "admit") {
    guard.admit(order.principals);
    tell({ kind: "done", id: order.id });
    return;
  }
  // Waits for writes under way and then for LevelDB, so nothing acknowledged is lost.
  void closeServer(server).then(() => parentPort?.close());
});
