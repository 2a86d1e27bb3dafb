import type { EventDetail } from "../../rules/contract/api/event.ts";
import type { Store } from "../../site/offline/database.ts";
import type { Deed } from "../book/deed.ts";
import type { Staff } from "./staff.ts";

/** What a request is about: its charter, what somebody wants by it, and the refusals that may be its answer. */
export interface Purpose {
  readonly about: string;
  readonly deeds: readonly Deed<unknown>[];
  readonly may: readonly number[];
}

/** A phone with the dashboard on it: the site's own queue, on a database of its own. */
export interface Phone {
  readonly name: string;
  readonly address: string;
  readonly store: Store;
  /** Which build of the dashboard is open on it. */
  client: "now" | "before";
  cookie: string;
  /** The cookie by which the device is known again; it stays when somebody signs out. */
  device: string;
  /** Who is signed in. */
  owner: Staff | undefined;
  online: boolean;
  /** How far its clock is ahead, in ms. */
  drift: number;
  /** Whether one of its pages sends: the others wait for that, as the site has them do by a Web Lock. */
  sending: boolean;
  /** Charters as it has seen them last. */
  readonly known: Map<string, EventDetail>;
  /** What is wanted by each write in its queue. */
  readonly wanted: Map<string, Purpose>;
}
