import { useEffect } from "preact/hooks";

import { titleOfSlug } from "../../rules/charter/title.ts";
import type { Route } from "./router.ts";

const TITLES = {
  "sign-in": "Sign in",
  link: "Your account",
  account: "Your account",
  month: "Charters",
  crew: "Crew",
  vessels: "Vessels",
  settings: "Settings",
  availability: "Availability",
  closeout: "Closeout",
  waiting: "Waiting to be sent",
  "waiver-text": "Waiver text",
  "not-found": "Page not found",
} as const;

/** Names the screen and the company in the browser's tab. */
export function useTitle(route: Route, company = "Ship Captain Crew"): void {
  usePageTitle(titleOf(route), company);
}

/** Names what a screen shows in the tab, once it knows more of it than the address says. */
export function usePageTitle(screen: string, company: string): void {
  const title = `${screen} · ${company}`;
  useEffect(() => {
    document.title = title;
  }, [title]);
}

function titleOf(route: Route): string {
  if (route.name === "departure") return departureTitle(titleOfSlug(route.slug));
  return route.name === "charter" ? titleOfSlug(route.slug) : TITLES[route.name];
}

/** What the departure record of a charter is called in the tab. */
export function departureTitle(charter: string): string {
  return `Departure: ${charter}`;
}
