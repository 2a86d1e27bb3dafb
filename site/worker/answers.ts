import { SESSION_PATH } from "../../rules/contract/api/paths/session.ts";
import { KEPT_AT_HEADER } from "../../rules/contract/headers.ts";
import { within } from "../device/within.ts";

export interface Network {
  readonly fetch: (request: Request) => Promise<Response>;
  readonly now: () => Date;
}

/** Answers of the API that are kept; the oldest go first. */
const ANSWERS_MAX = 60;

/** Asks the network, for so many ms; undefined when it does not answer in time, or with a fault of the server's. */
export async function askNetwork(network: Network, request: Request, timeoutMs: number): Promise<Response | undefined> {
  const response = await within(timeoutMs, network.fetch(request)).catch(() => undefined);
  return response !== undefined && response.status < 500 ? response : undefined;
}

/** Answers an API read: from the network, and else with the last good answer, marked with its age. */
export async function answerRead(
  network: Network,
  cache: Cache,
  request: Request,
  timeoutMs: number,
): Promise<Response> {
  const fresh = network.fetch(request).then(async (response) => {
    // A full disk must not take a good answer away.
    await keep(cache, request, response.clone(), network.now()).catch(() => undefined);
    return response;
  });
  const kept = await cache.match(request);
  if (kept === undefined) return fresh;
  const first = await within(timeoutMs, fresh).catch(() => undefined);
  // The answer of then was read before this one could replace it; a match is taken anew, as signing out may have wiped it.
  return first !== undefined && first.status < 500 ? first : ((await cache.match(request)) ?? fresh);
}

async function keep(cache: Cache, request: Request, response: Response, now: Date): Promise<void> {
  const type = response.headers.get("content-type") ?? "";
  if (response.status !== 200 || !type.startsWith("application/json")) return;
  const text = await response.text();
  if (new URL(request.url).pathname === SESSION_PATH && text.includes('"account":null')) {
    // Nobody is signed in: what was kept for somebody is nobody's business now.
    for (const key of await cache.keys()) await cache.delete(key);
    return;
  }
  // Deleted first, so that the order of the keys is the order of age.
  await cache.delete(request);
  await cache.put(
    request,
    new Response(text, { headers: { "content-type": type, [KEPT_AT_HEADER]: now.toISOString() } }),
  );
  const keys = await cache.keys();
  for (const key of keys.slice(0, Math.max(0, keys.length - ANSWERS_MAX))) await cache.delete(key);
}
