import { Month } from "../month/Month.tsx";
import type { Route } from "../routing/router.ts";
import { Deferred } from "../ui/Deferred.tsx";
import { loadLater } from "../ui/loadLater.ts";
import { NotFound } from "./NotFound.tsx";
import { loadCharter } from "./parts.ts";

const loadAccount = () => loadLater().then(({ OwnAccount }) => OwnAccount);
const loadAvailability = () => loadLater().then(({ Availability }) => Availability);
const loadCharterPage = () => loadCharter().then(({ Charter }) => Charter);
const loadCloseout = () => loadLater().then(({ Closeout }) => Closeout);
const loadCrew = () => loadLater().then(({ Crew }) => Crew);
const loadDeparture = () => loadLater().then(({ Departure }) => Departure);
const loadSettings = () => loadLater().then(({ Settings }) => Settings);
const loadVessels = () => loadLater().then(({ Vessels }) => Vessels);
const loadWaiting = () => loadLater().then(({ Waiting }) => Waiting);
const loadWaiverTexts = () => loadLater().then(({ WaiverTexts }) => WaiverTexts);

/** Shows the screen that a route names. */
export function Screen({ route }: { readonly route: Route }) {
  switch (route.name) {
    case "month":
      return <Month month={route.month} />;
    case "charter":
      return <Deferred key={route.slug} load={loadCharterPage} props={{ slug: route.slug }} />;
    case "departure":
      return <Deferred key={route.slug} load={loadDeparture} props={{ slug: route.slug }} />;
    case "crew":
      return <Deferred key="crew" load={loadCrew} props={{}} />;
    case "availability":
      return <Deferred key="availability" load={loadAvailability} props={{ month: route.month }} />;
    case "vessels":
      return <Deferred key="vessels" load={loadVessels} props={{}} />;
    case "settings":
      return <Deferred key="settings" load={loadSettings} props={{}} />;
    case "closeout":
      return <Deferred key="closeout" load={loadCloseout} props={{ day: route.day }} />;
    case "waiver-text":
      return <Deferred key="waiver-text" load={loadWaiverTexts} props={{}} />;
    case "waiting":
      return <Deferred key="waiting" load={loadWaiting} props={{}} />;
    case "account":
      return <Deferred key="account" load={loadAccount} props={{}} />;
    case "sign-in":
    case "link":
      return null;
    case "not-found":
      return <NotFound />;
  }
}
