import type { EdgeRequest, EdgeReturn, EdgeValues } from "./event.ts";

// Developer guide, "Restrictions on edge functions": disallowed are never visible or settable, read-only must stay.
const DISALLOWED = new Set([
  "connection",
  "expect",
  "keep-alive",
  "proxy-authenticate",
  "proxy-authorization",
  "proxy-connection",
  "trailer",
  "upgrade",
  "x-accel-buffering",
  "x-accel-charset",
  "x-accel-limit-rate",
  "x-accel-redirect",
  "x-amzn-auth",
  "x-amzn-cf-billing",
  "x-amzn-cf-id",
  "x-amzn-cf-xff",
  "x-amzn-errortype",
  "x-amzn-fle-profile",
  "x-amzn-header-count",
  "x-amzn-header-order",
  "x-amzn-lambda-integration-tag",
  "x-amzn-requestid",
  "x-cache",
  "x-forwarded-proto",
  "x-real-ip",
]);
const DISALLOWED_PREFIXES = ["x-amz-cf-", "x-edge-"];
const READ_ONLY = new Set(["content-length", "host", "transfer-encoding", "via"]);

// Quotas on what a function may generate: the body of a response, and URI with query together.
const MAXIMUM_BODY_BYTES = 40_960;
const MAXIMUM_URL_BYTES = 8_192;

/** Says what CloudFront would refuse in a function's return (it answers 502), or nothing. */
export function findViolation(before: EdgeRequest, returned: EdgeReturn): string | undefined {
  return returned.kind === "request"
    ? requestViolation(before, returned.request)
    : responseViolation(returned.response);
}

type Returned<TKind extends EdgeReturn["kind"]> = Extract<EdgeReturn, { kind: TKind }>;

function requestViolation(before: EdgeRequest, after: Returned<"request">["request"]): string | undefined {
  if (after.method !== undefined && after.method !== before.method) return "request.method is read-only";
  if (!after.uri.startsWith("/")) return "request.uri must start with /";
  if (Buffer.byteLength(after.uri) > MAXIMUM_URL_BYTES) return "request.uri is too long";
  if (/[\s\u0080-\uffff]/.test(after.uri)) return "request.uri must be percent-encoded";
  return headerViolation(before.headers, after.headers) ?? nameViolation(after.headers);
}

function responseViolation(response: Returned<"response">["response"]): string | undefined {
  const size = typeof response.body === "string" ? response.body.length : response.body.data.length;
  if (size > MAXIMUM_BODY_BYTES) return "response.body is too large";
  return headerViolation({}, response.headers) ?? nameViolation(response.headers);
}

function headerViolation(before: EdgeValues, after: EdgeValues): string | undefined {
  const changed = (name: string): boolean => JSON.stringify(before[name]) !== JSON.stringify(after[name]);
  for (const name of Object.keys(after)) {
    const lower = name.toLowerCase();
    const isForbidden = DISALLOWED.has(lower) || DISALLOWED_PREFIXES.some((prefix) => lower.startsWith(prefix));
    if ((isForbidden || READ_ONLY.has(lower)) && changed(name)) return `the header ${name} may not be added or changed`;
  }
  const removed = [...READ_ONLY].find((name) => name in before && !(name in after));
  return removed === undefined ? undefined : `the header ${removed} may not be removed`;
}

function nameViolation(headers: EdgeValues): string | undefined {
  const bad = Object.keys(headers).find(
    (name) => name !== name.toLowerCase() || !/^[!#$%&'*+.^_`|~0-9a-z-]+$/.test(name),
  );
  if (bad !== undefined) return `the header name ${JSON.stringify(bad)} must be lower case and valid`;
  const broken = Object.entries(headers).find(([, { value }]) => /[\r\n\0]/.test(value));
  return broken === undefined ? undefined : `the value of the header ${broken[0]} has a line break`;
}
