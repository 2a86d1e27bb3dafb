import type { CallOff, CallOffEntry } from "../contract/api/callOff.ts";
import type { Move } from "../contract/api/move.ts";
import type { Newer } from "../contract/newer.ts";

interface Facts {
  readonly status: "open" | "canceled" | Newer;
  /** Oldest first. */
  readonly call_off_log: readonly CallOffEntry[];
  readonly moves: readonly Pick<Move, "at">[];
}

/** Tells how a charter is called off now; undefined where it sails, or was canceled without a word why. */
export function presentCallOff({ status, call_off_log, moves }: Facts): CallOff | undefined {
  const last = call_off_log.at(-1);
  if (status !== "canceled" || last?.kind !== "called-off") return undefined;
  // A move opens it again.
  return moves.some(({ at }) => at > last.at) ? undefined : last;
}

/** What of a charter that is off is still to be settled: so much in cents is to be given back, or waits for another day. */
export function unsettled(
  event: Facts & { readonly paid_cents: number },
): { readonly money: CallOff["money"]; readonly cents: number } | undefined {
  const off = presentCallOff(event);
  return off === undefined || event.paid_cents <= 0 ? undefined : { money: off.money, cents: event.paid_cents };
}
