import { useCallback, useEffect, useRef, useState } from "preact/hooks";

import { hrefOf, matchRoute, type Route } from "./router.ts";

const here = (): Route => matchRoute(location.pathname, location.search);

/** Goes to a route, as a new page of the browser's history or in place of the one that is shown. */
export type Go = (route: Route, how?: "push" | "replace") => void;

/** Knows whether something would be lost if the screen went, and asks before that. */
export interface Guard {
  readonly isFree: () => boolean;
  readonly leave: (proceed: () => void) => void;
}

/** Follows the address bar, and changes it. Back asks the guard; links and buttons do so before they call `go`. */
export function useRoute({ isFree, leave }: Guard): readonly [Route, Go] {
  const [route, setRoute] = useState(here);
  const shown = useRef(location.href);
  useEffect(() => {
    const follow = (): void => {
      if (isFree()) {
        shown.current = location.href;
        setRoute(here());
        return;
      }
      // Back cannot be held up: what is shown comes to lie on top again, in place of what it was.
      history.pushState(null, "", shown.current);
      leave(() => {
        history.back();
      });
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
    shown.current = location.href;
    scrollTo(0, 0);
    setRoute(next);
  }, []);
  return [route, go];
}
