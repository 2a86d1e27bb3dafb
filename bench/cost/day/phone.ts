import { apiFetch, apiLook, type ApiPort, type ApiRequest } from "../../../site/api/apiFetch.ts";
import { send, type Answer, type Traffic } from "./traffic.ts";

/** A browser as far as cost goes: what it asks for, what it keeps, and the headers it sends. */
export interface Phone {
  /** Opens a page and what it links; what is kept already is not asked for again. Answers the page's HTML. */
  open(path: string): Promise<string>;
  /**
   * Asks for the service worker, as the dashboard does each time it opens. A new one fetches all files of the dashboard,
   * or confirms those that the page has brought already (site/worker/main.ts). Answers whether it was a new one.
   */
  refreshWorker(): Promise<boolean>;
  /** Fetches a page that is kept to be shown without a signal, and what it links (site/kiosk/keepWaiver.ts). */
  keep(path: string): Promise<void>;
  /** Fetches a page alone, as a messenger does to show a preview of its link. */
  preview(path: string): Promise<void>;
  /** Sends one request through the site's own apiFetch, and insists on a success. */
  call<T>(request: ApiRequest<T>): Promise<T>;
  /** Looks for news of what was read, so many times, as an open screen does. */
  lookAgain(request: Pick<ApiRequest<unknown>, "path" | "answer">, times: number): Promise<void>;
}

// An iPhone's, of the usual length: the waiver keeps it in each signature record.
const USER_AGENT =
  "Mozilla/5.0 (iPhone; CPU iPhone OS 26_1 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/26.1 Mobile/15E148 Safari/604.1";
const HEADERS = {
  "user-agent": USER_AGENT,
  accept: "*/*",
  "accept-language": "en-US,en;q=0.9",
  "accept-encoding": "gzip, deflate, br",
  "sec-fetch-site": "same-origin",
  "sec-fetch-mode": "cors",
  "sec-fetch-dest": "empty",
};

/** Takes a phone out of its box: nothing kept, nobody signed in. */
export function takePhone(url: string, traffic: Traffic): Phone {
  const kept = new Map<string, { etag: string; immutable: boolean }>();
  let cookie = "";
  const headers = (): Record<string, string> => ({
    ...HEADERS,
    referer: `${url}/`,
    ...(cookie === "" ? {} : { cookie }),
  });
  const load = async (path: string, confirmed = false): Promise<string> => {
    const known = kept.get(path);
    if (known?.immutable === true && !confirmed) return "";
    const condition = known === undefined ? {} : { "if-none-match": known.etag };
    const answer = await send(url, { method: "GET", path, headers: { ...headers(), ...condition } }, traffic);
    if (answer.status !== 200 && answer.status !== 304) throw new Error(`GET ${path} answered ${answer.status}.`);
    keep(kept, path, answer);
    return answer.text;
  };
  const port: ApiPort = {
    timeoutMs: 20_000,
    fetch: async (input, init) => {
      const answer = await send(url, toOutgoing(input, init, headers()), traffic);
      cookie = answer.headers["set-cookie"]?.[0]?.split(";")[0] ?? cookie;
      const { "content-type": type = "", etag } = answer.headers;
      return new Response(answer.status === 304 ? null : answer.text, {
        status: answer.status,
        headers: { "content-type": type, ...(etag === undefined ? {} : { etag }) },
      });
    },
  };
  let linked: readonly string[] = [];
  return {
    open: async (path) => {
      const html = await load(path);
      // A page that was confirmed as unchanged links what it linked before.
      if (html !== "") linked = linksOf(html);
      for (const link of linked) await load(link);
      return html;
    },
    refreshWorker: async () => {
      const worker = await load("/worker.js");
      for (const file of shellOf(worker)) await load(file, true);
      return worker !== "";
    },
    keep: async (path) => {
      for (const link of kioskLinksOf(await load(path))) await load(link);
    },
    preview: async (path) => {
      await send(url, { method: "GET", path, headers: HEADERS }, traffic);
    },
    call: async (request) => {
      const result = await apiFetch(request, port);
      if (!result.ok) throw new Error(`${request.method ?? "GET"} ${request.path} failed: ${JSON.stringify(result)}`);
      return result.data;
    },
    lookAgain: async (request, times) => {
      let tag: string | undefined;
      for (let turn = 0; turn < times; turn += 1) {
        const result = await apiLook(request, { tag }, port);
        if (result?.ok === false) throw new Error(`A look at ${request.path} failed: ${JSON.stringify(result)}`);
        tag = result === undefined ? tag : result.tag;
      }
    },
  };
}

function keep(
  kept: Map<string, { etag: string; immutable: boolean }>,
  path: string,
  { status, headers }: Answer,
): void {
  const control = headers["cache-control"] ?? "";
  const { etag } = headers;
  if (status === 200 && etag !== undefined && !control.includes("no-store"))
    kept.set(path, { etag, immutable: control.includes("immutable") });
}

function toOutgoing(
  input: Parameters<typeof fetch>[0],
  init: RequestInit | undefined,
  headers: Record<string, string>,
) {
  if (typeof input !== "string") throw new Error("apiFetch asks for paths.");
  const sent = Object.fromEntries(new Headers(init?.headers).entries());
  const body = init?.body;
  return {
    method: init?.method ?? "GET",
    path: input,
    headers: { ...headers, ...sent },
    ...(body instanceof Uint8Array ? { body } : {}),
  };
}

/** The files that a worker's script names, in the slot that it names. */
function shellOf(worker: string): readonly string[] {
  if (worker === "") return [];
  const slot = /"([0-9a-f]{12})"/.exec(worker)?.[1];
  if (slot === undefined) throw new Error("The worker names no slot.");
  return [...worker.matchAll(/"([\w-]+\.(?:js|css|svg|html))"/g)].map(([, file = ""]) => `/_staging/${slot}/${file}`);
}

/** What a kept waiver page needs: all of its slot that it names, and the script of the kiosk beside its own. */
function kioskLinksOf(html: string): readonly string[] {
  return linksOf(html).flatMap((link) =>
    link.endsWith("/waiver.js") ? [link, link.replace("/waiver.js", "/kiosk.js")] : [link],
  );
}

/** Everything a page links in its slot, each once, as a browser asks for it. */
function linksOf(html: string): readonly string[] {
  return [...new Set([...html.matchAll(/(?:src|href)="(\/_staging\/[^"]+)"/g)].map(([, path = ""]) => path))];
}
