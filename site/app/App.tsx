import { useEffect, useRef, useState } from "preact/hooks";

import { AppContext, type AppState, type BannerMessage } from "../context.ts";
import { startWorker, watchConnection } from "../offline/connection.ts";
import { watchInstalling } from "../offline/installing.ts";
import { isFree, leave } from "../forms/unsaved.ts";
import { LeaveDialog } from "../forms/dialogs.ts";
import type { Route } from "../routing/router.ts";
import { useRoute, type Go } from "../routing/useRoute.ts";
import { useTitle } from "../routing/useTitle.ts";
import { readSession } from "../session/calls.ts";
import { SignOutDialog } from "../session/dialogs.ts";
import { Banner } from "../ui/Banner.tsx";
import { Deferred } from "../ui/Deferred.tsx";
import { loadLater } from "../ui/loadLater.ts";
import { LoadFailure } from "../ui/LoadFailure.tsx";
import { Masthead } from "./Masthead.tsx";
import { expectRoute, loadSignIn, warmParts } from "./parts.ts";
import { Screen } from "./Screen.tsx";
import { useAsked } from "./useAsked.ts";
import { useKiosk } from "./useKiosk.ts";
import { useSession } from "./useSession.ts";
import { useSignInFirst } from "./useSignInFirst.ts";
import { useSignOut } from "./useSignOut.ts";

const GUARD = { isFree, leave };
const loadEntrance = () => loadSignIn().then(({ SignIn }) => SignIn);
const loadKioskLock = () => loadLater().then((part) => part.KioskLock);
const loadLinkPage = () => loadLater().then((part) => part.LinkPage);

/** Screens that can be worked on without a signal. */
const WORKS: readonly Route["name"][] = ["month", "charter", "departure", "waiting"];

/** Shows the sign-in or the screen the address names, and holds what all screens share. */
export function App() {
  const [route, go] = useRoute(GUARD);
  const asked = useAsked();
  const { client, session, failure, expired, load, take, leave: leaveHere } = useSession();
  const locked = useKiosk();
  const [banner, announce] = useState<BannerMessage>();
  const signOut = useSignOut({ client, go, announce, take, leaveHere });
  useEffect(watchInstalling, []);
  useEffect(() => {
    startWorker(client.readPaths);
    return watchConnection(() => void readSession(client));
  }, [client]);
  // What was said to one is not for the next; whoever sees the screen change is told why.
  const greeted = useRef<string | undefined>(undefined);
  const someone = session?.account ?? undefined;
  const opening = session === undefined;
  useEffect(() => {
    const changed = someone !== undefined && greeted.current !== undefined && greeted.current !== someone.email;
    announce(changed ? { tone: "warn", text: `${someone.name} is signed in on this device now.` } : undefined);
    greeted.current = someone?.email;
  }, [someone?.email]);
  useEffect(() => {
    void (opening ? expectRoute(route) : warmParts());
  }, [opening]);
  useSignInFirst(session, route, go);
  useTitle(route, session?.company.name);

  if (failure)
    return (
      <main class="page">
        <h1>Dashboard</h1>
        <LoadFailure failure={failure} onRetry={load} />
      </main>
    );
  if (session === undefined) return <Opening />;
  const { account, company, stack } = session;
  const entrance = { client, company: company.name, onSignedIn: take };
  if (route.name === "link") return <Deferred load={loadLinkPage} props={{ ...entrance, onLeave: go }} />;
  if (account === null) return <Deferred load={loadEntrance} props={{ ...entrance, expired }} />;
  if (locked && session.kiosk_pin !== null)
    return <Deferred load={loadKioskLock} props={{ ...entrance, account, pin: session.kiosk_pin }} />;
  const follow: Go = (next, how) => {
    leave(() => {
      announce(undefined);
      go(next, how);
      document.getElementById("main")?.focus();
    });
  };
  const state: AppState = { client, account, company, stack, go: follow, take, announce };
  return (
    <AppContext.Provider key={account.email} value={state}>
      <Masthead onSignOut={signOut.ask} works={WORKS.includes(route.name)} />
      <main class="page" id="main" tabIndex={-1}>
        <Banner
          message={banner}
          onDismiss={() => {
            announce(undefined);
          }}
        />
        <Screen route={route} />
        {signOut.asking && <SignOutDialog onSignOut={signOut.leave} onClose={signOut.stay} />}
        {asked && <LeaveDialog />}
      </main>
    </AppContext.Provider>
  );
}

/** The same as in index.html, which shows it before this script is here. */
function Opening() {
  return (
    <main class="page" aria-busy="true">
      <p class="hint">Loading…</p>
      <div class="skeleton skeleton-card" />
    </main>
  );
}
