import { useCallback, useEffect, useState } from "preact/hooks";

import { hrefOf, matchRoute, type Route } from "./router.ts";

const here = (): Route => matchRoute(location.pathname, location.search);

/** Goes to a route, as a new page of the browser's history or in place of the one that is shown. */
export type Go = (route: Route, how?: "push" | "replace") => void;

/** Follows the address bar, and changes it. */
export function useRoute(): readonly [Route, Go] {
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
  const go = useCallback<Go>((next, how = "push") => {
    const href = hrefOf(next);
    if (how === "push") history.pushState(null, "", href);
    else history.replaceState(null, "", href);
    scrollTo(0, 0);
    setRoute(next);
  }, []);
  return [route, go];
}
