import { PATRONS_MAX, type AddPatronRequest, type ChangePatronRequest } from "../../rules/api/event.ts";
import type { Table, WriteResult } from "../dynamodb/table.ts";
import { updateEvent } from "./heal.ts";
import { eventKey, type StoredPatron } from "./stored.ts";

/** Puts a patron on the list; the same id again changes nothing. Refused when there is no charter, or the list is full. */
export function addPatron(table: Table, slug: string, { id, name }: AddPatronRequest, now: Date): Promise<WriteResult> {
  const patron: StoredPatron = { name, added_at: now.toISOString() };
  return updateEvent(table, eventKey(slug), {
    update: "SET #patrons.#id = if_not_exists(#patrons.#id, :patron)",
    condition: "attribute_exists(#event_id) AND (size(#patrons) < :max OR attribute_exists(#patrons.#id) OR attribute_not_exists(#patrons))",
    names: { id },
    values: { patron, max: PATRONS_MAX },
  });
}

/** Renames a patron, or checks one aboard (the first time stays) or back ashore, in one atomic update. */
export function changePatron(
  table: Table,
  slug: string,
  id: string,
  { name, aboard }: ChangePatronRequest,
  now: Date,
): Promise<WriteResult> {
  const sets = [
    ...(name === undefined ? [] : ["#patrons.#id.#name = :name"]),
    ...(aboard === true ? ["#patrons.#id.#aboard_at = if_not_exists(#patrons.#id.#aboard_at, :now)"] : []),
  ];
  const removes = aboard === false ? ["#patrons.#id.#aboard_at"] : [];
  return table.update(eventKey(slug), {
    update: [...clause("SET", sets), ...clause("REMOVE", removes)].join(" "),
    condition: "attribute_exists(#patrons.#id)",
    names: { id },
    values: { ...(name === undefined ? {} : { name }), ...(aboard === true ? { now: now.toISOString() } : {}) },
  });
}

/** Takes a patron off the list; one who is not on it changes nothing. Refused when there is no charter. */
export function removePatron(table: Table, slug: string, id: string): Promise<WriteResult> {
  return updateEvent(table, eventKey(slug), {
    update: "REMOVE #patrons.#id",
    condition: "attribute_exists(#event_id)",
    names: { id },
  });
}

function clause(verb: string, parts: readonly string[]): readonly string[] {
  return parts.length === 0 ? [] : [`${verb} ${parts.join(", ")}`];
}
