import { createContext } from "preact";
import { useContext } from "preact/hooks";

import type { Account, SessionResponse } from "../rules/contract/api/session.ts";
import type { Client } from "./client/client.ts";
import type { Go } from "./routing/useRoute.ts";

export interface BannerMessage {
  readonly tone: "good" | "warn" | "bad";
  readonly text: string;
  /** What it says as soon as no mail of the charter that is open waits any more. */
  readonly onceMailed?: string;
  /** It says that this write waits on this device, and is gone as soon as it does so no longer. */
  readonly waits?: string;
  /** What can be done about it for some seconds, such as undoing it. */
  readonly action?: { readonly label: string; readonly run: () => void };
}

/** What every screen of somebody signed in may use. */
export interface AppState {
  readonly client: Client;
  readonly account: Account;
  readonly company: SessionResponse["company"];
  readonly stack: string;
  readonly go: Go;
  /** Takes what a change has made of the session. */
  readonly take: (session: SessionResponse) => void;
  /** Says how an action went; by a function of what is shown, to say more of it. */
  readonly announce: (
    message: BannerMessage | undefined | ((shown: BannerMessage | undefined) => BannerMessage | undefined),
  ) => void;
}

export const AppContext = createContext<AppState | undefined>(undefined);

/** Gives the app's state; only screens below a signed-in App may ask. */
export function useApp(): AppState {
  const state = useContext(AppContext);
  if (state === undefined) throw new Error("No one is signed in here.");
  return state;
}
