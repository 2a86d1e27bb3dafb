import type { EventDetail } from "../../rules/contract/api/event.ts";

/** Who of a charter hears of a change by mail, and whom somebody has to call. */
export function whoIsTold({ crew, manifest }: Pick<EventDetail, "crew" | "manifest">) {
  const patrons = manifest.filter(({ email }) => email !== null).length;
  return { crew: crew.length, patrons, call: manifest.filter(({ email }) => email === null).map(({ name }) => name) };
}

/** Whom of those on the list no mail about a move, or a calling off, has reached: who has no address, or whose mail found no room. */
export function unreachedBy(
  { untold, told }: { readonly untold: readonly string[]; readonly told?: readonly string[] | undefined },
  manifest: EventDetail["manifest"],
): EventDetail["manifest"] {
  const isTold = (id: string): boolean => (told === undefined ? !untold.includes(id) : told.includes(id));
  return manifest.filter(({ id, email }) => email === null || !isTold(id));
}
