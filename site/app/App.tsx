import { useCallback, useEffect, useMemo, useState } from "preact/hooks";

import type { SessionResponse } from "../../rules/contract/api/session.ts";
import { createClient } from "../client/client.ts";
import { Banner } from "../ui/Banner.tsx";
import { Deferred } from "../ui/Deferred.tsx";
import { loadLater } from "../ui/loadLater.ts";
import { LoadFailure } from "../ui/LoadFailure.tsx";
import { Masthead } from "./Masthead.tsx";
import { AppContext, type AppState, type BannerMessage } from "../context.ts";
import { SignOutDialog } from "../session/dialogs.ts";
import { explain, type Explanation } from "../api/failure.ts";
import { useRoute } from "../routing/useRoute.ts";
import { readBoard } from "../offline/board.ts";
import type { Listener } from "../offline/desk.ts";
import { startWorker, watchConnection } from "../offline/connection.ts";
import { matchRoute, pathOf, type Route } from "../routing/router.ts";
import { Charter } from "../charter/Charter.tsx";
import { Month } from "../month/Month.tsx";
import { NotFound } from "./NotFound.tsx";
import { SignIn } from "../session/SignIn.tsx";

/** Shows the sign-in or the screen the address names, and holds what all screens share. */
export function App() {
  const [route, go] = useRoute();
  const [session, setSession] = useState<SessionResponse>();
  const [failure, setFailure] = useState<Explanation>();
  const [expired, setExpired] = useState(false);
  const [banner, announce] = useState<BannerMessage>();
  const [leaving, setLeaving] = useState(false);

  const client = useMemo(
    () =>
      createClient(openDelivery, () => {
        setExpired(true);
        setSession((before) => before && { ...before, account: null });
      }),
    [],
  );
  const load = useCallback(() => {
    setFailure(undefined);
    void client.session().then((result) => {
      if (result.ok) setSession(result.data);
      else setFailure(explain(result));
    });
  }, [client]);
  useEffect(load, [load]);
  useEffect(() => {
    startWorker(client.readPaths);
    return watchConnection();
  }, [client]);

  const account = session?.account ?? undefined;
  useEffect(() => {
    if (session === undefined) return;
    if (account === undefined && route.name !== "sign-in") go({ name: "sign-in", next: pathOf(route) }, "replace");
    if (account !== undefined && route.name === "sign-in") go(routeOf(route.next), "replace");
  }, [session, account, route, go]);
  const title = `${titleOf(route)} · ${session?.company.name ?? "Ship Captain Crew"}`;
  useEffect(() => {
    document.title = title;
  }, [title]);

  if (failure)
    return (
      <main class="page">
        <LoadFailure failure={failure} onRetry={load} />
      </main>
    );
  // The same as in index.html, which shows it before this script is here.
  if (session === undefined)
    return (
      <main class="page" aria-busy="true">
        <p class="hint">Loading…</p>
        <div class="skeleton skeleton-card" />
      </main>
    );
  if (account === undefined) {
    const signedIn = (next: SessionResponse): void => {
      setExpired(false);
      setSession(next);
    };
    return <SignIn client={client} company={session.company.name} expired={expired} onSignedIn={signedIn} />;
  }
  const signOut = async (): Promise<void> => {
    setLeaving(false);
    const result = await client.signOut();
    if (!result.ok) {
      announce({ tone: "bad", text: `You are still signed in. ${explain(result).detail}` });
      return;
    }
    announce(undefined);
    setExpired(false);
    setSession(result.data);
    go({ name: "sign-in", next: "/" });
  };
  const follow = (next: Route): void => {
    announce(undefined);
    go(next);
    document.getElementById("main")?.focus();
  };
  const state: AppState = { client, account, company: session.company, stack: session.stack, go: follow, announce };
  return (
    <AppContext.Provider value={state}>
      <Masthead
        onSignOut={() => {
          if (readBoard().entries.length > 0) setLeaving(true);
          else void signOut();
        }}
      />
      <main class="page" id="main" tabIndex={-1}>
        <Banner
          message={banner}
          onDismiss={() => {
            announce(undefined);
          }}
        />
        <Screen route={route} />
        {leaving && (
          <SignOutDialog
            onSignOut={() => void signOut()}
            onClose={() => {
              setLeaving(false);
            }}
          />
        )}
      </main>
    </AppContext.Provider>
  );
}

const loadCloseout = () => loadLater().then(({ Closeout }) => Closeout);
const loadWaiverTexts = () => loadLater().then(({ WaiverTexts }) => WaiverTexts);
const openDelivery = (listener: Listener) => loadLater().then((part) => part.openDelivery(listener));
const loadAvailability = () => loadLater().then(({ Availability }) => Availability);
const loadCrew = () => loadLater().then(({ Crew }) => Crew);
const loadDeparture = () => loadLater().then(({ Departure }) => Departure);
const loadVessels = () => loadLater().then(({ Vessels }) => Vessels);
const loadWaiting = () => loadLater().then(({ Waiting }) => Waiting);

function Screen({ route }: { readonly route: Route }) {
  switch (route.name) {
    case "month":
      return <Month month={route.month} />;
    case "charter":
      return <Charter key={route.slug} slug={route.slug} />;
    case "departure":
      return <Deferred key={route.slug} load={loadDeparture} props={{ slug: route.slug }} />;
    case "crew":
      return <Deferred key="crew" load={loadCrew} props={{}} />;
    case "availability":
      return <Deferred key="availability" load={loadAvailability} props={{ month: route.month }} />;
    case "vessels":
      return <Deferred key="vessels" load={loadVessels} props={{}} />;
    case "closeout":
      return <Deferred key="closeout" load={loadCloseout} props={{ day: route.day }} />;
    case "waiver-text":
      return <Deferred key="waiver-text" load={loadWaiverTexts} props={{}} />;
    case "waiting":
      return <Deferred key="waiting" load={loadWaiting} props={{}} />;
    case "sign-in":
      return null;
    case "not-found":
      return <NotFound />;
  }
}

function routeOf(next: string): Route {
  const url = new URL(next, location.origin);
  return matchRoute(url.pathname, url.search);
}

function titleOf(route: Route): string {
  const titles = {
    "sign-in": "Sign in",
    month: "Charters",
    crew: "Crew",
    vessels: "Vessels",
    availability: "Availability",
    closeout: "Closeout",
    waiting: "Waiting",
    "waiver-text": "Waiver text",
    "not-found": "Page not found",
  } as const;
  if (route.name === "departure") return `Departure ${route.slug}`;
  return route.name === "charter" ? route.slug : titles[route.name];
}
