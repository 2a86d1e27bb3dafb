import type { ApiResult } from "../api/apiFetch.ts";
import type { Patience } from "../device/patience.ts";
import type { Store } from "./database.ts";
import type { Entry } from "./entry.ts";
import { askToLast } from "./lasting.ts";

export interface Listener {
  /** The queue is not what it was. */
  readonly onEntries: (entries: readonly Entry[], unread: number) => void;
  /** The server took or refused something, or a person gave it up: what the screens show may be wrong now. */
  readonly onNews: () => void;
  /** A word was sent, from this page or another: what was answered may overrule it (overruled.ts). */
  readonly onAnswered?: (message: unknown) => void;
  /** The worker has sent a word while no page was there, and a later one counts: what it has kept of that. */
  readonly onKept?: (text: string) => void;
  /** Whose writes may go from now on; null for nobody's. */
  readonly onAccount?: (email: string | null) => void;
  readonly onSignedOut: () => void;
  /** Somebody else is signed in in this browser than this page shows. */
  readonly onSomebodyElse: () => void;
}

/** What a page's parts of the delivery work on together. */
export interface Desk {
  readonly store: Store;
  /** Tells the device's other pages, and hears from them. */
  readonly channel: BroadcastChannel;
  readonly listener: Listener;
  /** Writes that somebody still waits for an answer to, by id. */
  readonly awaited: Map<string, (result: ApiResult<unknown>) => void>;
  /** Those of them that have just been made, or been decided on: whoever waits shows them. */
  readonly unshown: Set<string>;
  /** How long somebody waits for an answer. */
  readonly patience: Patience;
}

/** Shows this page what waits. */
export async function show({ store, listener, unshown }: Desk): Promise<void> {
  const [entries, unread] = await Promise.all([store.list(), store.unread()]);
  if (entries.length + unread > 0) askToLast();
  listener.onEntries(
    entries.filter(({ write }) => !unshown.has(write.id)),
    unread,
  );
}

/** Shows every page of this device what waits. */
export async function showEverywhere(desk: Desk): Promise<void> {
  desk.channel.postMessage("changed");
  await show(desk);
}
