import type { EventDetail } from "../../rules/contract/api/event.ts";
import { matchSignatures } from "../../rules/manifest/whoHasSigned.ts";

/** Who of the list has not signed, by whether a mail reaches them. */
export function whoIsMailed({ manifest, signatures }: Pick<EventDetail, "manifest" | "signatures">) {
  const unsigned = matchSignatures(manifest, signatures).lines.flatMap(({ patron, signature }) =>
    signature === undefined ? [patron] : [],
  );
  const names = (people: readonly { readonly name: string }[]): readonly string[] => people.map(({ name }) => name);
  return {
    reached: unsigned.filter(({ email, opted_out }) => email !== null && !opted_out),
    without: names(unsigned.filter(({ email }) => email === null)),
    unwilling: names(unsigned.filter(({ email, opted_out }) => email !== null && opted_out)),
  };
}
