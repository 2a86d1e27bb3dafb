// Runs dynalite in a thread of its own: it is the costliest part of a request, and the machine has a second core.
import { parentPort, workerData } from "node:worker_threads";
import dynalite from "dynalite";
import * as v from "valibot";

import { closeServer } from "../http/listen.ts";

const { path } = v.parse(v.object({ path: v.optional(v.string()) }), workerData);
const server = dynalite({
  createTableMs: 0,
  deleteTableMs: 0,
  updateTableMs: 0,
  ...(path === undefined ? {} : { path }),
});

server.keepAliveTimeout = 60_000;
server.listen(0, "127.0.0.1", () => {
  const address = server.address();
  if (typeof address === "object" && address !== null) parentPort?.postMessage({ port: address.port });
});

parentPort?.on("message", () => {
  // Waits for writes under way and then for LevelDB, so nothing acknowledged is lost.
  void closeServer(server).then(() => parentPort?.close());
});
