import { useEffect } from "preact/hooks";

import type { Route } from "./router.ts";

const TITLES = {
  "sign-in": "Sign in",
  link: "Your account",
  account: "Your account",
  month: "Charters",
  crew: "Crew",
  vessels: "Vessels",
  availability: "Availability",
  closeout: "Closeout",
  waiting: "Waiting",
  "waiver-text": "Waiver text",
  "not-found": "Page not found",
} as const;

/** Names the screen and the company in the browser's tab. */
export function useTitle(route: Route, company = "Ship Captain Crew"): void {
  const title = `${titleOf(route)} · ${company}`;
  useEffect(() => {
    document.title = title;
  }, [title]);
}

function titleOf(route: Route): string {
  if (route.name === "departure") return `Departure ${route.slug}`;
  return route.name === "charter" ? route.slug : TITLES[route.name];
}
