import type { OriginRequest, Signature } from "../http/origin.ts";
import type { Behavior, Target } from "./behavior.ts";
import { normalizeAcceptEncoding } from "./compression.ts";
import type { RoutedRequest, ViewerRequest } from "./viewer.ts";

/** What names the distribution to its origins. */
export interface Identity {
  arn: string;
  domainName: string;
}

/** Builds the request that the distribution sends to an origin: the declared headers, CloudFront's own, the signature. */
export function toOriginRequest(
  request: RoutedRequest,
  viewer: ViewerRequest,
  {
    behavior,
    target,
    identity,
    requestId,
  }: { behavior: Behavior; target: Target; identity: Identity; requestId: string },
): OriginRequest {
  const signature = sign(target, request, identity);
  const headers = forwardedHeaders(request, behavior);
  // The signature takes the place of whatever the viewer sent there.
  if (signature !== undefined) delete headers["authorization"];
  headers["x-forwarded-for"] = [request.headers["x-forwarded-for"], viewer.address].filter(Boolean).join(", ");
  headers["via"] = viaHeader(identity);
  headers["x-amz-cf-id"] = requestId;
  if (target.access?.originAccessControlOriginType === "lambda") {
    headers["x-forwarded-proto"] = "https";
    headers["x-forwarded-port"] = "443";
  }
  return {
    method: request.method,
    path: request.path,
    queryString: behavior.originRequestPolicy === undefined ? "" : request.queryString,
    headers,
    body: viewer.body,
    viewerAddress: viewer.address,
    ...(signature === undefined ? {} : { signature }),
  };
}

/** The Via header with CloudFront's form of a pseudonym. */
export function viaHeader(identity: Identity): string {
  return `1.1 ${identity.domainName} (CloudFront)`;
}

function forwardedHeaders(request: RoutedRequest, behavior: Behavior): Record<string, string> {
  const headers = headersByPolicy(request, behavior);
  // A cache policy that caches compressed objects has the last word: the origin sees what the cache key has.
  const encodings = normalizeAcceptEncoding(request.headers["accept-encoding"], behavior.cachePolicy);
  if (encodings !== undefined) headers["accept-encoding"] = encodings;
  return headers;
}

function headersByPolicy(request: RoutedRequest, { originRequestPolicy }: Behavior): Record<string, string> {
  if (originRequestPolicy !== undefined) {
    const all = { ...request.headers };
    for (const name of originRequestPolicy.exceptHeaders) Reflect.deleteProperty(all, name);
    return all;
  }
  // Without an origin request policy only the cache key and CloudFront's defaults go out: no cookie, no viewer header.
  const headers: Record<string, string> = { "user-agent": "Amazon CloudFront" };
  for (const name of ["content-type", "content-length"]) {
    const value = request.headers[name];
    if (value !== undefined) headers[name] = value;
  }
  return headers;
}

function sign({ access }: Target, request: RoutedRequest, { arn }: Identity): Signature | undefined {
  const signs =
    access?.signingBehavior === "always" ||
    (access?.signingBehavior === "no-override" && request.headers["authorization"] === undefined);
  return signs ? { principal: "cloudfront.amazonaws.com", sourceArn: arn } : undefined;
}
