import * as v from "valibot";

import type { Newer } from "../../rules/contract/newer.ts";
import { Problem } from "../../rules/contract/api/problem.ts";
import { stateChangeHeaders } from "../../rules/contract/api/stateChange.ts";
import { ANSWER_MS } from "../../rules/contract/function.ts";
import { KEPT_AT_HEADER, LOOK_HEADER } from "../../rules/contract/headers.ts";

/** Everything that can become of a request. Only `data` and `problem` prove that the server decided something. */
export type ApiResult<T> =
  | {
      readonly ok: true;
      readonly status: number;
      readonly data: T /** Of an answer from before: when it was fresh. */;
      readonly keptAt?: string;
      /** Names this state of what was read. */
      readonly tag?: string;
    }
  | { readonly ok: false; readonly kind: "problem"; readonly status: number; readonly problem: Problem }
  /** `written`: the server did what was asked, and what it came to cannot be read. */
  | { readonly ok: false; readonly kind: "offline" | "timeout" | "garbled" | "written" };

/** What becomes of a write that may be sent later: it may also be safe on this device, and wait. */
export type Sent<T> = ApiResult<T> | { readonly ok: false; readonly kind: "waiting" };

export type ApiFailure = Exclude<ApiResult<unknown>, { ok: true }>;

export interface ApiRequest<T> {
  /** A newer one is of a write that a newer build left in the queue: it is sent as it stands. */
  readonly method?: "GET" | "POST" | "PUT" | "PATCH" | "DELETE" | Newer;
  readonly path: string;
  /** Sent as JSON. A state change without one sends no bytes. */
  readonly body?: unknown;
  /** E-mail of whose change it is; "" for anybody's. */
  readonly author?: string;
  readonly answer: v.GenericSchema<unknown, T>;
}

export interface ApiPort {
  readonly fetch: typeof fetch;
  readonly timeoutMs: number;
}

/** A look for news of what was read before. */
export interface Look {
  /** Names the state that the screen shows; undefined where it is of no reading. */
  readonly tag: string | undefined;
}

const toNetwork = (): ApiPort => ({ fetch: globalThis.fetch.bind(globalThis), timeoutMs: ANSWER_MS });

/** Does one request: with apiLook the only place in the site that talks to the network. Never throws. */
export async function apiFetch<T>(request: ApiRequest<T>, port: ApiPort = toNetwork()): Promise<ApiResult<T>> {
  return attempt(async () => readResponse(await exchange(request.path, await toInit(request), port), request));
}

/** Reads again what a screen shows; undefined where nothing has changed. */
export async function apiLook<T>(
  { path, answer }: Pick<ApiRequest<T>, "path" | "answer">,
  { tag }: Look,
  port: ApiPort = toNetwork(),
): Promise<ApiResult<T> | undefined> {
  const headers = {
    accept: "application/json",
    [LOOK_HEADER]: "1",
    ...(tag === undefined ? {} : { "if-none-match": tag }),
  };
  return attempt(async () => {
    const response = await exchange(path, { ...PLAIN, headers }, port);
    return response.status === 304 ? undefined : readResponse(response, { path, answer });
  });
}

async function attempt<R>(read: () => Promise<R>): Promise<R | ApiFailure> {
  try {
    return await read();
  } catch (error) {
    return { ok: false, kind: isTimeout(error) ? "timeout" : "offline" };
  }
}

function exchange(path: string, init: RequestInit, { fetch, timeoutMs }: ApiPort): Promise<Response> {
  return fetch(path, { ...init, signal: AbortSignal.timeout(timeoutMs) });
}

const PLAIN: RequestInit = { credentials: "same-origin", cache: "no-store", redirect: "error" };

async function toInit<T>({ method = "GET", body, author }: ApiRequest<T>): Promise<RequestInit> {
  const base: RequestInit = { ...PLAIN, method };
  if (method === "GET") return { ...base, headers: { accept: "application/json" } };
  const bytes = new TextEncoder().encode(body === undefined ? "" : JSON.stringify(body));
  const headers = { accept: "application/json", ...stateChangeHeaders(await sha256Hex(bytes), author) };
  return bytes.length === 0 ? { ...base, headers } : { ...base, headers, body: bytes };
}

/** Hashes bytes to lower-case hex. */
async function sha256Hex(bytes: Uint8Array<ArrayBuffer>): Promise<string> {
  const digest = new Uint8Array(await crypto.subtle.digest("SHA-256", bytes));
  return [...digest].map((byte) => byte.toString(16).padStart(2, "0")).join("");
}

async function readResponse<T>(response: Response, { method, answer }: ApiRequest<T>): Promise<ApiResult<T>> {
  const json = await readJson(response);
  if (response.ok) {
    const read = v.safeParse(answer, json);
    const keptAt = response.headers.get(KEPT_AT_HEADER);
    if (!read.success) return { ok: false, kind: method !== undefined && isAcknowledged(json) ? "written" : "garbled" };
    const tag = response.headers.get("etag");
    return {
      ok: true,
      status: response.status,
      data: read.output,
      ...(keptAt === null ? {} : { keptAt }),
      ...(tag === null ? {} : { tag }),
    };
  }
  const problem = v.safeParse(Problem, json);
  if (!problem.success) return { ok: false, kind: "garbled" };
  return { ok: false, kind: "problem", status: response.status, problem: problem.output };
}

/** A JSON object with a 2xx: a page of a guest Wi-Fi that answers 200 acknowledges nothing. */
function isAcknowledged(json: unknown): boolean {
  return typeof json === "object" && json !== null;
}

/** A page where JSON belongs (a wrong route, a captive portal) reads as undefined, which no schema takes. */
async function readJson(response: Response): Promise<unknown> {
  const type = response.headers.get("content-type") ?? "";
  const text = await response.text();
  if (!/^application\/(?:problem\+)?json\b/.test(type)) return undefined;
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

function isTimeout(error: unknown): boolean {
  return error instanceof DOMException && error.name === "TimeoutError";
}
