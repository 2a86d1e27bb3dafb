import type { DepartureEntry } from "../contract/api/departure.ts";
import { saidAt } from "../time/laterInstant.ts";
import { pairOff } from "./drift.ts";
import { departureState } from "./state.ts";

interface Listed {
  readonly id: string;
  readonly name: string;
  readonly aboard_at: string | null;
  /** When the server put them on the list; missing while they wait on a device. */
  readonly added_at?: string | undefined;
  /** When it was last said that they are on it; null for who was never taken off. */
  readonly listed_at: string | null;
}

/** Who of a list the departure that stands took along, and who stayed behind: nobody at the dock. */
export interface WhoSailed<P> {
  readonly sailed: readonly P[];
  /** On the list before the lines were let go, and neither aboard nor in the record. */
  readonly noShows: readonly P[];
  /** The same, but listed only then, or of whom that is not known: nobody may have waited for them. */
  readonly others: readonly P[];
}

/** Tells what the departure that stands made of those on the list. Whom the list alone has aboard is in no part of it: departureDrift tells of them. */
export function whoSailed<P extends Listed>(entries: readonly DepartureEntry[], manifest: readonly P[]): WhoSailed<P> {
  const { departed } = departureState(entries);
  if (departed === undefined) return { sailed: [], noShows: [], others: [] };
  const { pairs, others } = pairOff(departed.aboard, manifest);
  const left = saidAt(departed);
  const behind = others.filter(({ aboard_at }) => aboard_at === null);
  const wasExpected = ({ added_at, listed_at }: P): boolean =>
    added_at !== undefined && added_at <= left && (listed_at ?? left) <= left;
  return {
    sailed: pairs.flatMap(({ listed }) => listed ?? []),
    noShows: behind.filter(wasExpected),
    others: behind.filter((patron) => !wasExpected(patron)),
  };
}
