import type { DepartureRequest } from "../contract/api/departing.ts";
import type { DepartureReason } from "../contract/api/departure.ts";
import { driftOf, pairOff } from "./drift.ts";
import { everyName } from "./everyName.ts";

interface Listed {
  readonly id: string;
  readonly name: string;
  readonly aboard_at: string | null;
  /** When the server put them on the list, where that is known. */
  readonly added_at?: string | undefined;
}

/**
 * Puts the list back to how it stood when a departure of the past was made, where somebody records it as it was: aboard is
 * whom they saw aboard, by the names that they saw. `since` says for the record where the list says otherwise by now.
 * Whoever came aboard by the list since then is in that alone: for this departure nobody asks anything of them.
 */
export function asItWas<C extends { readonly manifest: readonly Listed[] }>(
  charter: C,
  { at, aboard, as_it_was: seen }: Pick<Extract<DepartureRequest, { kind: "departed" }>, "at" | "aboard" | "as_it_was">,
): {
  readonly charter: Omit<C, "manifest"> & { readonly manifest: readonly Listed[] };
  readonly since: DepartureReason[];
} {
  if (seen === undefined) return { charter, since: [] };
  const sailed = seen.filter(({ id }) => aboard.includes(id));
  // Who has been listed since was not booked then; who has been checked aboard since was ashore.
  const others = pairOff(sailed, charter.manifest)
    .others.filter(({ added_at }) => added_at === undefined || added_at <= at)
    .map((patron) => ({ ...patron, aboard_at: null }));
  const drift = driftOf(sailed, charter.manifest, true, everyName);
  const manifest = [...sailed.map((person) => ({ ...person, aboard_at: at })), ...others];
  return {
    charter: { ...charter, manifest },
    // Against whom the list has aboard nobody leaves without a reason, of which the admin hears.
    since: drift.map(({ weight, text }) => ({ weight, text: `${BY_THEN} ${text}`, todo: "" })),
  };
}

const BY_THEN = "When this was received:";
