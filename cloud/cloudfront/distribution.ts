import { randomBytes } from "node:crypto";
import { findViolation } from "../edgeFunction/validate.ts";
import { parseReturn, toEdgeEvent, type EdgeResponse } from "../edgeFunction/event.ts";
import { parseInputs, parseResource, type Resource } from "../graph/graph.ts";
import { isOwnName } from "../http/foreign.ts";
import type { OriginResponse } from "../http/origin.ts";
import {
  chooseBehavior,
  resolveBehaviors,
  resolveTargets,
  type Behavior,
  type Parts,
  type Target,
} from "./behavior.ts";
import { openCache } from "./cache.ts";
import { DistributionInputs, DistributionOutputs } from "./config.ts";
import { errorPage } from "./errorPage.ts";
import { fetchThroughCache } from "./fetch.ts";
import { viaHeader } from "./originRequest.ts";
import { applyResponseHeaders } from "./responseHeaders.ts";
import type { Serving } from "./serving.ts";
import { toEdgeRequest, toRoutedRequest, type RoutedRequest, type ViewerRequest } from "./viewer.ts";

/** A realised distribution: answers a viewer's request. */
export type Distribution = (viewer: ViewerRequest) => Promise<OriginResponse>;

// CloudFront's quota on a URL.
const MAXIMUM_URL_BYTES = 8_192;

/** Realises a declared distribution over the other realised parts. */
export function realiseDistribution(
  resource: Resource,
  parts: Parts,
  { logs, clock }: Pick<Serving, "logs" | "clock">,
): Distribution {
  const config = parseInputs(DistributionInputs, resource);
  const identity = parseResource(DistributionOutputs, resource);
  const targets = resolveTargets(config, parts);
  const behaviors = resolveBehaviors(config, targets, parts);
  const serving: Serving = { config, identity, targets, behaviors, cache: openCache(), logs, clock };
  return async (viewer) => {
    const requestId = randomBytes(40).toString("base64url");
    const response = await serve(serving, viewer, requestId);
    const headers = {
      ...response.headers,
      via: viaHeader(identity),
      "x-amz-cf-pop": "LOCAL1-P1",
      "x-amz-cf-id": requestId,
    };
    return { ...response, headers };
  };
}

async function serve(serving: Serving, viewer: ViewerRequest, requestId: string): Promise<OriginResponse> {
  const behavior = chooseBehavior(serving.behaviors, viewer.path);
  const refusal = refuse(serving, viewer, behavior, requestId);
  if (refusal !== undefined) return refusal;
  const routed = await runFunction(serving, behavior, viewer, requestId);
  if (routed.kind === "response") return finish(routed.response, behavior);
  // Another origin may be selected; cache policy, methods and headers stay the behavior's.
  const { request, target } = routed;
  const response = await fetchThroughCache(serving, { viewer, request, behavior, target, requestId });
  return finish(await replaceError(serving, response, viewer, requestId), behavior);
}

/**
 * A distribution answers under its own names alone: its domain's, its aliases', and here this machine's. What is behind it
 * believes the Host that it is told, in links that it mails among other things.
 */
function isNamedBy({ headers }: ViewerRequest, { config, identity }: Serving): boolean {
  const hosts = headers.filter(([name]) => name === "host").map(([, host]) => host);
  const own = [identity.domainName, ...config.aliases];
  return hosts.length === 1 && hosts.every((host) => isOwnName(host) || own.includes(nameOf(host)));
}

function nameOf(host: string): string {
  return host.toLowerCase().replace(/:\d{1,5}$/, "");
}

function refuse(
  serving: Serving,
  viewer: ViewerRequest,
  behavior: Behavior,
  requestId: string,
): OriginResponse | undefined {
  if (!isNamedBy(viewer, serving)) return errorPage("foreignName", requestId);
  if (!viewer.path.startsWith("/")) return errorPage("badRequest", requestId);
  if (viewer.path.length + viewer.queryString.length > MAXIMUM_URL_BYTES) return errorPage("urlTooLong", requestId);
  if (!behavior.allowedMethods.has(viewer.method)) return errorPage("method", requestId);
  if (viewer.method === "GET" && viewer.body.length > 0) return errorPage("bodyWithGet", requestId);
  return undefined;
}

type Routed =
  | { kind: "request"; request: RoutedRequest; target: Target }
  | { kind: "response"; response: OriginResponse };

async function runFunction(
  { identity, targets, logs }: Serving,
  behavior: Behavior,
  viewer: ViewerRequest,
  requestId: string,
): Promise<Routed> {
  const before = toEdgeRequest(viewer);
  if (behavior.edgeFunction === undefined) {
    return { kind: "request", request: toRoutedRequest(viewer, before, before), target: behavior.target };
  }
  const fail = (kind: "functionFailed" | "functionInvalid", cause: string, reason: string): Routed => {
    logs.write({ source: "cloudfront", text: `${cause}: ${reason} (${viewer.method} ${viewer.path})` });
    return { kind: "response", response: errorPage(kind, requestId, cause) };
  };
  const context = {
    distributionDomainName: identity.domainName,
    distributionId: identity.id,
    requestId,
    viewerAddress: viewer.address,
  };
  const run = await behavior.edgeFunction.run(toEdgeEvent(before, context));
  if (!run.ok) return fail("functionFailed", "FunctionExecutionError", run.error);
  const returned = parseReturn(run.value);
  const violation = returned === undefined ? "neither a request nor a response" : findViolation(before, returned);
  if (returned === undefined || violation !== undefined)
    return fail("functionInvalid", "FunctionValidationError", violation ?? "");
  if (returned.kind === "response") return { kind: "response", response: toResponse(returned.response) };
  const target = run.originId === undefined ? behavior.target : targets.get(run.originId);
  if (target === undefined)
    return fail("functionFailed", "FunctionExecutionError", `no origin "${run.originId ?? ""}"`);
  return { kind: "request", request: toRoutedRequest(viewer, before, returned.request), target };
}

function toResponse({ statusCode, headers, cookies, body }: EdgeResponse): OriginResponse {
  const plain: Record<string, string> = {
    server: "CloudFront",
    "x-cache": "FunctionGeneratedResponse from cloudfront",
  };
  for (const [name, { value, multiValue }] of Object.entries(headers)) {
    plain[name] = multiValue === undefined ? value : multiValue.map((item) => item.value).join(", ");
  }
  const setCookies = Object.entries(cookies).flatMap(([name, cookie]) =>
    (cookie.multiValue ?? [cookie]).map(
      ({ value, attributes }) => `${name}=${value}${attributes === undefined ? "" : `; ${attributes}`}`,
    ),
  );
  const bytes =
    typeof body === "string"
      ? Buffer.from(body)
      : Buffer.from(body.data, body.encoding === "base64" ? "base64" : "utf8");
  return { status: statusCode, headers: plain, cookies: setCookies, body: bytes };
}

/** Custom error responses are distribution-wide: they replace API errors as well, here as on AWS. */
async function replaceError(
  serving: Serving,
  response: OriginResponse,
  viewer: ViewerRequest,
  requestId: string,
): Promise<OriginResponse> {
  const rule = serving.config.customErrorResponses.find(({ errorCode }) => errorCode === response.status);
  if (rule?.responsePagePath === undefined) return response;
  const behavior = chooseBehavior(serving.behaviors, rule.responsePagePath);
  const request: RoutedRequest = { method: "GET", path: rule.responsePagePath, queryString: "", headers: {} };
  const exchange = {
    viewer: { ...viewer, method: "GET", body: Buffer.alloc(0) },
    request,
    behavior,
    target: behavior.target,
    requestId,
  };
  const page = await fetchThroughCache(serving, exchange);
  return {
    ...page,
    status: rule.responseCode ?? response.status,
    headers: { ...page.headers, "x-cache": "Error from cloudfront" },
  };
}

function finish(response: OriginResponse, behavior: Behavior): OriginResponse {
  return { ...response, headers: applyResponseHeaders(behavior.responseHeaders, response.headers) };
}
