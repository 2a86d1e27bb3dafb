import { createServer, type Server } from "node:http";
import { answerRequests, splitUrl, type Answering, type WholeAnswer, type WholeRequest } from "../http/answering.ts";
import type { OriginResponse } from "../http/origin.ts";
import { withoutTwins, withTwins } from "./twinCookies.ts";
import type { ViewerRequest } from "./viewer.ts";

/**
 * Creates the viewers' HTTP server. Plain HTTP stands for the viewer's TLS: a browser trusts localhost as it does HTTPS, and
 * where one does not, for Secure cookies, their twins make up for it. Nothing behind this server knows of them.
 */
export function createViewerServer(
  answer: (viewer: ViewerRequest) => Promise<OriginResponse>,
  { onFault, clock }: Pick<Answering, "onFault" | "clock">,
): Server {
  const server = createServer();
  answerRequests(server, {
    pages: "all",
    answer: async (request) => toAnswer(await answer(toViewerRequest(request))),
    tooLarge: { status: 413, headers: {}, body: "" },
    failed: { status: 500, headers: {}, body: "" },
    onFault,
    clock,
  });
  return server;
}

function toViewerRequest({ method, url, rawHeaders, body, address }: WholeRequest): ViewerRequest {
  return { method, ...splitUrl(url), headers: pairs(rawHeaders), body, address };
}

function pairs(rawHeaders: readonly string[]): [string, string][] {
  const result: [string, string][] = [];
  for (let index = 0; index + 1 < rawHeaders.length; index += 2) {
    result.push([(rawHeaders[index] ?? "").toLowerCase(), rawHeaders[index + 1] ?? ""]);
  }
  return withRealCookies(result);
}

/** A request may bring its cookies in several headers; which of them are real is seen over all. */
function withRealCookies(headers: [string, string][]): [string, string][] {
  const cookies = headers.filter(([name]) => name === "cookie").map(([, value]) => value);
  const real = withoutTwins(cookies);
  if (real === undefined) return headers;
  return [...headers.filter(([name]) => name !== "cookie"), ["cookie", real]];
}

const HOP_BY_HOP = ["connection", "keep-alive", "transfer-encoding", "upgrade", "trailer"];

function toAnswer({ status, headers: own, cookies, body }: OriginResponse): WholeAnswer {
  const headers: Record<string, string | string[]> = { ...own };
  for (const name of HOP_BY_HOP) Reflect.deleteProperty(headers, name);
  if (cookies.length > 0) headers["set-cookie"] = withTwins(cookies);
  return { status, headers, body };
}
