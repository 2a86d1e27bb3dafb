import type { IncomingHttpHeaders, IncomingMessage, OutgoingHttpHeaders, Server, ServerResponse } from "node:http";
import type { Clock } from "../clock/clock.ts";
import { FOREIGN, isForeign } from "./foreign.ts";
import { readBody } from "./readBody.ts";

/** A request that has arrived as a whole: nothing that happens to its connection reaches whoever answers it. */
export interface WholeRequest {
  readonly method: string;
  /** Path and query string, percent-encoded as they were sent. */
  readonly url: string;
  readonly headers: IncomingHttpHeaders;
  /** Names and values in turns, as they were sent. */
  readonly rawHeaders: readonly string[];
  readonly body: Buffer;
  readonly address: string;
}

/** An answer; names of headers are lower case, and one to HEAD may state another content-length than its body's. */
export interface WholeAnswer {
  readonly status: number;
  readonly headers: OutgoingHttpHeaders;
  readonly body: string | Buffer;
}

/** How a server answers. */
export interface Answering {
  /** `all`: whoever views a site. `own`: what holds data of this machine answers no page of another origin. */
  readonly pages: "all" | "own";
  /** Answers a request, or cuts its connection. */
  readonly answer: (request: WholeRequest) => Promise<WholeAnswer | "cut">;
  /** The answer to a body of more than 32 MB. */
  readonly tooLarge: WholeAnswer;
  /** The answer to a request at which `answer` failed. */
  readonly failed: WholeAnswer;
  /** Hears why `answer` failed. */
  readonly onFault: (fault: unknown) => void;
  /** Dates the answers. */
  readonly clock: Pick<Clock, "now">;
}

/**
 * Answers a server's requests. Every server of the cloud answers through this: a caller that goes away, in the headers, in the
 * body or before the answer, ends its own request and nothing else.
 */
export function answerRequests(server: Server, answering: Answering): void {
  server.on("request", (incoming: IncomingMessage, outgoing: ServerResponse) => {
    // What is written to somebody who is gone is lost, and that is all.
    outgoing.on("error", () => undefined);
    const deliver = (answer: WholeAnswer | "cut"): void => {
      if (answer === "cut") incoming.socket.destroy();
      else send(outgoing, incoming.method, answer, new Date(answering.clock.now()));
    };
    answerOne(incoming, answering)
      .then(deliver)
      .catch((fault: unknown) => {
        // An answer that cannot be written, such as one with a line break in a header, fails as its making does.
        answering.onFault(fault);
        deliver(outgoing.headersSent ? "cut" : answering.failed);
      });
  });
}

async function answerOne(incoming: IncomingMessage, answering: Answering): Promise<WholeAnswer | "cut"> {
  let body: Buffer | undefined;
  try {
    body = await readBody(incoming);
  } catch {
    // Aborted before its end: there is no request, and nobody to answer.
    return "cut";
  }
  if (body === undefined)
    return { ...answering.tooLarge, headers: { ...answering.tooLarge.headers, connection: "close" } };
  if (answering.pages === "own" && isForeign(incoming.headers)) return FOREIGN;
  try {
    return await answering.answer({
      method: incoming.method ?? "GET",
      url: incoming.url ?? "/",
      headers: incoming.headers,
      rawHeaders: incoming.rawHeaders,
      body,
      address: incoming.socket.remoteAddress?.replace(/^::ffff:/, "") ?? "127.0.0.1",
    });
  } catch (fault) {
    answering.onFault(fault);
    return answering.failed;
  }
}

function send(
  outgoing: ServerResponse,
  method: string | undefined,
  { status, headers, body }: WholeAnswer,
  now: Date,
): void {
  const isBodyless = status === 304 || status === 204;
  const own = { date: now.toUTCString(), ...headers };
  if (isBodyless) delete own["content-length"];
  else if (method !== "HEAD" || own["content-length"] === undefined)
    own["content-length"] = String(Buffer.byteLength(body));
  outgoing.writeHead(status, own).end(method === "HEAD" || isBodyless ? undefined : body);
}

/** Splits a request's URL into its path and its query string, which has no question mark. */
export function splitUrl(url: string): { path: string; queryString: string } {
  const question = url.indexOf("?");
  return question === -1
    ? { path: url, queryString: "" }
    : { path: url.slice(0, question), queryString: url.slice(question + 1) };
}
