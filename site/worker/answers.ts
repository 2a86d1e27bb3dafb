import { SESSION_PATH } from "../../rules/contract/api/paths/session.ts";
import { KEPT_AT_HEADER } from "../../rules/contract/headers.ts";
import { TooLate, within } from "../device/within.ts";
import { keepAnswer } from "../offline/keptAnswers.ts";
import type { LateAnswers } from "./lateAnswers.ts";
import type { Patience } from "../device/patience.ts";

export interface Network {
  readonly fetch: (request: Request) => Promise<Response>;
  readonly now: () => Date;
  readonly patience: Patience;
  readonly late: LateAnswers;
}

/** Asks the network; undefined when it does not answer in time, or with a fault of the server's. */
export async function askNetwork(network: Network, request: Request): Promise<Response | undefined> {
  return inTime(network, network.fetch(request));
}

async function inTime({ patience }: Network, answer: Promise<Response>): Promise<Response | undefined> {
  try {
    const response = await within(patience.left(), answer);
    patience.answered();
    return response.status < 500 ? response : undefined;
  } catch (fault) {
    if (fault instanceof TooLate) patience.ranOut();
    return undefined;
  }
}

/**
 * Answers an API read: from the network, and else with the last good answer, marked with its age. What the network says after
 * that is for the screens, which load anew.
 */
export async function answerRead(network: Network, cache: Cache, request: Request): Promise<Response> {
  const held = network.late.take(request.url);
  if (held !== undefined) return held;
  let gaveKept = false;
  const at = network.now();
  const fresh = network.fetch(request).then(async (response) => {
    // A full disk must not take a good answer away.
    await keep(network, cache, { request, at }, response.clone()).catch(() => undefined);
    if (gaveKept && response.status < 500) {
      network.patience.answered();
      // That nothing has changed is an answer to this look alone.
      if (response.status !== STILL_RIGHT) network.late.put(request.url, response.clone());
    }
    return response;
  });
  const kept = await cache.match(request);
  if (kept === undefined) return fresh;
  const first = await inTime(network, fresh);
  if (first !== undefined) return first;
  gaveKept = true;
  // The answer of then was read before this one could replace it; a match is taken anew, as signing out may have wiped it.
  return (await cache.match(request)) ?? fresh;
}

/** A request, and when it was sent. */
interface Asked {
  readonly request: Request;
  readonly at: Date;
}

/** The page knows what it asked for: nothing has changed. */
const STILL_RIGHT = 304;
/** What is confirmed again and again is written down as of now no more often than this, in ms. */
const CONFIRMED_MS = 60_000;

async function keep(network: Network, cache: Cache, { request, at }: Asked, response: Response): Promise<void> {
  if (response.status === STILL_RIGHT) return confirm(network, cache, request);
  const type = response.headers.get("content-type") ?? "";
  if (response.status !== 200 || !type.startsWith("application/json")) return;
  const text = await response.text();
  if (saysNobody(request, text)) return forget(network, cache, { request, at });
  await keepAnswer(cache, request.url, text, network.now());
}

/** What is kept is what the page has: both are from the last whole answer. */
async function confirm({ now }: Network, cache: Cache, request: Request): Promise<void> {
  const kept = await cache.match(request);
  const keptAt = Date.parse(kept?.headers.get(KEPT_AT_HEADER) ?? "");
  if (kept === undefined || now().getTime() - keptAt < CONFIRMED_MS) return;
  await keepAnswer(cache, request.url, await kept.text(), now());
}

function saysNobody({ url }: Request, text: string): boolean {
  return new URL(url).pathname === SESSION_PATH && text.includes('"account":null');
}

/**
 * Nobody is signed in: what was kept for somebody is nobody's business now. Where something was kept after that was asked,
 * somebody may have signed in meanwhile: it is asked once more, and what is said then is so.
 */
async function forget({ fetch }: Network, cache: Cache, { request, at }: Asked): Promise<void> {
  const kept = await Promise.all((await cache.keys()).map((key) => cache.match(key)));
  const isLate = kept.some((one) => (one?.headers.get(KEPT_AT_HEADER) ?? "") >= at.toISOString());
  if (isLate && !saysNobody(request, await (await fetch(new Request(request.url, request))).text())) return;
  for (const key of await cache.keys()) await cache.delete(key);
}
