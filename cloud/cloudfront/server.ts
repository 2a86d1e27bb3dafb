import { createServer, type IncomingMessage, type Server, type ServerResponse } from "node:http";
import type { OriginResponse } from "../http/origin.ts";
import { readBody } from "../http/readBody.ts";
import type { ViewerRequest } from "./viewer.ts";

/** Creates the viewers' HTTP server. Plain HTTP stands for the viewer's TLS: a browser trusts localhost as it does HTTPS. */
export function createViewerServer(
  answer: (viewer: ViewerRequest) => Promise<OriginResponse>,
  onFault: (fault: unknown) => void,
): Server {
  return createServer((incoming, outgoing) => {
    handle(incoming, outgoing, answer).catch((fault: unknown) => {
      onFault(fault);
      if (!outgoing.headersSent) outgoing.writeHead(500);
      outgoing.end();
    });
  });
}

async function handle(
  incoming: IncomingMessage,
  outgoing: ServerResponse,
  answer: (viewer: ViewerRequest) => Promise<OriginResponse>,
): Promise<void> {
  const body = await readBody(incoming);
  if (body === undefined) {
    outgoing.writeHead(413, { connection: "close" }).end();
    return;
  }
  const url = incoming.url ?? "/";
  const question = url.indexOf("?");
  const response = await answer({
    method: incoming.method ?? "GET",
    path: question === -1 ? url : url.slice(0, question),
    queryString: question === -1 ? "" : url.slice(question + 1),
    headers: pairs(incoming.rawHeaders),
    body,
    address: incoming.socket.remoteAddress?.replace(/^::ffff:/, "") ?? "127.0.0.1",
  });
  send(outgoing, incoming.method ?? "GET", response);
}

function pairs(rawHeaders: readonly string[]): [string, string][] {
  const result: [string, string][] = [];
  for (let index = 0; index + 1 < rawHeaders.length; index += 2) {
    result.push([(rawHeaders[index] ?? "").toLowerCase(), rawHeaders[index + 1] ?? ""]);
  }
  return result;
}

const HOP_BY_HOP = ["connection", "keep-alive", "transfer-encoding", "upgrade", "trailer"];

function send(outgoing: ServerResponse, method: string, response: OriginResponse): void {
  const headers: Record<string, string | string[]> = { ...response.headers };
  for (const name of HOP_BY_HOP) Reflect.deleteProperty(headers, name);
  if (response.cookies.length > 0) headers["set-cookie"] = [...response.cookies];
  const bodyless = response.status === 304 || response.status === 204;
  if (bodyless) delete headers["content-length"];
  else if (method !== "HEAD" || headers["content-length"] === undefined)
    headers["content-length"] = String(response.body.length);
  outgoing.writeHead(response.status, headers);
  outgoing.end(method === "HEAD" || bodyless ? undefined : response.body);
}
