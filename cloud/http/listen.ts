import type { Server } from "node:http";

/** A problem that the person at the terminal can solve; its message is all that they need. */
export class StartError extends Error {
  override readonly name = "StartError";
}

/** Listens on a port of this machine, 0 for any; a busy one is an error that names it and the flag that changes it. */
export function listen(server: Server, port: number, flag: string): Promise<number> {
  return new Promise((resolve, reject) => {
    server.once("error", (fault: NodeJS.ErrnoException) => {
      reject(
        fault.code === "EADDRINUSE"
          ? new StartError(
              `Port ${String(port)} is in use by another program. Stop it, or choose another port with ${flag}.`,
            )
          : fault,
      );
    });
    server.listen(port, "127.0.0.1", () => {
      const address = server.address();
      resolve(typeof address === "object" && address !== null ? address.port : port);
    });
  });
}

/** Stops a server: requests under way are answered, idle connections are cut. */
export function closeServer(server: Server): Promise<void> {
  return new Promise((resolve) => {
    server.close(() => {
      resolve();
    });
    server.closeIdleConnections();
  });
}
