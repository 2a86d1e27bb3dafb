import type { Server } from "node:http";
import { lookEvery } from "../clock/patience.ts";
import { StartError } from "../startError.ts";

/** Listens on a port of this machine, 0 for any; a busy one is an error that names it and the option that changes it. */
export function listen(server: Server, port: number, option: "port" | "gmailPort" = "port"): Promise<number> {
  return new Promise((resolve, reject) => {
    server.once("error", (fault: NodeJS.ErrnoException) => {
      reject(fault.code === "EADDRINUSE" ? portInUse(port, option) : fault);
    });
    server.listen(port, "127.0.0.1", () => {
      const address = server.address();
      resolve(typeof address === "object" && address !== null ? address.port : port);
    });
  });
}

function portInUse(port: number, option: "port" | "gmailPort"): StartError {
  return new StartError(
    (words) =>
      `Port ${String(port)} is in use by another program. Stop it, or choose another port with ${words[option]}.`,
  );
}

/** How often a server that is stopping looks for connections that have become idle, in ms. */
const LOOK_MS = 10;

/** Stops a server: requests under way are answered, and connections are cut as soon as they are idle. */
export function closeServer(server: Pick<Server, "close" | "closeIdleConnections">): Promise<void> {
  return new Promise((resolve) => {
    // A request that was under way leaves a connection that is kept alive: a minute long, if nobody looked again.
    const looking = lookEvery(LOOK_MS, () => {
      server.closeIdleConnections();
    });
    server.close(() => {
      looking.cancel();
      resolve();
    });
    server.closeIdleConnections();
  });
}
