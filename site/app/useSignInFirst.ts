import { useEffect } from "preact/hooks";

import type { SessionResponse } from "../../rules/contract/api/session.ts";
import { matchRoute, pathOf, type Route } from "../routing/router.ts";
import type { Go } from "../routing/useRoute.ts";

/** Sends whoever is not signed in to the sign-in, and back to where they wanted to go. */
export function useSignInFirst(session: SessionResponse | undefined, route: Route, go: Go): void {
  const account = session?.account ?? undefined;
  useEffect(() => {
    // Whoever opens a link from a mail may be signed in or not.
    if (session === undefined || route.name === "link") return;
    if (account === undefined && route.name !== "sign-in") go({ name: "sign-in", next: pathOf(route) }, "replace");
    if (account !== undefined && route.name === "sign-in")
      go(session.change_password ? { name: "account" } : routeOf(route.next), "replace");
  }, [session, account, route, go]);
}

function routeOf(next: string): Route {
  const url = new URL(next, location.origin);
  return matchRoute(url.pathname, url.search);
}
