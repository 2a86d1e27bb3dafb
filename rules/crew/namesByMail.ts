import type { EventDetail } from "../contract/api/event.ts";

/** Finds the names behind the e-mails of a charter's crew, as far as its history and its departures tell them. */
export function namesByMail({
  history,
  departures,
}: Pick<EventDetail, "history" | "departures">): ReadonlyMap<string, string> {
  return new Map([
    ...departures.flatMap((entry) =>
      entry.kind === "departed" ? entry.crew.map(({ id, name }) => [id, name] as const) : [],
    ),
    ...[...history, ...departures].map(({ by, name }) => [by, name] as const),
  ]);
}
