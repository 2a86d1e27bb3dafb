import { request, type IncomingHttpHeaders } from "node:http";
import { brotliDecompressSync, gunzipSync } from "node:zlib";

/** What the distribution was asked in total; bytes are whole HTTP/1.1 messages, headers too. */
export interface Traffic {
  /** Requests of the Lambda's behaviors. */
  dynamic: number;
  /** Of these, lists of a month. */
  monthLists: number;
  /** Of these, looks at who of the crew sails on the days around a charter. */
  crewDays: number;
  /** Requests for what must be confirmed at the origin each time: the page, the web manifest, the service worker. */
  confirmed: number;
  /** Requests for what the cache keeps: scripts, style sheets, icons. */
  cached: number;
  bytesToViewers: number;
  /** Of requests that carry a body to the Lambda. */
  bytesToOrigin: number;
}

export interface Outgoing {
  readonly method: string;
  readonly path: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body?: Uint8Array;
}

/** An answer with its body as text. */
export interface Answer {
  readonly status: number;
  readonly headers: IncomingHttpHeaders;
  readonly text: string;
}

/** Starts a count. */
export function noTraffic(): Traffic {
  return { dynamic: 0, monthLists: 0, crewDays: 0, confirmed: 0, cached: 0, bytesToViewers: 0, bytesToOrigin: 0 };
}

/** Sends one request on a connection of its own, so that its bytes can be told, and counts it. */
export function send(url: string, { method, path, headers, body }: Outgoing, traffic: Traffic): Promise<Answer> {
  return new Promise((resolve, reject) => {
    const length = method === "GET" ? {} : { "content-length": String(body?.length ?? 0) };
    const outgoing = request(url + path, { method, agent: false, headers: { ...headers, ...length } }, (incoming) => {
      const chunks: Buffer[] = [];
      incoming.on("data", (chunk: Buffer) => chunks.push(chunk));
      incoming.on("error", reject);
      incoming.on("end", () => {
        const answer = {
          status: incoming.statusCode ?? 0,
          headers: incoming.headers,
          text: decode(Buffer.concat(chunks), incoming.headers["content-encoding"]),
        };
        count(traffic, { method, path, cacheControl: incoming.headers["cache-control"] ?? "" });
        traffic.bytesToViewers += incoming.socket.bytesRead;
        if (method !== "GET") traffic.bytesToOrigin += incoming.socket.bytesWritten;
        resolve(answer);
      });
    });
    outgoing.on("error", reject);
    outgoing.end(body);
  });
}

function count(
  traffic: Traffic,
  { method, path, cacheControl }: { method: string; path: string; cacheControl: string },
): void {
  if (/^\/(?:api|g)\//.test(path)) traffic.dynamic += 1;
  else if (cacheControl.includes("immutable")) traffic.cached += 1;
  else traffic.confirmed += 1;
  if (method === "GET" && path.startsWith("/api/events?")) traffic.monthLists += 1;
  if (path.startsWith("/api/crew/day/")) traffic.crewDays += 1;
}

function decode(body: Buffer, encoding: string | undefined): string {
  if (encoding === "br") return brotliDecompressSync(body).toString();
  return encoding === "gzip" ? gunzipSync(body).toString() : body.toString();
}
