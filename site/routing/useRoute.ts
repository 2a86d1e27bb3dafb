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

/** What each entry of the browser's history says: how many of this page's own lie below it. */
interface Place {
  readonly below: number;
  /** It only lies on top of the entry that the page was opened at, so that Back comes to this page first. */
  readonly guard?: true;
}

const BOTTOM: Place = { below: 0 };
const GUARD: Place = { below: 1, guard: true };

/** Entries that this page has made say where they lie; below the one that it was opened at lies somebody else's. */
function placeHere(): Place {
  const state: unknown = history.state;
  if (typeof state !== "object" || state === null || !("below" in state)) return BOTTOM;
  return "guard" in state ? GUARD : { below: Number(state.below) };
}

/**
 * Follows the address bar, and changes it. Back asks the guard; links and buttons do so before they call `go`. Where Back
 * would leave the page altogether, browsers ask in their own words or, on phones, not at all: so an entry of its own lies on
 * top from the first thing that is typed.
 */
export function useRoute({ isFree, leave }: Guard): readonly [Route, Go] {
  const [route, setRoute] = useState(here);
  const shown = useRef({ href: location.href, place: placeHere() });
  const put = (place: Place, href: string): void => {
    history.pushState(place, "", href);
    shown.current = { href: location.href, place };
  };
  useEffect(() => {
    const follow = (): void => {
      const { href, place } = shown.current;
      const past = place.guard === true && placeHere() === BOTTOM;
      if (isFree()) {
        shown.current = { href: location.href, place: placeHere() };
        // Whoever goes back means the page before, and not the entry that only lay on top.
        if (past) history.back();
        else setRoute(here());
        return;
      }
      // Back cannot be held up: what is shown comes to lie on top again, in place of what it was.
      put(past ? GUARD : { below: placeHere().below + 1 }, href);
      leave(() => {
        history.go(past ? -2 : -1);
      });
    };
    const type = (): void => {
      if (placeHere() === BOTTOM) put(GUARD, location.href);
    };
    addEventListener("popstate", follow);
    addEventListener("input", type);
    return () => {
      removeEventListener("popstate", follow);
      removeEventListener("input", type);
    };
  }, []);
  const go = useCallback<Go>((next, how = "push") => {
    const href = hrefOf(next);
    if (how === "push") put({ below: placeHere().below + 1 }, href);
    else {
      history.replaceState(history.state, "", href);
      shown.current = { href: location.href, place: placeHere() };
    }
    scrollTo(0, 0);
    setRoute(next);
  }, []);
  return [route, go];
}
