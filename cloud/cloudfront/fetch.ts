import { whenOver } from "../clock/patience.ts";
import type { OriginRequest, OriginResponse } from "../http/origin.ts";
import { matchesEtag } from "../http/etag.ts";
import { byteRange } from "../http/range.ts";
import type { Behavior, Target } from "./behavior.ts";
import { encodeEntry, type CacheEntry } from "./cache.ts";
import { chooseEncoding, normalizeAcceptEncoding } from "./compression.ts";
import { errorPage } from "./errorPage.ts";
import { toOriginRequest } from "./originRequest.ts";
import type { Serving } from "./serving.ts";
import type { RoutedRequest, ViewerRequest } from "./viewer.ts";

/** One viewer's request on its way to an origin. */
export interface Exchange {
  viewer: ViewerRequest;
  request: RoutedRequest;
  behavior: Behavior;
  target: Target;
  requestId: string;
}

/** Answers from the cache where the behavior's policy allows it, else from the origin. */
export async function fetchThroughCache(serving: Serving, exchange: Exchange): Promise<OriginResponse> {
  const { cachePolicy } = exchange.behavior;
  const cached =
    cachePolicy.maximumTtl > 0 && (exchange.request.method === "GET" || exchange.request.method === "HEAD");
  return cached ? fetchCached(serving, exchange) : fetchDirect(serving, exchange);
}

async function fetchDirect(serving: Serving, exchange: Exchange): Promise<OriginResponse> {
  return markMiss(await fetchOrigin(serving, exchange, {}));
}

function markMiss(response: OriginResponse): OriginResponse {
  const verdict = response.status >= 400 ? "Error" : "Miss";
  return { ...response, headers: { "x-cache": `${verdict} from cloudfront`, ...response.headers } };
}

async function fetchCached(serving: Serving, exchange: Exchange): Promise<OriginResponse> {
  const { cache, identity, clock } = serving;
  const { cachePolicy } = exchange.behavior;
  const key = cacheKey(exchange, identity.domainName);
  const now = clock.now();
  const found = cache.find(key);
  if (found !== undefined && now < found.freshUntil) return deliver(found, exchange, "Hit", now);
  // A HEAD miss fetches the object too, so that the next GET hits.
  const get = { ...exchange, request: { ...exchange.request, method: "GET" } };
  const etag = found?.response.headers["etag"];
  const response = await fetchOrigin(serving, get, etag === undefined ? {} : { "if-none-match": etag });
  if (response.status === 304 && found !== undefined) {
    return deliver(cache.refresh(key, found, response.headers, cachePolicy, now), exchange, "RefreshHit", now);
  }
  const entry = cache.store(key, response, cachePolicy, now);
  return response.status >= 400 ? markMiss(response) : deliver(entry, exchange, "Miss", now);
}

/** Viewers that take other formats have entries of their own; those that take none share one with those that do not say. */
function cacheKey({ target, request, behavior }: Exchange, domainName: string): string {
  const encodings = normalizeAcceptEncoding(request.headers["accept-encoding"], behavior.cachePolicy);
  return `${target.id} ${domainName}${request.path}${encodings === undefined || encodings === "identity" ? "" : ` ${encodings}`}`;
}

async function deliver(entry: CacheEntry, exchange: Exchange, verdict: string, now: number): Promise<OriginResponse> {
  const { viewer, behavior } = exchange;
  const viewerHeaders = exchange.request.headers;
  const headers: Record<string, string> = { ...entry.response.headers, "x-cache": `${verdict} from cloudfront` };
  if (verdict === "Hit") headers["age"] = String(Math.floor((now - entry.storedAt) / 1_000));
  const etag = headers["etag"];
  if (etag !== undefined && matchesEtag(viewerHeaders["if-none-match"], etag))
    return { ...entry.response, status: 304, headers, body: Buffer.alloc(0) };

  const range = viewer.method === "GET" ? byteRange(viewerHeaders["range"], entry.response.body.length) : undefined;
  if (range !== undefined && range !== "unsatisfiable") {
    headers["content-range"] = `bytes ${range.first}-${range.last}/${entry.response.body.length}`;
    return { ...entry.response, status: 206, headers, body: entry.response.body.subarray(range.first, range.last + 1) };
  }
  const encoding =
    behavior.compress && entry.response.status === 200
      ? chooseEncoding(viewerHeaders["accept-encoding"], behavior.cachePolicy, headers, entry.response.body.length)
      : undefined;
  if (encoding === undefined) return { ...entry.response, headers };
  headers["content-encoding"] = encoding;
  headers["vary"] = "Accept-Encoding";
  // The bytes are not the origin's any more, so the tag can only be weak.
  if (etag !== undefined && !etag.startsWith("W/")) headers["etag"] = `W/${etag}`;
  return { ...entry.response, headers, body: await encodeEntry(entry, encoding) };
}

async function fetchOrigin(
  serving: Serving,
  exchange: Exchange,
  extra: Record<string, string>,
): Promise<OriginResponse> {
  const { request, viewer, target, requestId } = exchange;
  const built = toOriginRequest(request, viewer, { ...exchange, identity: serving.identity });
  try {
    const response = await withTimeout(target, { ...built, headers: { ...built.headers, ...extra } });
    return response ?? errorPage("originTimeout", requestId);
  } catch (fault) {
    serving.logs.write({ source: "cloudfront", text: `origin "${target.id}" failed: ${String(fault)}` });
    return errorPage("originUnreachable", requestId);
  }
}

function withTimeout(target: Target, request: OriginRequest): Promise<OriginResponse | undefined> {
  return new Promise((resolve, reject) => {
    const timer = whenOver(target.timeoutMilliseconds, () => {
      resolve(undefined);
    });
    target
      .fetch(request)
      .then(resolve, reject)
      .finally(() => {
        timer.cancel();
      });
  });
}
