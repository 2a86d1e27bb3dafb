import type { DepartureRequest } from "../contract/api/departing.ts";
import type { DepartureReason } from "../contract/api/departure.ts";
import { driftOf, pairOff } from "./drift.ts";
import { everyName } from "./everyName.ts";

interface Listed {
  readonly id: string;
  readonly name: string;
  readonly aboard_at: string | null;
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
  const others = pairOff(sailed, charter.manifest).others.filter(({ aboard_at }) => aboard_at === null);
  const texts = driftOf(sailed, charter.manifest, true, everyName);
  const manifest = [...sailed.map((person) => ({ ...person, aboard_at: at })), ...others];
  return {
    charter: { ...charter, manifest },
    since: texts.map((text) => ({ weight: "caution", text: `${BY_THEN} ${text}`, todo: "" })),
  };
}

const BY_THEN = "When this was received:";
