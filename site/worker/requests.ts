import { isSlug } from "../../rules/contract/slug.ts";

/** How the worker treats a request: `none` means that the browser deals with it as if there were no worker. */
export type Treatment = "page" | "kiosk" | "asset" | "answer" | "none";

interface Asked {
  readonly method: string;
  readonly mode: string;
  readonly url: string;
}

const ASSET = /^\/_staging\/[0-9a-f]{12}\/[^/]+$/;
const MONTH = /^\?month=\d{4}-\d{2}$/;

/** Chooses the treatment of a request. Everything that is not named here is never kept. */
export function treatmentOf({ method, mode, url }: Asked, origin: string): Treatment {
  const { origin: asked, pathname, search, searchParams } = new URL(url);
  if (method !== "GET" || asked !== origin) return "none";
  if (mode === "navigate") return pageTreatment(pathname, searchParams);
  if (ASSET.test(pathname)) return "asset";
  return isKeptAnswer(pathname, search) ? "answer" : "none";
}

function pageTreatment(pathname: string, query: URLSearchParams): Treatment {
  const waiver = /^\/g\/([^/]+)\/waiver$/.exec(pathname)?.[1];
  if (waiver !== undefined) return isSlug(waiver) && query.has("kiosk") ? "kiosk" : "none";
  // Previews under /_staging/ show what was built, not what is live; a path with a dot is a file.
  const foreign = /^\/(?:g|api|_staging)(?:\/|$)/.test(pathname) || /\.[^/]*$/.test(pathname);
  return foreign && pathname !== "/index.html" ? "none" : "page";
}

function isKeptAnswer(pathname: string, search: string): boolean {
  if (pathname === "/api/session") return search === "";
  if (pathname === "/api/events") return MONTH.test(search);
  return search === "" && isSlug(/^\/api\/event\/([^/]+)$/.exec(pathname)?.[1] ?? "");
}
