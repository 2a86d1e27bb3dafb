import type { ChangePatronRequest, EventDetail, SignatureSummary } from "../../rules/contract/api/event.ts";
import { matchKey } from "../../rules/manifest/byHand.ts";
import { instantAfter, keptWord } from "../../rules/time/laterInstant.ts";
import type { Read } from "../forms/read.ts";

/** That a signature counts for nobody on the list. */
export const NOBODY = "";

/** A word on a signature, and on whom it is said. */
export interface SaidOfSignature extends ChangePatronRequest {
  readonly patron: { readonly id: string; readonly name: string };
}

/**
 * Reads for whom a signature is to count: one word, on whom it counts for from now on, or on whom it counts for no longer.
 * It is later than all that was said on either of the two, whatever this device's clock says.
 */
export function readMatch(
  { manifest }: Pick<EventDetail, "manifest">,
  signature: Pick<SignatureSummary, "record_sha256" | "nth">,
  { seen, chosen }: { readonly seen: string; readonly chosen: string },
  now: Date,
): Read<SaidOfSignature> {
  const counts = chosen !== NOBODY;
  const patron = manifest.find(({ id }) => id === (counts ? chosen : seen));
  const key = matchKey(signature);
  if (patron === undefined || key === undefined || signature.nth === undefined)
    return { ok: false, errors: { signature: "They are off the list now. Choose somebody else." } };
  const said = [...Object.values(patron.matches ?? {}), ...manifest.flatMap(({ matches }) => matches?.[key] ?? [])];
  const last = said
    .map(({ at }) => at)
    .sort()
    .at(-1);
  const { record_sha256, nth } = signature;
  return {
    ok: true,
    request: {
      patron: { id: patron.id, name: patron.name },
      at: instantAfter(now, keptWord(last)),
      signature: { record_sha256, nth, counts },
    },
  };
}
