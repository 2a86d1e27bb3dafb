import {
  flatten,
  fromEdgeQuery,
  toEdgeCookies,
  toEdgeQuery,
  collect,
  type EdgeRequest,
  type EdgeValues,
} from "../edgeFunction/event.ts";

/** A viewer's request as the distribution received it; header names are lower case and may repeat. */
export interface ViewerRequest {
  method: string;
  path: string;
  queryString: string;
  headers: readonly (readonly [string, string])[];
  body: Buffer;
  address: string;
}

// Never shown to functions and never forwarded (developer guide, "Restrictions on edge functions").
const HOP_BY_HOP = new Set([
  "connection",
  "expect",
  "keep-alive",
  "proxy-authenticate",
  "proxy-authorization",
  "proxy-connection",
  "te",
  "trailer",
  "transfer-encoding",
  "upgrade",
  "x-real-ip",
  "x-forwarded-proto",
  "x-cache",
]);

/** Shapes a viewer's request for a function; cookies stand apart from the other headers. */
export function toEdgeRequest(viewer: ViewerRequest): EdgeRequest {
  const shown = viewer.headers.filter(([name]) => !HOP_BY_HOP.has(name) && !/^x-(amz-cf|edge)-/.test(name));
  return {
    method: viewer.method,
    uri: viewer.path,
    querystring: toEdgeQuery(viewer.queryString),
    headers: collect(shown.filter(([name]) => name !== "cookie")),
    cookies: toEdgeCookies(
      shown
        .filter(([name]) => name === "cookie")
        .map(([, value]) => value)
        .join("; ") || undefined,
    ),
  };
}

/** The request after the function, ready for cache and origin. */
export interface RoutedRequest {
  method: string;
  path: string;
  queryString: string;
  headers: Record<string, string>;
}

/** Takes over what a function left of the request; an untouched query string stays byte for byte. */
export function toRoutedRequest(
  viewer: ViewerRequest,
  before: EdgeRequest,
  after: { uri: string; querystring: string | EdgeValues; headers: EdgeValues; cookies: EdgeValues },
): RoutedRequest {
  const headers: Record<string, string> = {};
  for (const [name, value] of flatten(after.headers))
    headers[name] = name in headers ? `${headers[name] ?? ""},${value}` : value;
  const cookies = flatten(after.cookies).map(([name, value]) => (value === "" ? name : `${name}=${value}`));
  if (cookies.length > 0) headers["cookie"] = cookies.join("; ");
  return {
    method: viewer.method,
    path: after.uri,
    queryString: toQueryString(viewer, before, after.querystring),
    headers,
  };
}

function toQueryString(viewer: ViewerRequest, before: EdgeRequest, after: string | EdgeValues): string {
  if (typeof after === "string") return after;
  const untouched = JSON.stringify(after) === JSON.stringify(before.querystring);
  return untouched ? viewer.queryString : fromEdgeQuery(after);
}
