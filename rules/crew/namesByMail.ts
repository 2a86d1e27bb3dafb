import type { EventDetail } from "../contract/api/event.ts";

type Charter = Pick<EventDetail, "history" | "departures"> & Partial<Pick<EventDetail, "names">>;

/** Finds the names behind the e-mails of a charter's crew: as the server tells them, or else as its history and its departures do. */
export function namesByMail({ history, departures, names = {} }: Charter): ReadonlyMap<string, string> {
  return new Map([
    ...departures.flatMap((entry) =>
      entry.kind === "departed" ? entry.crew.map(({ id, name }) => [id, name] as const) : [],
    ),
    ...[...history, ...departures].map(({ by, name }) => [by, name] as const),
    ...Object.entries(names),
  ]);
}

/** Lists whom of the crew a charter speaks of by e-mail: who sails, who took money, and who was assigned and taken off. */
export function mailsIn({
  crew,
  payment_log,
  history,
}: {
  readonly crew: readonly string[];
  readonly payment_log: readonly { readonly recorded_by: string }[];
  readonly history: EventDetail["history"];
}): readonly string[] {
  const assigned = history.flatMap((line) =>
    line.kind === "details" && "changes" in line
      ? line.changes
          .filter(({ field }) => field === "crew")
          .flatMap(({ from, to }) => [...mailsOf(from), ...mailsOf(to)])
      : [],
  );
  return [...new Set([...crew, ...payment_log.map(({ recorded_by }) => recorded_by), ...assigned])];
}

/** Reads the crew as a line of the history quotes it. */
function mailsOf(quoted: string): readonly string[] {
  return quoted.split(", ").filter((mail) => mail.includes("@"));
}

/** Says who of the crew a line of the history quotes, by name where it is known. */
export function nameQuoted(quoted: string, nameOf: (mail: string) => string): string {
  return quoted.split(", ").map(nameOf).join(", ");
}
