import { EventEmitter } from "node:events";
import type { Server } from "node:http";
import type { WholeAnswer, WholeRequest } from "../http/answering.ts";

/** dynalite behind a server whose requests are answered by us. */
export interface Dynalite {
  ask(request: WholeRequest): Promise<WholeAnswer>;
  /**
   * Ends every request under way: one of them has thrown where nobody catches, and dynalite does not say which. Says whether
   * there was any.
   */
  fail(fault: unknown): boolean;
}

/**
 * Takes the requests off dynalite's own server, which goes on to listen and to close the database. dynalite throws where
 * nobody catches when a connection ends early; here it is handed whole requests and never sees a connection.
 */
export function takeRequests(server: Server): Dynalite {
  const handle = server.listeners("request")[0] as (incoming: EventEmitter, outgoing: object) => void;
  server.removeAllListeners("request");
  const pending = new Set<(fault: unknown) => void>();
  return {
    ask: (request) =>
      new Promise<WholeAnswer>((resolve, reject) => {
        const { method, url, headers } = request;
        const incoming = Object.assign(new EventEmitter(), { method, url, headers });
        const fail = (fault: unknown): void => {
          reject(fault instanceof Error ? fault : new Error(String(fault)));
        };
        const settle = (answer: WholeAnswer): void => {
          pending.delete(fail);
          resolve(answer);
        };
        pending.add(fail);
        try {
          handle(incoming, collectAnswer(settle));
          incoming.emit("data", request.body);
          incoming.emit("end");
        } catch (fault) {
          pending.delete(fail);
          fail(fault);
        }
      }),
    fail: (fault) => {
      const ended = [...pending];
      pending.clear();
      for (const reject of ended) reject(fault);
      return ended.length > 0;
    },
  };
}

/** Stands for the response that dynalite writes. */
function collectAnswer(settle: (answer: WholeAnswer) => void) {
  const headers: Record<string, string | number> = {};
  return {
    statusCode: 200,
    setHeader(name: string, value: string | number) {
      headers[name.toLowerCase()] = value;
    },
    end(body = "") {
      settle({ status: this.statusCode, headers, body });
    },
  };
}
