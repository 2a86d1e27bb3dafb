import { eventPath, EVENTS_PATH } from "../../rules/contract/api/paths/events.ts";
import { SESSION_PATH } from "../../rules/contract/api/paths/session.ts";
import { API_FOLDER, WAIVER_FOLDER } from "../../rules/contract/folders.ts";
import { SLOT_INDEX, slotFolderShape, STAGING_PREFIX } from "../../rules/contract/slots.ts";
import { isSlug, slugOfWaiverPath } from "../../rules/contract/slug.ts";

/** How the worker treats a request: `none` means that the browser deals with it as if there were no worker. */
export type Treatment = "page" | "kiosk" | "asset" | "answer" | "none";

interface Asked {
  readonly method: string;
  readonly mode: string;
  readonly url: string;
}

const ASSET = new RegExp(`^${slotFolderShape()}/[^/]+$`);
const FOREIGN = [WAIVER_FOLDER, API_FOLDER, STAGING_PREFIX];
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
  if (query.has("kiosk") && slugOfWaiverPath(pathname) !== undefined) return "kiosk";
  // Previews show what was built, not what is live; a path with a dot is a file.
  const foreign = FOREIGN.some((folder) => `${pathname}/`.startsWith(folder)) || /\.[^/]*$/.test(pathname);
  return foreign && pathname !== `/${SLOT_INDEX}` ? "none" : "page";
}

function isKeptAnswer(pathname: string, search: string): boolean {
  if (pathname === SESSION_PATH) return search === "";
  if (pathname === EVENTS_PATH) return MONTH.test(search);
  const slug = pathname.slice(eventPath("").length);
  return search === "" && isSlug(slug) && pathname === eventPath(slug);
}
