import { LINK_PAGE } from "../../rules/contract/api/paths/links.ts";
import { SLOT_INDEX, slotFolderShape } from "../../rules/contract/slots.ts";
import { isCalendarDate, isSlug } from "../../rules/contract/slug.ts";
import { isWithinYears } from "../../rules/contract/years.ts";

export type Route =
  | { readonly name: "sign-in"; readonly next: string }
  /** What a link that was mailed opens; its secret stays in the address bar. */
  | { readonly name: "link" }
  | { readonly name: "account" }
  | { readonly name: "month"; readonly month: string | undefined }
  | { readonly name: "charter" | "departure"; readonly slug: string }
  | { readonly name: "crew" }
  | { readonly name: "vessels" }
  | { readonly name: "settings" }
  | { readonly name: "waiver-text" }
  | { readonly name: "availability"; readonly month: string | undefined }
  | { readonly name: "closeout"; readonly day: string | undefined }
  | { readonly name: "waiting" }
  | { readonly name: "not-found" };

const PREVIEW = new RegExp(`^${slotFolderShape()}(?=/|$)`);
const MONTH = /^\d{4}-(?:0[1-9]|1[0-2])$/;

/** The part of a path that every link starts with: empty on the live site, the slot's folder in a preview. */
export function baseOf(pathname: string): string {
  return PREVIEW.exec(pathname)?.[0] ?? "";
}

/** Reads a location as a route. */
export function matchRoute(pathname: string, search = ""): Route {
  const path = pathname.slice(baseOf(pathname).length).replace(/\/$/, "");
  const query = new URLSearchParams(search);
  const asked = query.get("month") ?? "";
  const day = query.get("day") ?? "";
  const month = MONTH.test(asked) ? asked : undefined;
  if (path === "" || path === `/${SLOT_INDEX}`) return { name: "month", month };
  if (path === "/availability") return { name: "availability", month };
  if (path === "/crew") return { name: "crew" };
  if (path === "/vessels") return { name: "vessels" };
  if (path === "/settings") return { name: "settings" };
  if (path === "/waiver-text") return { name: "waiver-text" };
  if (path === "/closeout")
    return { name: "closeout", day: isCalendarDate(day) && isWithinYears(day) ? day : undefined };
  if (path === "/waiting") return { name: "waiting" };
  if (path === "/account") return { name: "account" };
  if (path === LINK_PAGE) return { name: "link" };
  if (path === "/sign-in") return { name: "sign-in", next: safeNext(query.get("next")) };
  const [, slug, page] = /^\/charters\/([^/]+)(\/departure)?$/.exec(path) ?? [];
  if (slug === undefined || !isSlug(slug)) return { name: "not-found" };
  return { name: page === undefined ? "charter" : "departure", slug };
}

/** Only a path of this site is followed after signing in: never another host. */
function safeNext(next: string | null): string {
  return next !== null && /^\/(?![/\\])/.test(next) ? next : "/";
}

/** Writes a route as a path without its base. */
export function pathOf(route: Route): string {
  switch (route.name) {
    case "month":
      return route.month === undefined ? "/" : `/?month=${route.month}`;
    case "charter":
      return `/charters/${route.slug}`;
    case "departure":
      return `/charters/${route.slug}/departure`;
    case "crew":
      return "/crew";
    case "availability":
      return route.month === undefined ? "/availability" : `/availability?month=${route.month}`;
    case "closeout":
      return route.day === undefined ? "/closeout" : `/closeout?day=${route.day}`;
    case "vessels":
      return "/vessels";
    case "settings":
      return "/settings";
    case "waiver-text":
      return "/waiver-text";
    case "account":
      return "/account";
    case "link":
      return LINK_PAGE;
    case "sign-in":
      return route.next === "/" ? "/sign-in" : `/sign-in?next=${encodeURIComponent(route.next)}`;
    case "waiting":
      return "/waiting";
    case "not-found":
      return "/";
  }
}

/** Writes a route as a link. */
export function hrefOf(route: Route, pathname: string = location.pathname): string {
  return baseOf(pathname) + pathOf(route);
}
