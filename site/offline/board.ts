import type { EventDetail } from "../../rules/contract/api/event.ts";
import type { Entry } from "./entry.ts";

/** Shows a charter as it will be once what waits has been sent. */
export type LayWaiting = (
  event: EventDetail,
  entries: readonly Entry[],
  names: ReadonlyMap<string, string>,
) => EventDetail;

/** What was done on this device, reached the server, and does not count: somebody's later word does. */
export interface Overruled {
  /** The write's. */
  readonly id: string;
  /** Whose doing it was. */
  readonly by: string;
  readonly slug: string;
  /** What its subject begins with, such as `patron`. */
  readonly sort: string;
  /** What the person did. */
  readonly sentence: string;
  /** All that is so, where the person said otherwise. */
  readonly standing: readonly Standing[];
}

/** Somebody's word that counts. */
export interface Standing {
  /** What is so, in a sentence without its full stop. */
  readonly stands: string;
  /** Whose word that is, and when it was said by their device and heard by the server; undefined where nobody tells. */
  readonly word: { readonly name: string; readonly at: string; readonly received_at: string } | undefined;
}

/** What all screens show of the queue and the connection. */
export interface Board {
  readonly entries: readonly Entry[];
  /** What the server has taken and no reading of its charter has shown yet: the signal may be gone before there is one. */
  readonly sent: readonly Entry[];
  /** How many writes of this device only a newer build can read and send. */
  readonly unread: number;
  /** Since when there is nothing newer: the screens show what was known then. Undefined while the server answers. */
  readonly keptAt: string | undefined;
  /** Comes with the queue, before which nothing is known to wait: the first screen does without it. */
  readonly lay: LayWaiting;
  /** Of the crew by e-mail, as far as this page was told them. */
  readonly names: ReadonlyMap<string, string>;
  /** Whether this device keeps what is done without a signal; undefined until that was tried. */
  readonly keeps: boolean | undefined;
  /** Whether the browser has promised not to clear by itself what is kept; undefined where it does not say. */
  readonly lasts: boolean | undefined;
  /** Whether the browser has agreed to send what waits, also while no page is open. */
  readonly sendsClosed: boolean;
  /** Installs this page as an app, where the browser offers that. */
  readonly install: (() => void) | undefined;
  /** What was done here and somebody's later word has overruled, until whoever did it has read it. */
  readonly overruled: readonly Overruled[];
  /** The device itself says that it has no network. */
  readonly offline: boolean;
  /** What was sent last was not answered, whatever the device says of its network. */
  readonly unanswered: boolean;
}

let shown: Board = {
  entries: [],
  sent: [],
  unread: 0,
  keptAt: undefined,
  lay: (event) => event,
  names: new Map(),
  keeps: undefined,
  lasts: undefined,
  sendsClosed: false,
  install: undefined,
  overruled: [],
  offline: false,
  unanswered: false,
};
const watchers = new Set<() => void>();
const reloaders = new Set<() => void>();

/** Reads the board. */
export function readBoard(): Board {
  return shown;
}

/** Puts something new on the board, and tells who watches. */
export function writeBoard(part: Partial<Board>): void {
  shown = { ...shown, ...part };
  for (const tell of watchers) tell();
}

/** Watches the board until the answered function is called. */
export function watchBoard(tell: () => void): () => void {
  watchers.add(tell);
  return () => {
    watchers.delete(tell);
  };
}

/** Calls back whenever the server may know more than the screen shows, until the answered function is called. */
export function onNews(reload: () => void): () => void {
  reloaders.add(reload);
  return () => {
    reloaders.delete(reload);
  };
}

/** Lets every screen load again, and tells whether there is one that does. */
export function announceNews(): boolean {
  for (const reload of reloaders) reload();
  return reloaders.size > 0;
}
