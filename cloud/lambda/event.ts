import { randomUUID } from "node:crypto";
import { ACCOUNT_ID } from "../aws/account.ts";
import type { OriginRequest } from "../http/origin.ts";

// The function's peer is CloudFront, not the viewer: code that trusts sourceIp must fail here too.
const CLOUDFRONT_ADDRESS = "130.176.0.1";

const TEXT_TYPE = /^(text\/.*|application\/(json|javascript|xml)|application\/.*\+(json|xml))\s*(;|$)/i;

/** Builds a Function URL's event, payload format 2.0, from an HTTP request. */
export function toUrlEvent(request: OriginRequest, domainName: string, now: Date): Record<string, unknown> {
  const { cookie, ...headers } = request.headers;
  const isText = TEXT_TYPE.test(headers["content-type"] ?? "");
  const hasBody = request.body.length > 0;
  return {
    version: "2.0",
    routeKey: "$default",
    rawPath: request.path,
    rawQueryString: request.queryString,
    ...(cookie === undefined ? {} : { cookies: cookie.split(/; */) }),
    headers: { ...headers, host: domainName },
    ...queryParameters(request.queryString),
    requestContext: requestContext(request, domainName, now),
    ...(hasBody ? { body: request.body.toString(isText ? "utf8" : "base64") } : {}),
    isBase64Encoded: hasBody && !isText,
  };
}

function queryParameters(queryString: string): { queryStringParameters?: Record<string, string> } {
  if (queryString === "") return {};
  const values: Record<string, string> = {};
  for (const [name, value] of new URLSearchParams(queryString)) {
    values[name] = name in values ? `${values[name] ?? ""},${value}` : value;
  }
  return { queryStringParameters: values };
}

function requestContext(request: OriginRequest, domainName: string, now: Date): Record<string, unknown> {
  const domainPrefix = domainName.split(".")[0] ?? "";
  return {
    accountId: ACCOUNT_ID,
    apiId: domainPrefix,
    domainName,
    domainPrefix,
    http: {
      method: request.method,
      path: request.path,
      protocol: "HTTP/1.1",
      sourceIp: CLOUDFRONT_ADDRESS,
      userAgent: request.headers["user-agent"] ?? "",
    },
    requestId: randomUUID(),
    routeKey: "$default",
    stage: "$default",
    time: commonLogTime(now),
    timeEpoch: now.getTime(),
  };
}

const MONTHS = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"];

function commonLogTime(now: Date): string {
  const two = (value: number): string => String(value).padStart(2, "0");
  const day = `${two(now.getUTCDate())}/${MONTHS[now.getUTCMonth()] ?? ""}/${String(now.getUTCFullYear())}`;
  return `${day}:${two(now.getUTCHours())}:${two(now.getUTCMinutes())}:${two(now.getUTCSeconds())} +0000`;
}
