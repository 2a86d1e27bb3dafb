import type { EventDetail } from "../../rules/contract/api/event.ts";
import { partyToTell } from "../../rules/mail/party.ts";
import { matchSignatures } from "../../rules/manifest/whoHasSigned.ts";

type Listed = Pick<EventDetail, "manifest" | "signatures" | "booker" | "party">;

/** Who of the list has not signed, by whether a mail reaches them, and who booked where they are mailed the link to hand it on. */
export function whoIsMailed({ manifest, signatures, booker, party }: Listed) {
  const unsigned = matchSignatures(manifest, signatures).lines.flatMap(({ patron, signature }) =>
    signature === undefined ? [patron] : [],
  );
  const names = (people: readonly { readonly name: string }[]): readonly string[] => people.map(({ name }) => name);
  const reached = unsigned.filter(({ email, opted_out }) => email !== null && !opted_out);
  const optedOut = new Set(manifest.flatMap(({ email, opted_out }) => (opted_out && email !== null ? [email] : [])));
  const news = partyToTell({ manifest, signatures, booker, party, optedOut });
  return {
    reached,
    /** Has signed, and is mailed for the others alone. */
    booker: news === undefined || news.unsigned ? undefined : news.booker,
    without: names(unsigned.filter(({ email }) => email === null)),
    unwilling: names(unsigned.filter(({ email, opted_out }) => email !== null && opted_out)),
  };
}
