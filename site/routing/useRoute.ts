import { useCallback, useEffect, useState } from "preact/hooks";

import { hrefOf, matchRoute, type Route } from "./router.ts";

const here = (): Route => matchRoute(location.pathname, location.search);

/** Follows the address bar, and changes it. */
export function useRoute(): readonly [Route, (route: Route, how?: "push" | "replace") => void] {
  const [route, setRoute] = useState(here);
  useEffect(() => {
    const follow = (): void => {
      setRoute(here());
    };
    addEventListener("popstate", follow);
    return () => {
      removeEventListener("popstate", follow);
    };
  }, []);
  const go = useCallback((next: Route, how: "push" | "replace" = "push") => {
    const href = hrefOf(next);
    if (how === "push") history.pushState(null, "", href);
    else history.replaceState(null, "", href);
    scrollTo(0, 0);
    setRoute(next);
  }, []);
  return [route, go];
}
