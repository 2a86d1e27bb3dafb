import type { DepartureEntry } from "../contract/api/departure.ts";
import { departureState } from "./state.ts";

interface Listed {
  readonly id: string;
  readonly aboard_at: string | null;
}

/** Lists the no-shows of the departure that stands: who is on the list, and neither aboard nor in its record; nobody at the dock. */
export function leftAshore<P extends Listed>(entries: readonly DepartureEntry[], manifest: readonly P[]): readonly P[] {
  const { departed } = departureState(entries);
  if (departed === undefined) return [];
  const sailed = new Set(departed.aboard.map(({ id }) => id));
  return manifest.filter(({ id, aboard_at }) => aboard_at === null && !sailed.has(id));
}
