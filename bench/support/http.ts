import { createHash } from "node:crypto";
import { request, type Agent, type IncomingHttpHeaders } from "node:http";

/** An answer as it came over the wire: nothing is decompressed. */
export interface Answer {
  readonly status: number;
  readonly headers: IncomingHttpHeaders;
  readonly body: Buffer;
}

interface Outgoing {
  readonly method?: string;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: string;
  readonly agent?: Agent;
}

/** Sends one request and reads the whole answer. */
export function send(url: string, { method = "GET", headers = {}, body = "", agent }: Outgoing = {}): Promise<Answer> {
  return new Promise((resolve, reject) => {
    const outgoing = request(url, { method, headers, ...(agent === undefined ? {} : { agent }) }, (incoming) => {
      const chunks: Buffer[] = [];
      incoming.on("data", (chunk: Buffer) => chunks.push(chunk));
      incoming.on("error", reject);
      incoming.on("end", () => {
        resolve({ status: incoming.statusCode ?? 0, headers: incoming.headers, body: Buffer.concat(chunks) });
      });
    });
    outgoing.on("error", reject);
    outgoing.end(body);
  });
}

/** Posts JSON as the dashboard does: with the body's hash, the client header and the session cookie. */
export function post(url: string, content: object, cookie = "", agent?: Agent): Promise<Answer> {
  const body = JSON.stringify(content);
  const headers = {
    "content-type": "application/json",
    "content-length": String(Buffer.byteLength(body)),
    "x-scc-client": "web",
    "x-amz-content-sha256": createHash("sha256").update(body).digest("hex"),
    cookie,
  };
  return send(url, { method: "POST", headers, body, ...(agent === undefined ? {} : { agent }) });
}

/** Posts JSON and insists on a success. */
export async function postOrThrow(url: string, content: object, cookie = "", agent?: Agent): Promise<Answer> {
  const answer = await post(url, content, cookie, agent);
  if (answer.status >= 300) throw new Error(`POST ${url} answered ${answer.status} ${answer.body.toString()}`);
  return answer;
}
