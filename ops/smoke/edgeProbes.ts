import { EVENTS_PATH } from "../../rules/contract/api/paths/events.ts";
import { WAIVER_FOLDER } from "../../rules/contract/folders.ts";
import { STAGING_PREFIX } from "../../rules/contract/slots.ts";
import { waiverPath } from "../../rules/contract/slug.ts";
import type { Probe, Viewer } from "./check.ts";
import { typeOf, unlessStatus } from "./viewer.ts";

/** A slug that fits the convention and that no company has: waiver links are older than the web. */
export const ABSENT_SLUG = "1970-01-01-smoke-morning";

/** Looks at what the edge decides by itself: redirects, refusals, and that the backend is not reached by them. */
export const EDGE_PROBES: readonly Probe[] = [
  redirects("a waiver link with a slash too many is sent on", `${waiverPath(ABSENT_SLUG)}/`),
  redirects("a waiver link in capitals is sent on", waiverPath("1970-01-01-Smoke-Morning")),
  redirects("a waiver link without its end is sent on", WAIVER_FOLDER + ABSENT_SLUG),
  { name: "a waiver link that fits no charter gets a page from the edge", look: (viewer) => unknownLink(viewer) },
  {
    name: "a date that does not exist is no waiver link",
    look: (viewer) => refused(viewer, waiverPath("2026-02-30-jane-morning"), 404),
  },
  { name: "a path that can be read in two ways is refused", look: (viewer) => refused(viewer, "/api%2fevents", 400) },
  { name: "a doubled slash is refused", look: (viewer) => refused(viewer, `/${EVENTS_PATH}`, 400) },
  {
    name: "a slot that cannot exist is not asked of the bucket",
    look: (viewer) => refused(viewer, `${STAGING_PREFIX}nothing/app.js`, 404),
  },
];

function redirects(name: string, path: string): Probe {
  const look = async (viewer: Viewer): Promise<string | undefined> => {
    const answer = await viewer.get(path);
    const location = answer.headers.get("location") ?? "nowhere";
    return (
      unlessStatus(answer, 301, path) ??
      (location.endsWith(waiverPath(ABSENT_SLUG)) ? undefined : `${path} was sent to ${location}.`)
    );
  };
  return { name, look };
}

async function unknownLink(viewer: Viewer): Promise<string | undefined> {
  const path = waiverPath("no-such-charter");
  const answer = await viewer.get(path);
  if (answer.status !== 404) return unlessStatus(answer, 404, path);
  if (typeOf(answer) !== "text/html") return `${path} is answered with ${typeOf(answer) || "no type"}, not a page.`;
  return answer.text.includes("/app.js") ? `${path} is answered with the dashboard.` : undefined;
}

async function refused(viewer: Viewer, path: string, status: number): Promise<string | undefined> {
  return unlessStatus(await viewer.get(path), status, path);
}
