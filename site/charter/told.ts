import { shortId } from "../../rules/charter/shortId.ts";
import type { EventDetail, Patron } from "../../rules/contract/api/event.ts";

/** Who of a charter hears of a change by mail, and whom somebody has to call. */
export function whoIsTold({ crew, manifest }: Pick<EventDetail, "crew" | "manifest">) {
  const patrons = manifest.filter(({ email }) => email !== null).length;
  return { crew: crew.length, patrons, call: manifest.filter(({ email }) => email === null).map(({ name }) => name) };
}

/** What a move, or a calling off, says of whom its mails reached. */
interface Told {
  readonly at: string;
  readonly untold: readonly string[];
  readonly told?: readonly string[] | undefined;
  readonly rest_told?: boolean | undefined;
}

/**
 * Whom of those on the list no mail about a move, or a calling off, has reached: who has no address or another one since,
 * whose mail found no room, and who came on the list after it.
 */
export function unreachedBy(
  { at, untold, told, rest_told = false }: Told,
  manifest: EventDetail["manifest"],
): EventDetail["manifest"] {
  const hadRoom = (id: string): boolean =>
    rest_told || (told === undefined ? !untold.includes(id) : told.includes(shortId(id)));
  const isTold = ({ id, email, email_at, added_at, listed_at }: Patron): boolean =>
    email !== null && hadRoom(id) && [email_at, added_at, listed_at].every((since) => (since ?? at) <= at);
  return manifest.filter((patron) => !isTold(patron));
}
