import type { Back, Departed, DepartureEntry, Verdict } from "../contract/api/departure.ts";
import { saidAt } from "../time/laterInstant.ts";
import type { EventSummary } from "../contract/api/month.ts";

/** Where a charter stands: at the dock, out, or back. */
export interface DepartureState {
  /** The departure that stands, if any. */
  readonly departed: Departed | undefined;
  /** The return that stands, if any. */
  readonly back: Back | undefined;
}

/** Reads the entries: what a correction names counts no more. */
export function departureState(entries: readonly DepartureEntry[]): DepartureState {
  const corrected = new Set(entries.flatMap((entry) => (entry.kind === "correction" ? [entry.entry] : [])));
  const standing = entries.filter(({ id }) => !corrected.has(id));
  const departed = standing.filter((entry) => entry.kind === "departed").at(-1);
  const back = standing.filter((entry) => entry.kind === "back").find((entry) => entry.departure === departed?.id);
  return { departed, back };
}

/** Where the month list shows a charter that has left the dock; `short`: back, but not as many as left. */
export type Dock = Exclude<EventSummary["standing"], Verdict>;

/** Tells where a charter is by its entries; undefined at the dock. */
export function dockOf(entries: readonly DepartureEntry[]): Dock | undefined {
  const { departed, back } = departureState(entries);
  if (back !== undefined) return back.count === back.expected ? "back" : "short";
  return departed === undefined ? undefined : "departed";
}

export type DepartureRefusal =
  /** It was moved to another day since. */
  | "moved"
  | "departed-already"
  | "not-departed"
  | "back-already"
  /** It is of before the departure that stands: of another one. */
  | "back-before"
  | "count-differs"
  | "unknown-entry"
  | "corrected-already"
  | "back-first";

/** Decides whether all may be recorded as back: a count that differs from who left needs a reason. */
export function checkBack(
  entries: readonly DepartureEntry[],
  back: { count: number; reason: string; at: string; received_at: string },
): DepartureRefusal | undefined {
  const state = departureState(entries);
  if (state.departed === undefined) return "not-departed";
  if (state.back !== undefined) return "back-already";
  if (saidAt(back) < saidAt(state.departed)) return "back-before";
  return back.count !== state.departed.aboard.length && back.reason === "" ? "count-differs" : undefined;
}

/** Decides whether an entry may be taken back: a return before the departure that it ends. */
export function checkCorrection(entries: readonly DepartureEntry[], id: string): DepartureRefusal | undefined {
  const entry = entries.find((candidate) => candidate.id === id);
  if (entry?.kind !== "departed" && entry?.kind !== "back") return "unknown-entry";
  if (entries.some((other) => other.kind === "correction" && other.entry === id)) return "corrected-already";
  return entry.kind === "departed" && departureState(entries).back?.departure === id ? "back-first" : undefined;
}
