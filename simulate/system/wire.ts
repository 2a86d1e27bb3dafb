import * as v from "valibot";

import type { FunctionUrlEvent } from "../../lambda/functionUrl.ts";
import { FORWARDED_HOST_HEADER, VIEWER_ADDRESS_HEADER } from "../../rules/contract/headers.ts";

/** A request as the edge passes it on. */
export interface Wire {
  readonly method: string;
  /** With its query. */
  readonly path: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly cookie: string;
  readonly body?: string;
  /** The viewer's, as the edge saw it. */
  readonly address: string;
}

/** What comes back. */
export interface Reply {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly cookies: readonly string[];
  readonly text: string;
}

const HOST = "charters.example";

/** Writes a request as the Function URL's event. */
export function toEvent({ method, path, headers, cookie, body, address }: Wire): FunctionUrlEvent {
  const [rawPath = "/", rawQueryString = ""] = path.split("?");
  return {
    rawPath,
    rawQueryString,
    headers: { ...headers, [FORWARDED_HOST_HEADER]: HOST, [VIEWER_ADDRESS_HEADER]: address },
    cookies: cookie === "" ? [] : [cookie],
    body: body ?? null,
    isBase64Encoded: false,
    requestContext: { domainName: HOST, http: { method } },
  };
}

const Result = v.object({
  statusCode: v.number(),
  headers: v.record(v.string(), v.string()),
  cookies: v.array(v.string()),
  body: v.string(),
});

/** Reads the function's answer; who died has given none, and the edge answers for it. */
export function toReply(result: object | "died"): Reply {
  if (result === "died")
    return { status: 502, headers: { "content-type": "text/html" }, cookies: [], text: "<h1>502 Bad Gateway</h1>" };
  const { statusCode, headers, cookies, body } = v.parse(Result, result);
  return { status: statusCode, headers, cookies, text: body };
}
